/// Whether a request comes from the machine that has a seat, and from no other machine besides.
///
/// A ``FingerprintComparison`` asks one question: how much of the seat's machine is in the request. A request that
/// names two machines at once answers it well. So the other question is asked too: how much of what the request names
/// was known before.
package struct MachineContinuity: Hashable, Sendable {
    /// Whether it is the machine that has the seat.
    package enum Decision: Hashable, Sendable {
        /// It is.
        case same
        /// It may be, and another machine may be in the request as well. A person has to say.
        case unclear
        /// It is another machine.
        case different
    }

    /// Whether it is the machine that has the seat.
    package let decision: Decision
    /// How much of the seat's machine is in the request. What the request calls unreadable counts as gone.
    package let comparison: FingerprintComparison
    /// How much of the weight of the request's strong components was known before, in percent, rounded down.
    package let knownShare: Int
    /// The strong components in the request that were not known before, ascending by kind.
    package let newcomers: [ComponentWeights.Element]

    /// Whether an answer gives the seat a strong component that it did not have.
    package var changesMachine: Bool { !newcomers.isEmpty }

    /// Of the strong components in a request, so much must have been known before, in percent. Half of them could be
    /// another machine's.
    package static let knownShareNeeded = 60

    /// Compares the machine of a seat with the one in a request.
    ///
    /// - Parameters:
    ///   - seat: the fingerprint that the desk keeps for the seat.
    ///   - request: the fingerprint in the request.
    package init(seat: Fingerprint, request: Fingerprint, policy: FingerprintPolicy) {
        comparison = FingerprintComparison(
            bound: seat, current: request, policy: policy, unreadable: .lost)
        let shares = Shares(of: request, knownAs: seat)
        knownShare = shares.knownShare
        newcomers = shares.newcomers
        decision =
            if !comparison.isSameMachine {
                .different
            } else if shares.isMostlyKnown, !shares.mayHoldAnotherMachine(under: policy) {
                .same
            } else {
                .unclear
            }
    }
}

/// What of a request was known of a seat's machine.
private struct Shares {
    let elements: [ComponentWeights.Element]
    /// Those that were not known.
    let unknown: [ComponentWeights.Element]
    /// Whether the one newcomer that there is stands in the place of one that is gone.
    let isOneReplaced: Bool

    init(of request: Fingerprint, knownAs seat: Fingerprint) {
        // As on bare hardware: a disk would else be strong or weak as the request's maker likes.
        let elements = ComponentWeights(of: request.onBareHardware).elements
        let unknown = elements.filter { !seat.digests(ofKind: $0.kind).contains($0.digest) }
        let strong = unknown.filter(\.isStrong)
        self.elements = elements
        self.unknown = unknown
        isOneReplaced =
            strong.count == 1
            && strong.allSatisfy { newcomer in
                request.digests(ofKind: newcomer.kind).count <= seat.digests(ofKind: newcomer.kind).count
            }
    }

    var newcomers: [ComponentWeights.Element] { unknown.filter(\.isStrong) }

    private func units(_ elements: [ComponentWeights.Element]) -> Int { elements.reduce(0) { $0 + $1.units } }

    /// The strong ones only: a copied disk brings the others along.
    var knownShare: Int {
        let all = units(elements.filter(\.isStrong))
        return all == 0 ? 0 : (all - units(newcomers)) * 100 / all
    }

    /// Where one part was exchanged for another, half is enough: many machines have one disk and one card.
    var isMostlyKnown: Bool {
        knownShare >= MachineContinuity.knownShareNeeded || isOneReplaced && knownShare >= 50
    }

    /// Whether a machine that has none of the seat's components would pass for the request's: one with all that is new
    /// in it, and of the same model.
    func mayHoldAnotherMachine(under policy: FingerprintPolicy) -> Bool {
        guard !newcomers.isEmpty else { return false }
        let model = elements.filter {
            ComponentKind(rawValue: $0.kind)?.isOfModel == true && !unknown.contains($0)
        }
        return units(unknown + model) * 100 >= Int(policy.threshold) * units(elements)
    }
}

extension ComponentKind {
    /// Whether all machines of one model have it in common.
    fileprivate var isOfModel: Bool { self == .processor || self == .tpm }
}
