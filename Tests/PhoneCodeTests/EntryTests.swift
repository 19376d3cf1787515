import Activation
import TestSupport
import Testing

@testable import PhoneCode

@Suite("Typing a code")
struct EntryTests {
    static let cases = CodeDirection.allCases.flatMap { direction in
        CodeForm.allCases.map { (direction, $0) }
    }

    static func code(_ direction: CodeDirection, seed: UInt64 = 5) -> SpokenCode {
        var random = SeededGenerator(seed: seed)
        let bits = (0..<direction.bitCount).map { _ in UInt8(random.number(0...1)) }
        return SpokenCode(direction: direction, field: BitField(bits: bits))
    }

    /// What is named when these groups are given all at once.
    static func faults(
        _ groups: [String], _ direction: CodeDirection, _ form: CodeForm
    ) -> (faults: [EntryFault], entry: CodeEntry) {
        var entry = CodeEntry(direction: direction, form: form)
        let events = entry.type(groups.joined(separator: "\n"), isAll: true)
        let faults = events.compactMap { event -> EntryFault? in
            guard case .wrong(let fault) = event else { return nil }
            return fault
        }
        return (faults, entry)
    }

    @Test("of its right groups ends with the same code", arguments: cases)
    func identity(direction: CodeDirection, form: CodeForm) throws {
        for seed in UInt64(0)..<50 {
            let code = Self.code(direction, seed: seed)
            var entry = CodeEntry(direction: direction, form: form)
            for (number, group) in zip(1..., code.groups(form)) {
                #expect(entry.nextNumber == number)
                #expect(entry.type(group) == [.accepted(group: number)])
            }
            #expect(entry.code == code)
            #expect(CodeEntry(direction: direction, form: form, restoring: entry.texts).code == code)
            let (faults, whole) = Self.faults(code.groups(form), direction, form)
            #expect(faults.isEmpty && whole.code == code)
        }
    }

    @Test(
        "names every group with one wrong digit, and every one with two neighbours swapped",
        arguments: CodeDirection.allCases)
    func digits(direction: CodeDirection) throws {
        let groups = Self.code(direction).digitGroups
        for (number, group) in zip(1..., groups) {
            var mistakes: [[UInt8]] = []
            for place in group.digits.indices {
                for digit in UInt8(0)..<10 where digit != group.digits[place] {
                    var wrong = group.digits
                    wrong[place] = digit
                    mistakes.append(wrong)
                }
                guard place > 0, group.digits[place] != group.digits[place - 1] else { continue }
                var swapped = group.digits
                swapped.swapAt(place, place - 1)
                mistakes.append(swapped)
            }
            for wrong in mistakes {
                #expect(try !#require(DigitGroup(digits: wrong)).fits(number: number, of: direction))
            }
            // That a group which does not fit is named does not depend on which mistake it is.
            for wrong in [mistakes[number % mistakes.count], mistakes[mistakes.count - 1]] {
                try Self.require(wrong, at: number, of: groups, direction)
            }
        }
    }

    private static func require(
        _ digits: [UInt8], at number: Int, of groups: [DigitGroup], _ direction: CodeDirection
    ) throws {
        var typed = groups.map(\.description)
        typed[number - 1] = try #require(DigitGroup(digits: digits)).description
        let (faults, entry) = Self.faults(typed, direction, .digits)
        #expect(faults.map(\.number) == [number] && entry.missing == [number])
    }

    @Test(
        "names every group with a wrong word, and every one with two words swapped",
        arguments: CodeDirection.allCases)
    func words(direction: CodeDirection) throws {
        var random = SeededGenerator(seed: 3)
        let groups = Self.code(direction).wordGroups
        for (number, group) in zip(1..., groups) {
            for place in group.numbers.indices {
                // Every 32nd in one group, some in the others.
                let others =
                    number == 2
                    ? stride(from: UInt16(0), to: 2048, by: 32).map { $0 + UInt16(random.number(0...31)) }
                    : (0..<3).map { _ in UInt16(random.number(0...2047)) }
                for word in others where word != group.numbers[place] {
                    var wrong = group.numbers
                    wrong[place] = word
                    var typed = groups.map(\.description)
                    typed[number - 1] = try #require(WordGroup(numbers: wrong)).description
                    let (faults, entry) = Self.faults(typed, direction, .words)
                    #expect(faults.map(\.number) == [number] && entry.missing == [number])
                }
                for other in 0..<place where group.numbers[place] != group.numbers[other] {
                    var swapped = group.numbers
                    swapped.swapAt(place, other)
                    var typed = groups.map(\.description)
                    typed[number - 1] = try #require(WordGroup(numbers: swapped)).description
                    let (faults, _) = Self.faults(typed, direction, .words)
                    #expect(faults.map(\.number) == [number])
                }
            }
        }
    }

