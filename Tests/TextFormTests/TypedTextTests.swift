import Refusals
import Testing

@testable import TextForm

@Suite("A text form that is typed at a prompt")
struct TypedTextTests {
    private let form = sampleForm(40)

    @Test func `Is judged group by group, until it is whole`() throws {
        var typed = TypedText()
        for (index, group) in form.groups.enumerated() {
            #expect(typed.document == nil)
            #expect(typed.firstOpen == index + 1)
            #expect(typed.feed(group.lowercased()) == [.accepted(group: index + 1)])
        }
        #expect(typed.document == ReceivedDocument(kind: .request, bytes: form.bytes))
        #expect(try typed.whole().bytes == form.bytes)
    }

    @Test(arguments: [1, 2, 3, 8])
    func `Is taken in lines of several groups, with numbers or without`(count: Int) {
        for groups in [form.groups, form.numberedGroups] {
            var typed = TypedText()
            var events: [TypedText.Event] = []
            for start in stride(from: 0, to: groups.count, by: count) {
                events += typed.feed(groups.dropFirst(start).prefix(count).joined(separator: " "))
            }
            #expect(events == (1...groups.count).map { .accepted(group: $0) })
            #expect(typed.document?.bytes == form.bytes)
        }
    }

    @Test func `Is taken in halves of groups`() {
        var typed = TypedText()
        let halves = form.groups.flatMap { $0.split(separator: "-") }
        #expect(typed.feed(String(halves[0])) == [.begun(group: 1, characters: 5)])
        #expect(typed.feed(String(halves[1])) == [.accepted(group: 1)])
        for half in halves.dropFirst(2) { _ = typed.feed(String(half)) }
        #expect(typed.document?.bytes == form.bytes)
    }

    @Test func `Has a wrong group named at once, and takes it again`() throws {
        let groups = form.groups
        var typed = TypedText()
        _ = typed.feed(groups[0])
        #expect(
            typed.feed("ABCDE-FGHJK") == [
                .wrong(GroupFault(number: 2, typed: "ABCDE-FGHJK", finding: .wrong))
            ])
        #expect(typed.firstOpen == 2)
        #expect(
            typed.feed(String(groups[1].dropLast()))
                == [.wrong(GroupFault(number: 2, typed: String(groups[1].dropLast()), finding: .tooFew(1)))])
        #expect(
            typed.feed("U" + groups[1].dropFirst())
                == [.wrong(GroupFault(number: 2, typed: "U" + groups[1].dropFirst(), finding: .foreign("U")))]
        )
        #expect(typed.feed(groups[1]) == [.accepted(group: 2)])
        // The one after the next: one was skipped.
        #expect(
            typed.feed(groups[3])
                == [.accepted(group: 4), .wrong(GroupFault(number: 3, typed: "", finding: .leftOut))])
        #expect(typed.firstOpen == 3)
        #expect(typed.feed(groups[2]) == [.accepted(group: 3)])
        #expect(typed.firstOpen == 5)
        for group in groups[4...] { _ = typed.feed(group) }
        #expect(typed.document?.bytes == form.bytes)
    }

    @Test func `Has every wrong group of a pasted text named, each to be replaced`() throws {
        var groups = form.groups
        groups[2] = "ABCDE-FGHJK"
        groups[5] = "KJHGF-EDCBA"
        var typed = TypedText()
        let events = typed.feed("COUNTERSIGN:R/\(groups.joined())")
        #expect(events.filter { if case .wrong = $0 { true } else { false } }.count == 2)
        #expect(typed.firstOpen == 3)
        #expect(typed.groups.count == form.groups.count)
        let refusal = try #require(throws: Refusal.self) { try typed.whole() }
        #expect(refusal.code == .documentMistyped)
        #expect(refusal.sentence == "2 of 8 groups are wrong: 3 (ABCDE-FGHJK), 6 (KJHGF-EDCBA).")
        #expect(typed.feed("06. \(form.groups[5])") == [.accepted(group: 6)])
        #expect(typed.feed(form.groups[2]) == [.accepted(group: 3)])
        #expect(typed.document == ReceivedDocument(kind: .request, bytes: form.bytes))
    }

    @Test func `Is taken at once from a scanner, in parts too, and through another keyboard layout`() throws {
        var typed = TypedText()
        #expect(typed.feed(form.text) == [])
        #expect(typed.document?.bytes == form.bytes)
        typed = TypedText()
        let parts = try TextSeries.parts(of: form, longest: 60, portal: nil)
        try #require(parts.count == 3)
        #expect(typed.feed(parts[2]) == [.part(number: 3, count: 3)])
        #expect(throws: Refusal(.documentIncomplete, "Parts 1 and 2 of 3 are missing.")) { try typed.whole() }
        #expect(typed.feed(parts[0]) == [.part(number: 1, count: 3)])
        #expect(typed.feed(parts[1]) == [.part(number: 2, count: 3)])
        #expect(typed.document?.bytes == form.bytes)
        typed = TypedText()
        let german = try #require(KeyboardLayout.all.first { $0.name == "German" })
        let line = form.text.unicodeScalars.compactMap { german.typed($0, lock: .off) }
        #expect(typed.feed(String(String.UnicodeScalarView(line))) == [])
        #expect(typed.document?.bytes == form.bytes)
        #expect(typed.document?.notes.count == 1)
    }

    @Test func `Is refused while it is not whole`() {
        var typed = TypedText()
        #expect(throws: Refusal.self) { try typed.whole() }
        #expect(typed.feed("") == [])
        #expect(typed.feed("  - ") == [])
        for group in form.groups.dropLast() { _ = typed.feed(group) }
        let refusal = #expect(throws: Refusal.self) { try typed.whole() }
        #expect(refusal?.sentence.hasPrefix("All 7 groups fit one by one") == true)
        #expect(typed.feed(String(repeating: "A", count: 70_000)) == [.refused(Refusal(.documentTooLarge))])
    }
}

