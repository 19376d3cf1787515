import Fingerprint
import TestSupport
import Testing

@Suite("A comparison of a machine with the one a license is bound to")
struct FingerprintComparisonTests {
    private func compare(
        _ bound: [(UInt8, [UInt16])], _ current: [(UInt8, [UInt16])],
        policy: FingerprintPolicy = .standard, environment: EnvironmentCode = .bare
    ) throws -> FingerprintComparison {
        try FingerprintComparison(
            bound: fingerprint(bound, environment), current: fingerprint(current, environment),
            policy: policy)
    }

    private func fingerprint(
        _ entries: [(UInt8, [UInt16])], _ environment: EnvironmentCode
    ) throws -> Fingerprint {
        let entries = entries.compactMap { kind, digests in
            Fingerprint.Entry(kind: kind, digests: digests.map { ComponentDigest(rawValue: $0) })
        }
        return try #require(Fingerprint(entries: entries, environment: environment))
    }

    /// An office computer: machine id, disk, network card, processor.
    private let office: [(UInt8, [UInt16])] = [(1, [1]), (7, [2]), (8, [3]), (9, [4])]

    @Test(
        "takes a machine for the same as long as two of its larger parts are left, and some hardware",
        arguments: [
            ([], .same, 100, 1), ([8], .same, 64, 0), ([7], .same, 64, 0), ([1], .same, 76, 0),
            ([9], .same, 94, 1), ([8, 9], .same, 58, 0), ([1, 9], .same, 70, 0),
            ([7, 8], .different, 29, 0), ([1, 7], .different, 41, 0), ([1, 8], .different, 41, 0),
        ] as [([UInt8], FingerprintComparison.Decision, Int, Int)])
    func weights(
        lost: [UInt8], decision: FingerprintComparison.Decision, score: Int, room: Int
    ) throws {
        let now = office.map { lost.contains($0.0) ? ($0.0, [$0.1[0] + 100]) : $0 }
        let comparison = try compare(office, now)
        #expect(comparison.decision == decision)
        #expect(comparison.score == score)
        #expect(comparison.room == room)
    }

    @Test(
        "calls vital what cannot be lost too, where the machine is the same, and nothing where it is another")
    func vital() throws {
        let kinds = office.map(\.0)
        func comparison(without lost: [UInt8]) throws -> FingerprintComparison {
            try compare(office, office.map { lost.contains($0.0) ? ($0.0, [$0.1[0] + 100]) : $0 })
        }
        for lost in [[], [8], [7], [1], [9], [8, 9], [1, 9], [7, 8], [1, 7]] as [[UInt8]] {
            let isSame = try comparison(without: lost).decision == .same
            let fatal = try kinds.filter { kind in
                try isSame && !lost.contains(kind) && comparison(without: lost + [kind]).decision != .same
            }
            #expect(try comparison(without: lost).vital == fatal, "\(lost)")
        }
        #expect(try comparison(without: [8]).vital == [1, 7])
        // Of two that weigh the same, the other one is exactly half.
        for (threshold, vital) in [(50, []), (51, [7, 8])] as [(UInt8, [UInt8])] {
            let policy = try #require(FingerprintPolicy(threshold: threshold))
            let two: [(UInt8, [UInt16])] = [(7, [2]), (8, [3])]
            #expect(try compare(two, two, policy: policy).vital == vital, "\(threshold)")
        }
    }

    @Test("never rests on weak components alone, whatever their share")
    func weak() throws {
        let bound: [(UInt8, [UInt16])] = [(1, [1]), (8, [3]), (9, [4]), (10, [5])]
        let cloned: [(UInt8, [UInt16])] = [(1, [1]), (8, [9]), (9, [4]), (10, [5])]
        let comparison = try compare(bound, cloned)
        #expect(comparison.score == 47 && comparison.decision == .different)
        // A virtual disk comes along with the copy of a virtual machine; a real one does not.
        let disks: [(UInt8, [UInt16])] = [(1, [1]), (7, [2]), (8, [3])]
        let copy: [(UInt8, [UInt16])] = [(1, [1]), (7, [2]), (8, [9])]
        let kvm = EnvironmentCode(hypervisor: Hypervisor.kvm.rawValue, container: 0)
        #expect(try compare(disks, copy).isSameMachine)
        #expect(try !compare(disks, copy, environment: kvm).isSameMachine)
    }

    @Test("compares sets as sets: of four disks each counts a fourth")
    func sets() throws {
        let bound: [(UInt8, [UInt16])] = [(7, [1, 2, 3, 4]), (8, [5])]
        let comparison = try compare(bound, [(7, [3, 4, 8, 9]), (8, [5])])
        let disks = try #require(comparison.results.first)
        #expect(disks.outcome == .changed && disks.bound == 4 && disks.same == 2)
        #expect(comparison.score == 75)
    }

    @Test("counts the serial numbers of one board once")
    func firmware() throws {
        let bound: [(UInt8, [UInt16])] = [(2, [1]), (3, [2]), (4, [3]), (5, [4]), (7, [5])]
        let weights = ComponentWeights(of: try fingerprint(bound, .bare))
        #expect(weights.elements.map(\.units) == [3, 3, 3, 3, 12])
        #expect(weights.needed(threshold: 45) == 11)
    }

    @Test("does not take what cannot be read for something else")
    func unreadable() throws {
        let bound: [(UInt8, [UInt16])] = [(2, [1]), (7, [2]), (8, [3]), (1, [4])].sorted { $0.0 < $1.0 }
        let asUser: [(UInt8, [UInt16])] = [(1, [4]), (2, []), (7, [2]), (8, [30])]
        let comparison = try compare(bound, asUser)
        #expect(comparison.results.map(\.outcome) == [.same, .unreadable, .same, .changed])
        #expect(comparison.decision == .same && comparison.score == 62)
        // With too little left to tell, it says neither yes nor no.
        let nothing: [(UInt8, [UInt16])] = [(1, [4]), (2, []), (7, [20]), (8, [])]
        #expect(try compare(bound, nothing).decision == .unreadable)
        let different: [(UInt8, [UInt16])] = [(1, [40]), (2, []), (7, [20]), (8, [30])]
        #expect(try compare(bound, different).decision == .different)
    }

    @Test("goes by the product's threshold")
    func threshold() throws {
        let strict = try #require(FingerprintPolicy(threshold: 100))
        #expect(try compare(office, office, policy: strict).isSameMachine)
        #expect(try !compare(office, office.filter { $0.0 != 9 }, policy: strict).isSameMachine)
        #expect(FingerprintPolicy(threshold: 29) == nil && FingerprintPolicy(threshold: 101) == nil)
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
    }

    @Test("leaves the user out, on either side")
    func user() throws {
        let comparison = try compare([(7, [9]), (12, [1])], [(7, [9]), (12, [2])])
        #expect(comparison.results.map(\.kind) == [7] && comparison.isSameMachine)
        #expect(try compare([(7, [9])], [(7, [9]), (12, [2])]).isSameMachine)
        #expect(try compare([(7, [9]), (12, [1])], [(7, [9])]).isSameMachine)
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
        #expect(FingerprintComparison(bound: one, current: one, policy: .standard).isSameMachine)
        let comparison = FingerprintComparison(bound: one, current: two, policy: .standard)
        #expect(!comparison.isSameMachine && comparison.results.allSatisfy { $0.outcome == .changed })
    }
}
