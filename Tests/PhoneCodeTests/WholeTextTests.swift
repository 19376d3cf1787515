import Testing

@testable import PhoneCode

/// What is piped in: a mail, with whatever people and mail programs put around the groups.
@Suite("A whole text with the groups of a code")
struct WholeTextTests {
    static let cases = EntryTests.cases
    private static let before = [
        "From: Anna Smith <anna@acme.example>", "Date: Wed, 25 Nov 2026 18:06:16 +0000", "", "Dear Yard,", "",
        "here is the answer to your request of 2026-11-24, order 20457. Please type these groups:", "",
    ]
    private static let after = [
        "", "Kind regards,", "Anna Smith", "--", "Acme Marine, Room 12, 20457 Hamburg",
        "Tel. +49 40 5550 1234, 040 555 1234, Fax 555 1234",
    ]

    /// The ways in which the groups stand there.
    private static func layouts(_ groups: [String]) -> [[String]] {
        let numbered = zip(1..., groups).map { "\($0)   \($1)" }
        let half = (groups.count + 1) / 2
        return [
            groups, numbered, zip(1..., groups).map { "Group \($0): \($1)" },
            (0..<half).map { "   \(numbered[$0])          \(numbered[min($0 + half, groups.count - 1)])" },
            stride(from: 0, to: groups.count, by: 5).map {
                groups[$0..<min($0 + 5, groups.count)].joined(separator: "  ")
            },
        ]
    }

    private static func code(_ direction: CodeDirection, _ form: CodeForm) -> [String] {
        EntryTests.code(direction).groups(form)
    }

    @Test("is taken with a greeting, a signature and the marks of a quotation", arguments: cases)
    func mail(direction: CodeDirection, form: CodeForm) {
        for layout in Self.layouts(Self.code(direction, form)) {
            for mark in ["", "> ", ">> ", "| "] where form == .words || mark != "| " {
                let lines = (Self.before + layout + Self.after).map { mark + $0 }
                for lineBreak in mark.isEmpty ? ["\n", "\r\n"] : ["\n"] {
                    var entry = CodeEntry(direction: direction, form: form)
                    let events = entry.type(whole: lines.joined(separator: lineBreak))
                    #expect(entry.code == EntryTests.code(direction), "\(mark)\(layout[0]): \(entry.missing)")
                    #expect(events.filter(\.isFault).isEmpty)
                }
            }
        }
    }

    @Test("names the group that is wrong, and calls no prose a fault", arguments: cases)
    func wrongInMail(direction: CodeDirection, form: CodeForm) {
        var groups = Self.code(direction, form)
        groups[2] = Self.code(direction, form)[4]
        for layout in Self.layouts(groups).prefix(2) {
            var entry = CodeEntry(direction: direction, form: form)
            let events = entry.type(whole: (Self.before + layout + Self.after).joined(separator: "\n"))
            #expect(entry.missing == [3])
            #expect(events.filter(\.isFault).map(\.faultyGroup) == [3], "\(events.filter(\.isFault))")
        }
    }

    @Test("says nothing of prose where groups are missing", arguments: cases)
    func missingInMail(direction: CodeDirection, form: CodeForm) {
        for layout in Self.layouts(Self.code(direction, form)).prefix(2) {
            var entry = CodeEntry(direction: direction, form: form)
            let lines = Self.before + layout.dropLast(2) + Self.after
            let events = entry.type(whole: lines.joined(separator: "\n"))
            #expect(entry.missing.count == 2)
            #expect(events.filter(\.isFault).isEmpty, "\(events)")
        }
    }

    @Test("may hold the quoted request below the answer")
    func answerOverRequest() {
        let answer = zip(1..., Self.code(.response, .digits)).map { "\($0)   \($1)" }
        let request = zip(1..., Self.code(.request, .digits)).map { "> \($0)   \($1)" }
        var entry = CodeEntry(direction: .response, form: .digits)
        _ = entry.type(whole: (Self.before + answer + Self.after + request).joined(separator: "\n"))
        #expect(entry.code == EntryTests.code(.response))
    }

    @Test("is taken in the other form until one group is right", arguments: CodeForm.allCases)
    func otherForm(form: CodeForm) {
        let other: CodeForm = form == .digits ? .words : .digits
        var entry = CodeEntry(direction: .response, form: form)
        _ = entry.type(
            whole: (Self.before + Self.code(.response, other) + Self.after).joined(separator: "\n"))
        #expect(entry.code == EntryTests.code(.response) && entry.form == other)
    }

    @Test("that holds no group at all says so")
    func nothing() {
        var entry = CodeEntry(direction: .request, form: .digits)
        #expect(entry.type(whole: "Dear Yard,\nwe are closed.") == [.unreadable("Dear Yard, we are closed.")])
        #expect(entry.type(whole: "\n \n") == [])
        #expect(entry.texts.isEmpty)
    }

    @Test("says which group is one too many, and takes the lowest number of two that are equal")
    func surplus() throws {
        let groups = Self.code(.request, .digits)
        var entry = CodeEntry(direction: .request, form: .digits)
        _ = entry.type(groups.dropLast().joined(separator: " "))
        let stranger = try #require(
            (UInt32(0)..<100).lazy.map { DigitGroup(data: $0, number: 3, of: .request) }.first {
                !$0.fits(number: 10, of: .request)
            })
        let events = entry.type("\(stranger) \(groups[9])")
        #expect(events == [.accepted(group: 10), .tooMany])
        entry.forget(from: 10)
        let two = entry.type("\(stranger) \(stranger) \(stranger)", isAll: true)
        #expect(!two.filter(\.isFault).isEmpty && entry.missing == [10])
        #expect(entry.type("10 \(groups[9])") == [.accepted(group: 10)])
        #expect(entry.type(groups[4]) == [.repeated(group: 5)])
        #expect(EntryEvent.surplus("123 456").sentence(.digits) == "One group too many was typed: 123 456.")
    }

    @Test("that is short of its last group says that this is missing")
    func last() {
        var entry = CodeEntry(direction: .request, form: .digits)
        let events = entry.type(Self.code(.request, .digits).dropLast().joined(separator: " "), isAll: true)
        #expect(events.compactMap { $0.sentence(.digits) } == ["Group 10 is missing."])
        #expect(events.compactMap(\.code) == ["missing"])
    }
}

@Suite("What another session typed")
struct AdoptedGroupsTests {
    @Test("is taken over where it is right, and what it took back is missing", arguments: EntryTests.cases)
    func adopted(direction: CodeDirection, form: CodeForm) {
        let groups = EntryTests.code(direction).groups(form)
        let texts = Dictionary(uniqueKeysWithValues: zip(1..., groups))
        var entry = CodeEntry(direction: direction, form: form)
        _ = entry.type(groups[0])
        #expect(entry.adopt([2: groups[1], 3: groups[0], 99: groups[0]]) == [1, 2])
        #expect(entry.texts == [2: groups[1]])
        #expect(entry.adopt(texts, groups: [4]) == [4])
        #expect(entry.adopt(texts) == [1, 3] + Array(5...groups.count))
        #expect(entry.code == EntryTests.code(direction))
        #expect(entry.adopt(texts).isEmpty)
    }
}
