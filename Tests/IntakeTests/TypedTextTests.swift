import Refusals
import TestSupport
import Testing
import TextForm

@testable import Intake

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

    @Test func `Joins a part of a group with the line after it, and with no later one`() throws {
        let groups = form.groups
        let half = { (number: Int, part: Int) in String(groups[number - 1].split(separator: "-")[part]) }
        var typed = TypedText()
        #expect(typed.feed("7. \(half(7, 0))") == [.begun(group: 7, characters: 5)])
        #expect(typed.firstOpen == 7)
        var next = typed
        #expect(next.feed(half(7, 1)) == [.accepted(group: 7)])
        #expect(next.firstOpen == 1)
        // Something else was typed between.
        #expect(typed.feed(groups[0]) == [.accepted(group: 1)])
        #expect(typed.firstOpen == 2)
        #expect(typed.feed(half(2, 0)) == [.begun(group: 2, characters: 5)])
        #expect(typed.feed(half(2, 1)) == [.accepted(group: 2)])
        // A line of groups is judged where it was asked for, and not behind the part.
        let wrong = "?" + groups[3].dropFirst()
        let events = typed.feed([groups[2], wrong, groups[4]].joined(separator: " "))
        #expect(events.prefix(2) == [.accepted(group: 3), .accepted(group: 5)])
        #expect(events.count == 3)
        #expect(typed.feed(groups[6]) == [.accepted(group: 7)])
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
        #expect(refusal?.sentence.hasPrefix("All 7 groups are right one by one") == true)
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

@Suite("Groups at a prompt that were typed wrong in a way that asks for more")
struct TypedDeadEndTests {
    private let form = sampleDocument()

    /// What was typed up to a group, which is asked for.
    private func typed(upTo number: Int) -> TypedText {
        var typed = TypedText()
        for group in form.groups.prefix(number - 1) { _ = typed.feed(group) }
        #expect(typed.firstOpen == number)
        return typed
    }

    /// Another group that fits in the same place.
    private func hidden(_ number: Int) throws -> String {
        let values = try #require(CrockfordBase32.values(in: form.groups[number - 1]))
        let data = [values[0] ^ 9] + values[1...8]
        return TextForm.groups(of: data + [GroupCheck.symbol(for: data, number: number)])[0]
    }

    @Test func `A whole group takes the place of its first half`() {
        let group = form.groups[2]
        var typed = typed(upTo: 3)
        #expect(typed.feed(String(group.prefix(5))) == [.begun(group: 3, characters: 5)])
        #expect(typed.feed(group) == [.accepted(group: 3)])
        // A wrong one too.
        #expect(typed.feed("ABCDE") == [.begun(group: 4, characters: 5)])
        #expect(
            typed.feed("ABCDE-FGHJK") == [
                .wrong(GroupFault(number: 4, typed: "ABCDE-FGHJK", finding: .wrong))
            ])
        #expect(typed.feed(form.groups[3]) == [.accepted(group: 4)])
    }

    @Test func `An empty line drops what is there of a group`() {
        let group = form.groups[2]
        var typed = typed(upTo: 3)
        #expect(typed.enter() == [.awaited(after: 2)])
        _ = typed.feed("ABCDE")
        #expect(typed.enter() == [.dropped(group: 3)])
        #expect(typed.feed(String(group.prefix(5))) == [.begun(group: 3, characters: 5)])
        #expect(typed.feed(String(group.dropFirst(6))) == [.accepted(group: 3)])
    }

    @Test func `Where all fit and not together, the likeliest is asked for first, and any can be typed anew`()
        throws
    {
        let count = form.groups.count
        for isNumbered in [false, true] {
            var typed = TypedText()
            for (index, group) in form.groups.dropLast().enumerated() {
                _ = typed.feed(index == 8 ? try hidden(9) : group)
            }
            let last = try #require(form.groups.last)
            #expect(
                typed.feed(last) == [.accepted(group: count), .apart(groups: count, likeliest: [9])])
            #expect(typed.firstOpen == 9)
            #expect(try typed.compared == hidden(9))
            let refusal = #expect(throws: Refusal.self) { try typed.whole() }
            #expect(refusal?.sentence.hasSuffix("Most likely wrong: 9.") == true)
            if isNumbered {
                #expect(typed.feed("05. \(form.groups[4])") == [.confirmed(group: 5)])
                #expect(typed.feed("09. ABCDE-FGHJK").count == 1)
                _ = typed.feed("09. \(form.groups[8])")
            } else {
                #expect(typed.feed(try hidden(9)) == [.confirmed(group: 9)])
                #expect(typed.firstOpen == 1)
                #expect(typed.enter() == [.confirmed(group: 1)])
                _ = typed.feed("09. \(form.groups[8])")
            }
            #expect(typed.document?.bytes == form.bytes)
        }
    }

    @Test(arguments: [false, true])
    func `The same in two places that are 32 apart is asked for again in the first`(isNumbered: Bool) {
        let groups = form.groups
        var typed = TypedText()
        for number in 1...33 {
            let group = groups[number == 2 ? 33 : number - 1]
            _ = typed.feed(isNumbered ? "\(number). \(group)" : group)
        }
        let events = typed.feed(isNumbered ? "34. \(groups[33])" : groups[33])
        #expect(events == [.accepted(group: 34), .doubted(group: 2, sameAs: 34)])
        #expect(typed.firstOpen == 2)
        _ = typed.feed(groups[1])
        #expect(typed.firstOpen == 35)
        for group in groups[34...] { _ = typed.feed(group) }
        #expect(typed.document?.bytes == form.bytes)
    }

    @Test func `The same in both places is taken, if it is typed again in both`() {
        // 45 groups of nothing but zeros have the same symbols wherever the check symbols are the same.
        let form = TextForm(kind: .product, bytes: [UInt8](repeating: 0, count: 250))
        var typed = TypedText()
        var count = 0
        while typed.document == nil, count < 150 {
            count += 1
            _ = typed.feed(form.groups[min(typed.firstOpen, form.groups.count) - 1])
        }
        #expect(typed.document?.bytes == form.bytes)
    }

    @Test(arguments: [240, 249])
    func `Where the document's own length is mistyped, the last group is the last all the same`(size: Int)
        throws
    {
        let form = sampleDocument(size)
        // The length of the payload stands in the second group: another one, and the check symbol that goes with it.
        var values = try #require(CrockfordBase32.values(in: form.groups[1]))
        values[5] ^= 1
        values[9] = GroupCheck.symbol(for: values[..<9], number: 2)
        var groups = form.groups
        groups[1] = TextForm.groups(of: values)[0]
        var typed = TypedText()
        for group in groups { _ = typed.feed(group) }
        for _ in 0..<2 where typed.compared == nil {
            // A short one is typed again; behind a full one there is nothing to type.
            if typed.firstOpen == groups.count {
                _ = typed.feed(groups[groups.count - 1])
            } else {
                _ = typed.enter()
            }
        }
        #expect(typed.firstOpen == 2 && typed.compared == groups[1])
        _ = typed.feed(form.groups[1])
        #expect(typed.document?.bytes == form.bytes)
    }

    @Test func `Another letter before the slash is named, and can be typed again`() {
        var typed = TypedText()
        let events = typed.feed("COUNTERSIGN:R/\(form.groups.joined())")
        #expect(events.contains(.refused(.otherHead("R", than: "L"))))
        _ = typed.feed("COUNTERSIGN:L/")
        #expect(typed.document?.bytes == form.bytes)
    }
}
