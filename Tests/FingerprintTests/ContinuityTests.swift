import Fingerprint
import Testing

/// A machine in a few numbers, each a digest.
private struct Parts: Hashable {
    var cards: Set<UInt16> = []
    var disks: Set<UInt16> = []
    var id: UInt16?
    var boards: Set<UInt16> = []
    var isOfModel = true
    var hasTPM = true
    var otherIDs: Set<UInt16> = []

    func fingerprint(unreadable: [ComponentKind] = [], environment: EnvironmentCode = .bare) throws
        -> Fingerprint
    {
        func entry(_ kind: ComponentKind, _ numbers: some Sequence<UInt16>) throws -> Fingerprint.Entry? {
            if unreadable.contains(kind) {
                return Fingerprint.Entry(kind: kind.rawValue, digests: [])
            }
            let digests = numbers.sorted().map { ComponentDigest(rawValue: $0) }
            guard !digests.isEmpty else { return nil }
            return Fingerprint.Entry(kind: kind.rawValue, digests: digests)
        }
        let entries = try [
            entry(.machineID, otherIDs.union([id].compactMap(\.self))), entry(.productUUID, boards),
            entry(.disk, disks),
            entry(.networkCard, cards), entry(.processor, isOfModel ? [7] : []),
            entry(.tpm, isOfModel && hasTPM ? [8] : []),
        ].compactMap(\.self).sorted { $0.kind < $1.kind }
        return try #require(Fingerprint(entries: entries, environment: environment))
    }
}

@Suite("The machine of a seat goes on")
struct ContinuityTests {
    private let a = Parts(cards: [1], disks: [1], id: 1)

    private func continuity(
        _ seat: Parts, _ request: Parts, unreadable: [ComponentKind] = [], threshold: UInt8 = 45
    ) throws -> MachineContinuity {
        MachineContinuity(
            seat: try seat.fingerprint(), request: try request.fingerprint(unreadable: unreadable),
            policy: try #require(FingerprintPolicy(threshold: threshold)))
    }

    @Test(arguments: [
        // What is in the request, whether it is the same machine, how much was known.
        (Parts(cards: [1], disks: [1], id: 1), MachineContinuity.Decision.same, 100),
        (Parts(cards: [1], disks: [1], id: 2), .same, 100),
        // One part exchanged, or one come.
        (Parts(cards: [1], disks: [2], id: 1), .same, 50), (Parts(cards: [2], disks: [1], id: 1), .same, 50),
        (Parts(cards: [1, 2], disks: [1], id: 1), .same, 75),
        (Parts(cards: [1], disks: [1, 2], id: 1), .same, 75),
        (Parts(cards: [1, 2, 3], disks: [1], id: 1), .same, 66),
        // Two machines, or three, with either one's machine id.
        (Parts(cards: [1, 2], disks: [1, 2], id: 1), .unclear, 50),
        (Parts(cards: [1, 2], disks: [1, 2], id: 2), .unclear, 50),
        (Parts(cards: [1, 2, 3], disks: [1, 2, 3], id: 1), .unclear, 33),
        // A card exchanged and another one come.
        (Parts(cards: [2, 3], disks: [1], id: 1), .unclear, 50),
        // Nothing is left but what a copy brings along.
        (Parts(cards: [2], disks: [2], id: 1), .different, 0),
        (Parts(cards: [2], disks: [1], id: 2), .different, 50),
    ])
    private func `as long as what came is less than another machine`(
        request: Parts, decision: MachineContinuity.Decision, known: Int
    ) throws {
        let continuity = try continuity(a, request)
        #expect(continuity.decision == decision)
        #expect(continuity.knownShare == known)
        #expect(
            continuity.changesMachine
                == !(request.cards.subtracting(a.cards).isEmpty
                && request.disks.subtracting(a.disks).isEmpty))
    }

    @Test(arguments: [
        // Three disks known and one come beside two cards of which one is new: 70 percent, and still a whole machine.
        (
            Parts(cards: [1, 3], disks: [1, 2, 3], id: 1),
            Parts(cards: [1, 3, 9], disks: [1, 2, 3, 9], id: 9), 70
        ),
        // 62 percent, the second machine's id with it.
        (Parts(cards: [1], disks: [1, 2, 3], id: 1), Parts(cards: [1, 9], disks: [1, 2, 3, 9], id: 9), 62),
    ])
    private func `unless what came would be a machine by itself, however much was known`(
        seat: Parts, request: Parts, known: Int
    ) throws {
        let continuity = try continuity(seat, request)
        #expect(continuity.knownShare == known && continuity.decision == .unclear)
    }

    @Test func `60 percent are enough, and 59 are not`() throws {
        // Cards count 4 each, disks 6: 14 of 24 are known, then 16 of 24.
        let seat = Parts(cards: [1, 2], disks: [1], id: 1)
        let less = try continuity(seat, Parts(cards: [1, 2, 9], disks: [1, 9], id: 1))
        #expect(less.knownShare == 58 && less.decision == .unclear)
        let more = try continuity(
            Parts(cards: [1, 2], disks: [1, 2], id: 1), Parts(cards: [1, 2, 9], disks: [1, 2, 9], id: 1))
        #expect(more.knownShare == 66 && more.decision == .same)
        // Exactly 60: of five kinds of one board, three.
        let exact = try continuity(
            Parts(cards: [1, 2, 3], disks: [], id: 1), Parts(cards: [1, 2, 3, 8, 9], disks: [], id: 1))
        #expect(exact.knownShare == 60 && exact.decision == .same)
    }

