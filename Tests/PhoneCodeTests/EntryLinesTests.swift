import Testing

@testable import PhoneCode

/// What people type and paste, line by line.
extension EntryTests {
    @Test(
        "takes many groups on a line with their numbers, as a listing has them",
        arguments: ["%n %g", "%n. %g", "  %n   %g  ", "(%n) %g", "%n %j"])
    func numbered(pattern: String) {
        let groups = Self.code(.request).groups(.digits)
        func written(_ number: Int) -> String {
            pattern.replacing("%n", with: "\(number)").replacing("%g", with: groups[number - 1])
                .replacing("%j", with: groups[number - 1].filter { $0 != " " })
        }
        var entry = CodeEntry(direction: .request, form: .digits)
        for row in 1...5 {
            let line = "\(written(row))          \(written(row + 5))"
            #expect(entry.type(line) == [.accepted(group: row), .accepted(group: row + 5)], "\(line)")
        }
        #expect(entry.missing.isEmpty)
    }

    @Test("keeps nothing of a line that makes no sense as a whole")
    func nonsense() {
        var entry = CodeEntry(direction: .request, form: .digits)
        #expect(entry.type("418 7 4151 948 97") == [.wrong(EntryFault(number: 1, finding: .length(13)))])
        let sentence = "Then read these 10 groups with their numbers, three digits at a time:"
        #expect(entry.type(sentence) == [.unreadable(sentence)])
        #expect(entry.texts.isEmpty)
    }

    @Test("takes another try for that, whatever was wrong before")
    func tries() {
        let groups = Self.code(.request).groups(.digits)
        var entry = CodeEntry(direction: .request, form: .digits)
        _ = entry.type(groups[0])
        #expect(entry.type("1111 222") == [.wrong(EntryFault(number: 2, finding: .length(7)))])
        #expect(entry.type("123 45") == [.wrong(EntryFault(number: 2, finding: .length(5)))])
        for _ in 0..<3 {
            let wrong = DigitGroup.unfit(for: 2..<11, of: .request)
            #expect(entry.type(wrong) == [.wrong(EntryFault(number: 2, finding: .check))])
        }
        #expect(entry.type(groups[1]) == [.accepted(group: 2)])
        // With the right one they are forgotten: what is read twice is known as that.
        #expect(entry.type(groups[1]) == [.repeated(group: 2)])
        // And where one goes back.
        _ = entry.type("1111 222")
        entry.forget(from: 2)
        #expect(entry.type(groups[0]) == [.repeated(group: 1)])
    }

    @Test("names each of several on a line that are wrong")
    func severalWrong() {
        var entry = CodeEntry(direction: .request, form: .digits)
        let wrong = [9, 8].map { DigitGroup.unfit(for: 1..<6, of: .request, from: $0) }
        #expect(
            entry.type(wrong.joined(separator: " ")) == [
                .wrong(EntryFault(number: 1, finding: .check)),
                .wrong(EntryFault(number: 2, finding: .check)),
            ])
    }

    @Test("says once which groups were left out, and names no others")
    func severalLeftOut() {
        let groups = Self.code(.response).groups(.digits)
        var entry = CodeEntry(direction: .response, form: .digits)
        _ = entry.type(groups[..<5].joined(separator: " "))
        _ = entry.type((9...12).map { "\($0). \(groups[$0 - 1])" }.joined(separator: " "))
        let faults = entry.type(groups[12...15].joined(separator: " ")).filter { event in
            if case .wrong = event { true } else { false }
        }
        #expect(
            faults == [
                .wrong(EntryFault(number: 6, finding: .leftOut([6, 7, 8], then: 13, isCertain: true)))
            ])
    }

    @Test("says of the last two that one was left out and the other is wrong, where one was typed")
    func leftOutAtTheEnd() {
        let groups = Self.code(.response).groups(.digits)
        var entry = CodeEntry(direction: .response, form: .digits)
        _ = entry.type(groups[..<30].joined(separator: " "))
        #expect(
            entry.type(DigitGroup.unfit(for: 31..<33, of: .response), isAll: true) == [
                .wrong(EntryFault(number: 31, finding: .leftOut([31], then: 32, isCertain: true))),
                .wrong(EntryFault(number: 32, finding: .check)),
            ])
    }

    @Test("tells groups from what stands beside them")
    func likeness() {
        func words(_ known: Int, of count: Int) -> TypedLine.Likeness {
            let words = WordList.words[..<known] + Array(repeating: "qqqq", count: count - known)
            return TypedLine(words.joined(separator: " "), form: .words).likeness
        }
        #expect(words(4, of: 4) == .groups && words(3, of: 4) == .groups && words(2, of: 4) == .prose)
        #expect(words(3, of: 5) == .mixed && words(5, of: 8) == .mixed && words(6, of: 8) == .groups)
        func digits(_ line: String) -> TypedLine.Likeness { TypedLine(line, form: .digits).likeness }
        #expect(
            digits("123 456") == .groups && digits("12345") == .groups && digits("group 123 45") == .groups)
        #expect(digits("Hamburg 20457") == .prose && digits("number 7: 12345") == .mixed)
    }

    @Test("names the groups that are missing in runs")
    func runs() {
        #expect(NumberRuns.text([1, 2, 3, 4, 7, 9, 10]) == "1 to 4, 7, 9, 10")
        #expect(NumberRuns.text([32]) == "32" && NumberRuns.text([]) == "")
    }

    @Test("takes words where digits were awaited, and the other way round, until one is right")
    func otherForm() {
        for (form, other) in [(CodeForm.digits, CodeForm.words), (.words, .digits)] {
            var entry = CodeEntry(direction: .response, form: form)
            let code = Self.code(.response)
            #expect(entry.type(code.groups(other)[0]) == [.accepted(group: 1)])
            #expect(entry.form == other)
            #expect(entry.type(code.groups(form)[0]) != [.accepted(group: 1)])
            #expect(entry.form == other)
        }
    }
}

extension DigitGroup {
    /// A group that is right in none of these places.
    fileprivate static func unfit(
        for numbers: Range<Int>, of direction: CodeDirection, from first: UInt8 = 9
    ) -> String {
        let all = (UInt8(0)...99).lazy.compactMap { number in
            DigitGroup(digits: [first, 0, 9, 0, number / 10, number % 10])
        }
        return all.first { group in !numbers.contains { group.fits(number: $0, of: direction) } }?.description
            ?? ""
    }
}
