import Activation
import TestSupport
import Testing

@testable import PhoneCode

/// Every group checks by itself, and the code as a whole is wrong: which group is it?
@Suite("The groups to read once more")
struct SuspectsTests {
    private let groups: [DigitGroup]

    init() throws {
        let vendor = try Sample.vendor()
        let request = try Sample.machine().request(for: vendor.productFile())
        groups = try ResponseCode(of: vendor.license(for: request).unverified).spoken.digitGroups
    }

    /// The answer with another group in this place, which checks there.
    private func entry(changing number: Int, to group: DigitGroup) -> (entry: CodeEntry, groups: [DigitGroup])
    {
        var changed = groups
        changed[number - 1] = group
        var entry = CodeEntry(direction: .response, form: .digits)
        _ = entry.type(changed.map(\.description).joined(separator: " "))
        return (entry, changed)
    }

    private static func other(_ seed: UInt32, at number: Int) -> DigitGroup {
        DigitGroup(data: seed * 2_477 % 8_000, number: number, of: .response)
    }

    @Test("are the first twenty where R shows that something is wrong", arguments: [1, 2, 3, 10, 18])
    func inR(number: Int) {
        var found = 0
        for seed in UInt32(1)..<40 {
            let (entry, changed) = entry(changing: number, to: Self.other(seed, at: number))
            #expect(entry.missing.isEmpty)
            let saysTerms = ResponseCode.terms(fromFirst: changed, answering: .activation) != nil
            guard saysTerms, !ResponseCode.isPlausible(first: changed) else { continue }
            found += 1
            #expect(Set(entry.readingOrder(answering: .activation).prefix(20)) == Set(1...20))
            let suspects = entry.suspects(answering: .activation)
            #expect(suspects.count == 8 && suspects.allSatisfy { (1...20).contains($0) })
        }
        #expect(found > 20, "fifteen of sixteen are noticed")
    }

    @Test("begin with the group that was refused before, and with one that a usual slip changed")
    func likeliest() throws {
        var found = 0
        for number in 1...20 {
            let slips = Confusion.variants(of: groups[number - 1].digits).compactMap {
                DigitGroup(digits: $0)
            }
            for slip in slips where slip.fits(number: number, of: .response) {
                let (entry, changed) = entry(changing: number, to: slip)
                guard entry.missing.isEmpty, !ResponseCode.isPlausible(first: changed) else { continue }
                found += 1
                let place = try #require(entry.readingOrder(answering: .activation).firstIndex(of: number))
                #expect(place < 12, "most of the others have no such slip")
            }
        }
        #expect(found > 0)
        var refused = CodeEntry(direction: .response, form: .digits)
        for (number, group) in zip(1..., groups) {
            if number == 10 { _ = refused.type("123 45") }
            _ = refused.type(number == 10 ? "10 \(Self.other(7, at: 10))" : "\(number) \(group)")
        }
        #expect(refused.missing.isEmpty)
        let suspects = refused.suspects(answering: .activation)
        #expect(suspects.prefix(3).contains(10), "\(suspects)")
    }

    @Test("are those that could have been others: two digits over one in each other's place, two equal ones")
    func slips() {
        #expect(
            Confusion.variants(of: [1, 2, 3, 4, 5, 6]) == [
                [3, 2, 1, 4, 5, 6], [1, 4, 3, 2, 5, 6], [1, 2, 5, 4, 3, 6], [1, 2, 3, 6, 5, 4],
            ])
        let twins = (UInt8(0)...9).filter { $0 != 7 }.map { [1, 0, 1, 0, $0, $0] }
        let swapped: [[UInt8]] = [[1, 0, 7, 0, 1, 7], [1, 0, 1, 7, 7, 0]]
        #expect(Confusion.variants(of: [1, 0, 1, 0, 7, 7]) == Set(twins + swapped))
    }

    @Test("are those of S before all others where R can be, and none of them is behind the others")
    func inS() {
        for number in [21, 26, 32] {
            let (entry, changed) = entry(changing: number, to: Self.other(11, at: number))
            #expect(entry.missing.isEmpty && ResponseCode.isPlausible(first: changed))
            let order = entry.readingOrder(answering: .activation)
            #expect(order.count == 32 && Set(order.prefix(13)) == Set(20...32))
            #expect(entry.suspects(answering: .activation) == Array(order.prefix(8)))
        }
    }

    @Test("are foretold by the first twenty: one cause is named, and never two")
    func preview() throws {
        let kind = RequestKind.activation
        guard case .terms(let terms) = ResponseCode.preview(first: groups, answering: kind) else {
            Issue.record("the right groups say nothing")
            return
        }
        #expect(ResponseCode.preview(first: Array(groups.prefix(3)), answering: kind) == .nothing)
        #expect(ResponseCode.preview(first: Array(groups.prefix(5)), answering: kind) == .terms(terms))
        // A slip in the very first group, which leaves terms that an answer could have.
        var seen: Set<String> = []
        for seed in UInt32(1)..<60 {
            var wrong = groups
            wrong[0] = Self.other(seed, at: 1)
            let early = ResponseCode.preview(first: Array(wrong.prefix(19)), answering: kind)
            let late = ResponseCode.preview(first: Array(wrong.prefix(20)), answering: kind)
            switch (early, late) {
            case (.wrongTerms, .wrongTerms): seen.insert("terms")
            case (.terms, .wrongR): seen.insert("R")
            case (.terms, .terms): seen.insert("neither")
            default: Issue.record("\(early), and then \(late)")
            }
        }
        #expect(seen.contains("R"))
    }

    @Test("are the first four where the terms are those of no answer")
    func inTerms() throws {
        let wrong = (UInt32(0)..<8_000).lazy.map { DigitGroup(data: $0, number: 2, of: .response) }.first {
            group in
            var changed = groups
            changed[1] = group
            return ResponseCode.terms(fromFirst: changed, answering: .activation) == nil
        }
        let (entry, _) = entry(changing: 2, to: try #require(wrong))
        #expect(Set(entry.suspects(answering: .activation).prefix(4)) == [1, 2, 3, 4])
    }
}