    @Test("names every group that was left out, typed twice, or swapped with the next", arguments: cases)
    func order(direction: CodeDirection, form: CodeForm) {
        let groups = Self.code(direction).groups(form)
        for number in 1...groups.count {
            var without = groups
            without.remove(at: number - 1)
            let (leftOut, entry) = Self.faults(without, direction, form)
            #expect(leftOut.map(\.number) == [number] && entry.missing == [number], "\(leftOut)")
            if number < groups.count {
                #expect(leftOut.first?.finding == .leftOut([number], then: number + 1, isCertain: true))
            }

            var twice = groups
            twice.insert(groups[number - 1], at: number)
            let (repeated, whole) = Self.faults(twice, direction, form)
            // What is there twice is told and does no harm.
            #expect(repeated.isEmpty && whole.missing.isEmpty)
            var entryTwice = CodeEntry(direction: direction, form: form)
            let events = entryTwice.type(twice.joined(separator: " / "), isAll: true)
            #expect(events.contains(.repeated(group: number)) || events.contains(.tooMany))

            guard number < groups.count else { continue }
            var swapped = groups
            swapped.swapAt(number - 1, number)
            let (faults, open) = Self.faults(swapped, direction, form)
            #expect(faults == [EntryFault(number: number, finding: .swapped(with: number + 1))])
            #expect(open.missing == [number, number + 1])
        }
    }