    @Test func `What is called unreadable counts as gone, in both directions`() throws {
        // A's card, B's card and nothing else to look at: this was 60 percent once.
        let both = Parts(cards: [1, 2])
        let hidden = try continuity(a, both, unreadable: [.machineID, .disk])
        #expect(hidden.decision == .different)
        // What the seat could not read is not known of it.
        let seat = try a.fingerprint(unreadable: [.disk])
        let readable = MachineContinuity(
            seat: seat, request: try Parts(cards: [1], disks: [2], id: 1).fingerprint(), policy: .standard)
        #expect(readable.knownShare == 50 && readable.decision == .unclear)
    }

    @Test func `A disk is hardware here, whatever the request says that the machine is`() throws {
        let request = try Parts(cards: [1], disks: [1, 2], id: 1).fingerprint(
            environment: EnvironmentCode(hypervisor: 1, container: 0))
        let continuity = MachineContinuity(seat: try a.fingerprint(), request: request, policy: .standard)
        #expect(continuity.changesMachine)
    }

    /// All requests that can be put together from the parts of three machines, on every seat of the first.
    @Test(arguments: [45, 55] as [UInt8])
    func `An answer that is not counted fits no second machine, and one that is fits one`(threshold: UInt8)
        throws
    {
        let policy = try #require(FingerprintPolicy(threshold: threshold))
        let sets: [Set<UInt16>] = (0..<8).map { mask in Set([1, 2, 3].filter { mask >> ($0 - 1) & 1 == 1 }) }
        let seats = [a, Parts(cards: [1], disks: [1], id: 1, isOfModel: false)]
        var (answered, counted, unclear) = (0, 0, 0)
        for seat in seats {
            for cards in sets {
                for disks in sets {
                    for id: UInt16? in [1, 2, nil] {
                        let request = try Parts(cards: cards, disks: disks, id: id, isOfModel: seat.isOfModel)
                            .fingerprint()
                        guard request.isTelling else { continue }
                        let continuity = MachineContinuity(
                            seat: try seat.fingerprint(), request: request, policy: policy)
                        if continuity.decision == .unclear { unclear += 1 }
                        guard continuity.decision == .same else { continue }
                        // The other two, with their own machine id or with the one in the request.
                        let fitting = try [UInt16(2), 3].filter { number in
                            try [number, id].contains { other in
                                let machine = Parts(
                                    cards: [number], disks: [number], id: other, isOfModel: seat.isOfModel)
                                return FingerprintComparison(
                                    bound: request, current: try machine.fingerprint(), policy: policy
                                ).isSameMachine
                            }
                        }
                        answered += 1
                        if continuity.changesMachine { counted += 1 }
                        #expect(fitting.count <= (continuity.changesMachine ? 1 : 0), "\(request.entries)")
                    }
                }
            }
        }
        #expect(answered > 20 && counted > 10 && unclear > 10)
    }

    /// What no reverse question can find, because nothing was known before: docs/threat-model.md has these figures.
    @Test(arguments: [(45 as UInt8, true, 4), (45, false, 2), (55, true, 2), (55, false, 1)])
    func `A first request can name several machines, and then so many of them pass`(
        threshold: UInt8, isCloned: Bool, most: Int
    ) throws {
        let policy = try #require(FingerprintPolicy(threshold: threshold))
        let passing = try (1...4).filter { count in
            let all = Set((1...4).prefix(count).map { UInt16($0) })
            // There is room for ten components.
            let request = try Parts(
                cards: all, disks: all, id: 1, hasTPM: count < (isCloned ? 4 : 3),
                otherIDs: isCloned || count == 4 ? [] : all
            ).fingerprint()
            return try all.allSatisfy { number in
                let machine = Parts(cards: [number], disks: [number], id: isCloned ? 1 : number)
                return FingerprintComparison(
                    bound: request, current: try machine.fingerprint(), policy: policy
                ).isSameMachine
            }
        }
        #expect(passing.max() ?? 0 == most)
    }

    @Test func `A seat keeps what a later request does not name`() throws {
        let whole = try a.fingerprint()
        let less = try Parts(cards: [1], isOfModel: false).fingerprint(unreadable: [.disk, .machineID])
        let kept = less.keepingKinds(of: whole)
        #expect(kept.entries == whole.entries && kept.unreadable.isEmpty)
        // What it names takes the place of what was there.
        let changed = try Parts(cards: [2], disks: [1], id: 1, isOfModel: false).fingerprint().keepingKinds(
            of: whole)
        #expect(changed.digests(of: .networkCard).map(\.rawValue) == [2])
        #expect(changed.digests(of: .tpm).map(\.rawValue) == [8])
        // More than ten have no room.
        let many = try Parts(cards: [1, 2, 3, 4, 5], disks: [1, 2, 3, 4], isOfModel: false).fingerprint()
        #expect(many.keepingKinds(of: whole) == whole)
        #expect(whole.keepingKinds(of: less) == whole)
    }
}
