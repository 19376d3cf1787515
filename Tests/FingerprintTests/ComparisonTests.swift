import Fingerprint
import TestSupport
import Testing

@Suite("A comparison of a machine with the one a license is bound to")
struct FingerprintComparisonTests {
    private func compare(
        _ bound: [(UInt8, [UInt16])], _ current: [(UInt8, [UInt16])]
    ) throws -> FingerprintComparison {
        try FingerprintComparison(bound: fingerprint(bound), current: fingerprint(current))
    }

    private func fingerprint(_ entries: [(UInt8, [UInt16])]) throws -> Fingerprint {
        let entries = entries.compactMap { kind, digests in
            Fingerprint.Entry(kind: kind, digests: digests.map { ComponentDigest(rawValue: $0) })
        }
        return try #require(Fingerprint(entries: entries))
    }

    @Test(
        "says of each kind what became of it",
        arguments: [
            ([1, 2], [1, 2], .same), ([1, 2], [1, 2, 3], .same), ([1], [2], .changed),
            ([1, 2], [1, 3], .changed),
            ([1, 2], [1], .missing), ([1, 2], [], .missing), ([], [1], .new),
            ([1, 2], [3], .changed),
        ] as [([UInt16], [UInt16], FingerprintComparison.Outcome)])
    func outcomes(bound: [UInt16], current: [UInt16], outcome: FingerprintComparison.Outcome) throws {
        let entries = { (digests: [UInt16]) in digests.isEmpty ? [] : [(UInt8(7), digests)] }
        let comparison = try compare([(1, [9])] + entries(bound), [(1, [9])] + entries(current))
        #expect(comparison.results.map(\.kind) == [1, 7])
        #expect(comparison.results.map(\.outcome) == [.same, outcome])
        #expect(comparison.isSameMachine == (outcome == .same || outcome == .new))
    }

    @Test("leaves the user out, on either side")
    func user() throws {
        let comparison = try compare([(1, [9]), (12, [1])], [(1, [9]), (12, [2])])
        #expect(comparison.results.map(\.kind) == [1] && comparison.isSameMachine)
        #expect(try compare([(1, [9])], [(1, [9]), (12, [2])]).isSameMachine)
        #expect(try compare([(1, [9]), (12, [1])], [(1, [9])]).isSameMachine)
    }

    @Test("never says that it is the same machine if there was nothing to know it by")
    func nothing() throws {
        #expect(!(try compare([], [])).isSameMachine)
        #expect(!(try compare([], [(1, [9])])).isSameMachine)
        #expect(!(try compare([(12, [1])], [(12, [1])])).isSameMachine)
        #expect(!(try compare([(1, [9])], [])).isSameMachine)
    }

    @Test("does not mix kinds up, and names one that a newer program knows by its number")
    func kinds() throws {
        let comparison = try compare([(7, [1]), (200, [5])], [(8, [1])])
        #expect(comparison.results.map(\.kind) == [7, 8, 200])
        #expect(comparison.results.map(\.outcome) == [.missing, .new, .missing])
        #expect(comparison.results.map(\.label) == ["disk", "network card", "component of kind 200"])
    }

    @Test("knows each of two machines for itself only")
    func machines() throws {
        let one = try Sample.machine(1).fingerprint()
        let two = try Sample.machine(2).fingerprint()
        #expect(FingerprintComparison(bound: one, current: one).isSameMachine)
        let comparison = FingerprintComparison(bound: one, current: two)
        #expect(!comparison.isSameMachine && comparison.results.allSatisfy { $0.outcome == .changed })
    }
}