    @Test(
        "goes on where a group was left out, and says so when that is certain", arguments: CodeForm.allCases)
    func leftOutWhileTyping(form: CodeForm) {
        let groups = Self.code(.response).groups(form)
        var entry = CodeEntry(direction: .response, form: form)
        for group in groups.prefix(6) { _ = entry.type(group) }
        // Group 8 in the place of group 7: perhaps.
        #expect(
            entry.type(groups[7])
                == [.wrong(EntryFault(number: 7, finding: .leftOut([7], then: 8, isCertain: false)))])
        // Then group 9: certainly.
        let events = entry.type(groups[8])
        #expect(
            events.contains(.wrong(EntryFault(number: 7, finding: .leftOut([7], then: 8, isCertain: true)))))
        #expect(events.contains(.accepted(group: 8)) && events.contains(.accepted(group: 9)))
        #expect(entry.nextNumber == 7)
        #expect(entry.type(groups[6]) == [.accepted(group: 7)])
        #expect(entry.nextNumber == 10)
    }

    @Test("can be put right where it was wrong")
    func correcting() {
        let groups = Self.code(.request).groups(.digits)
        var entry = CodeEntry(direction: .request, form: .digits)
        _ = entry.type(groups.joined(separator: " "))
        #expect(entry.replace(group: 4, with: groups[5]) != [.accepted(group: 4)])
        #expect(entry.texts[4] == groups[3], "what is wrong takes nothing's place")
        entry.forget(from: 9)
        #expect(entry.missing == [9, 10])
        #expect(entry.type("9. \(groups[8]) 10: \(groups[9])").count == 2)
        #expect(entry.missing.isEmpty)
        #expect(entry.type("11. 123456") == [.noSuchGroup(11)])
        #expect(entry.type("0 054978") == [.noSuchGroup(0)])
        #expect(EntryEvent.noSuchGroup(33).sentence(.digits) == "There is no group 33.")
    }

    @Test(
        "takes digits however they are written",
        arguments: [
            "3. %1 %2", "3:%1%2", "  %1-%2 ", "%1.%2", "(3) %1 %2", "%1\u{A0}%2", "group 3 %1 %2", "3 %1%2",
            "\u{FF13}\u{FF1A}%1%2",
        ])
    func spellings(pattern: String) throws {
        let groups = Self.code(.request).groups(.digits)
        var entry = CodeEntry(direction: .request, form: .digits)
        _ = entry.type(groups[0] + groups[1])
        let halves = groups[2].split(separator: " ").map(String.init)
        var line = ""
        for piece in pattern.split(separator: "%", omittingEmptySubsequences: false) {
            line +=
                piece.hasPrefix("1") && line != piece
                ? halves[0] + piece.dropFirst()
                : piece.hasPrefix("2") ? halves[1] + piece.dropFirst() : String(piece)
        }
        #expect(entry.type(line) == [.accepted(group: 3)], "\(line)")
    }

    @Test("says how many digits there are where there are not six, and does not mistake the others")
    func lengths() {
        let groups = Self.code(.response).groups(.digits)
        var short = groups
        short[4] = String(groups[4].dropLast())
        let (faults, entry) = Self.faults(short, .response, .digits)
        #expect(faults == [EntryFault(number: 5, finding: .length(5))])
        #expect(entry.missing == [5])
        var typed = CodeEntry(direction: .response, form: .digits)
        #expect(typed.type("hello") == [.unreadable("hello")])
        #expect(typed.type("  ") == [])
        #expect(typed.type("1234567") == [.wrong(EntryFault(number: 1, finding: .length(6 + 1)))])
    }

    @Test("names a word that is not in the list, and what it may be")
    func unknownWords() throws {
        let groups = Self.code(.request).groups(.words)
        var typed = groups
        let word = String(groups[2].split(separator: " ")[1])
        let slip = "q" + word.dropFirst()
        try #require(WordList.number(of: slip) == nil)
        typed[2] = groups[2].replacing(word, with: slip)
        let (faults, _) = Self.faults(typed, .request, .words)
        guard case .wordUnknown(let named, let perhaps)? = faults.first?.finding else {
            Issue.record("no word is named")
            return
        }
        #expect(faults.count == 1 && faults[0].number == 3 && named == slip && perhaps.contains(word))
        #expect(WordList.number(of: String(word.prefix(4)).uppercased()) == WordList.number(of: word))
    }

    @Test("knows the other code", arguments: cases)
    func otherCode(direction: CodeDirection, form: CodeForm) {
        let other: CodeDirection = direction == .request ? .response : .request
        for seed in UInt64(0)..<200 {
            let groups = Self.code(other, seed: seed).groups(form)
            let (faults, entry) = Self.faults(groups, direction, form)
            #expect(faults == [EntryFault(number: 1, finding: .otherDirection)])
            #expect(entry.code == nil && entry.texts.isEmpty)
            for (number, group) in zip(1..., Self.code(other, seed: seed).digitGroups) {
                #expect(!group.fits(number: number, of: direction))
            }
        }
    }

    @Test(
        "takes three groups of the other code for that, and neither two nor what comes after a right one",
        arguments: cases)
    func fewOfTheOtherCode(direction: CodeDirection, form: CodeForm) {
        let other: CodeDirection = direction == .request ? .response : .request
        let theirs = Self.code(other).groups(form)
        let told = EntryEvent.wrong(EntryFault(number: 1, finding: .otherDirection))
        for count in 1...5 {
            var entry = CodeEntry(direction: direction, form: form)
            let events = entry.type(theirs.prefix(count).joined(separator: "\n"))
            #expect(events.contains(told) == (count >= 3), "\(count)")
            var oneByOne = CodeEntry(direction: direction, form: form)
            let each = theirs.prefix(count).flatMap { oneByOne.type($0) }
            #expect(each.contains(told) == (count >= 3), "\(count), one by one")
        }
        var begun = CodeEntry(direction: direction, form: form)
        _ = begun.type(Self.code(direction).groups(form)[0])
        #expect(!begun.type(theirs.prefix(4).joined(separator: "\n")).contains(told))
        #expect(begun.texts.count >= 1)
    }

    /// What people type, and what they do not: signs, and whole words.
    private static func line(_ random: inout SeededGenerator) -> String {
        let alphabet = Array("0123456789 .:-\n\u{661}\u{FF11}Olx)#\u{200B}")
        return (0..<random.number(0...40)).map { _ in
            random.number(0...3) > 0
                ? String(alphabet[random.number(0...alphabet.count - 1)])
                : " \(WordList.words[random.number(0...2047)]) "
        }.joined()
    }

    @Test("whatever is typed never traps, and keeps only groups that are right")
    func noise() {
        var random = SeededGenerator(seed: 77)
        for _ in 0..<20 {
            for (direction, form) in Self.cases {
                var entry = CodeEntry(direction: direction, form: form)
                for _ in 0..<6 {
                    let line = Self.line(&random)
                    switch random.number(0...2) {
                    case 0: _ = entry.type(line, isAll: random.bool())
                    case 1: _ = entry.type(whole: line)
                    default: _ = entry.replace(group: random.number(-3...40), with: line)
                    }
                    entry.forget(from: random.number(-1...40))
                    _ = entry.suspects(answering: .activation)
                }
                for (number, text) in entry.texts {
                    let group = TypedLine(text, form: entry.form).parts.first?.group
                    #expect(group?.fits(number, of: direction) == true)
                }
            }
        }
    }
}
