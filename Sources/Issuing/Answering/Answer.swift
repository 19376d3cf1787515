import Activation
import Refusals

/// What became of a request. What is given is in the ledger already.
package enum Answer: Sendable {
    /// This, signed now.
    case given(IssuedAnswer)
    /// What the same request got before, byte for byte.
    case again(IssuedAnswer)
    /// Nothing, and why.
    case refused(Refusal)

    /// What was given, now or before; nil for refusals.
    package var issued: IssuedAnswer? {
        switch self {
        case .given(let issued), .again(let issued): issued
        case .refused: nil
        }
    }

    /// The license, if there is one.
    package var grant: Grant? {
        guard case .license(let grant)? = issued?.award else { return nil }
        return grant
    }

    /// What leaves the vault, if anything does.
    package var document: OutgoingDocument? { issued?.document }

    /// What was found out about the machine; nil where the license is not bound to one, and for refusals.
    package var machine: MachineFinding? {
        switch issued?.award {
        case .license(let grant): grant.machine
        case .correction(let correction): correction.machine
        case nil: nil
        }
    }

    /// What the vendor should know about it.
    package var warnings: [MachineFinding.Warning] {
        guard case .correction(let correction)? = issued?.award else { return machine?.warnings ?? [] }
        return correction.warnings
    }
}
