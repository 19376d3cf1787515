import Activation
import Refusals

/// What became of a request.
package enum Answer: Sendable {
    /// A license, made now, and already in the ledger.
    case granted(Grant)
    /// The license that the same request got before, byte for byte.
    case repeated(Grant)
    /// A time correction, made now or before, and already in the ledger.
    case corrected(Correction)
    /// Nothing, and why.
    case refused(Refusal)

    /// The license, if there is one.
    package var grant: Grant? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant
        case .corrected, .refused: nil
        }
    }

    /// The customer's name; nil for refusals.
    package var customer: String? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant.customer
        case .corrected(let correction): correction.details.customer
        case .refused: nil
        }
    }

    /// What leaves the vault, if anything does.
    package var document: OutgoingDocument? {
        switch self {
        case .granted(let grant), .repeated(let grant):
            OutgoingDocument(kind: .license, encoded: grant.encoded)
        case .corrected(let correction):
            OutgoingDocument(kind: .correction, encoded: correction.encoded)
        case .refused: nil
        }
    }

    /// What was found out about the machine; nil where the license is not bound to one, and for refusals.
    package var machine: MachineFinding? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant.machine
        case .corrected(let correction): correction.details.machine
        case .refused: nil
        }
    }

    /// What the vendor should know about it.
    package var warnings: [MachineFinding.Warning] {
        guard case .corrected(let correction) = self else { return machine?.warnings ?? [] }
        return correction.warnings
    }
}

/// A document that may leave the vault, because the ledger holds it.
package struct OutgoingDocument: Hashable, Sendable {
    /// A license or a time correction.
    package let kind: DocumentKind
    /// Its bytes.
    package let encoded: [UInt8]

    /// The document as a file.
    package var armoured: [UInt8] { Armour(kind: kind, bytes: encoded).text }
}

/// A license that may leave the vault, because the ledger holds it.
package struct Grant: Sendable {
    /// The license's bytes.
    package let encoded: [UInt8]
    /// What it says.
    package let license: License
    /// The customer's name.
    package let customer: String
    /// Whether this machine or user had a seat before.
    package let isSameSeat: Bool
    /// The seats in use now.
    package let seatsInUse: Int
    /// The seats sold.
    package let seats: Int
    /// What was found out about the machine; nil where the license is not bound to one.
    package let machine: MachineFinding?
    /// How often the license's seats went to other hardware within a year; nil where it is for a site.
    package let rebindings: RebindingTally?

    /// The license as a file.
    package var armoured: [UInt8] { Armour(kind: .license, bytes: encoded).text }
}

/// A time correction that may leave the vault, because the ledger holds it.
package struct Correction: Sendable {
    /// Its bytes.
    package let encoded: [UInt8]
    /// What it says.
    package let correction: TimeCorrection
    /// The license whose seat vouches for the machine.
    package let license: LicenseID
    /// Whether the same request was answered before; then it is the same document.
    package let isRepeated: Bool
    /// What goes with it.
    package let details: Details

    /// What the vendor should know about it.
    package var warnings: [MachineFinding.Warning] {
        details.clockWarnings + (details.machine?.warnings ?? [])
    }

    /// What the desk should know before it hands a time correction out.
    package struct Details: Sendable {
        /// The customer's name.
        package let customer: String
        /// What the machine's clock said when it made the request.
        package let machineClock: UnixTime
        /// The latest moment that the machine has seen.
        package let machineSaw: UnixTime
        /// How many corrections this seat has had, other than this one.
        package let correctionsBefore: Int
        /// What the correction alone will not put right.
        package let clockWarnings: [MachineFinding.Warning]
        /// What was found out about the machine; nil where the license is not bound to one.
        package let machine: MachineFinding?
    }
}