@Suite("Groups that are typed out of order")
struct TypedOrderTests {
    private let form = sampleForm(80)

    @Test func `A group that was typed already is named, and nothing is changed`() {
        var typed = TypedText()
        _ = typed.feed(form.groups[0] + " " + form.groups[1])
        #expect(typed.feed(form.groups[0]) == [.repeated(group: 1)])
        #expect(typed.firstOpen == 3)
    }

    @Test func `After a gap the rest goes where it belongs, and what is right stays`() throws {
        let groups = form.groups
        var typed = TypedText()
        _ = typed.feed(groups[0])
        _ = typed.feed("ABCDE-FGHJK")
        #expect(typed.feed(groups[2...5].joined(separator: " ")).contains(.accepted(group: 6)))
        #expect(typed.firstOpen == 2)
        // In halves, and again after all others.
        _ = typed.feed(groups[6...8].joined(separator: " "))
        _ = typed.feed("ABCDE-FGHJK ABCDE-FGHJM ABCDE-FGHJN")
        #expect(Array(typed.groups[2...8]) == Array(groups[2...8]))
        _ = typed.feed(groups[1])
        #expect(typed.firstOpen == 10)
        _ = typed.feed(groups[9...].joined(separator: " "))
        #expect(typed.document?.bytes == form.bytes)
    }

    /// One wrong group in 32 looks like the next one; when that one is typed, it takes its place.
    @Test func `A wrong group that looks like the next one does not keep its place`() throws {
        let groups = form.groups
        let symbols = try #require(CrockfordBase32.values(in: groups[3].filter { $0 != "-" }))
        let data = symbols.prefix(GroupCheck.dataSymbols)
        let wrong = CrockfordBase32.text(of: data + [GroupCheck.symbol(for: data, number: 5)])
        var typed = TypedText()
        for group in groups[..<3] { _ = typed.feed(group) }
        #expect(
            typed.feed(wrong)
                == [.accepted(group: 5), .wrong(GroupFault(number: 4, typed: "", finding: .leftOut))])
        #expect(typed.feed(groups[3]) == [.accepted(group: 4)])
        #expect(typed.feed(groups[4]) == [.accepted(group: 5)])
        #expect(typed.firstOpen == 6)
        _ = typed.feed(groups[5...].joined(separator: " "))
        #expect(typed.document?.bytes == form.bytes)
    }

    @Test func `A group that was typed out of its turn and then once more is certain`() throws {
        let groups = form.groups
        var typed = TypedText()
        for group in [groups[0], groups[2], groups[1]] { _ = typed.feed(group) }
        #expect(typed.feed(groups[2]) == [.repeated(group: 3)])
        // It fits as group 3, and comes too late for that.
        #expect(
            typed.feed("00000-00003") == [
                .wrong(GroupFault(number: 4, typed: "00000-00003", finding: .wrong))
            ])
        #expect(typed.groups[2] == groups[2])
    }
}
