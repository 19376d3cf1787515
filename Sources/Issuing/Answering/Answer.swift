import Activation
import Refusals

/// What became of a request.
public enum Answer: Sendable {
    /// A license, made now, and already in the ledger.
    case granted(Grant)
    /// The license that the same request got before, byte for byte.
    case repeated(Grant)
    /// A time correction, made now or before, and already in the ledger.
    case corrected(Correction)
    /// Nothing, and why.
    case refused(Refusal)

    /// The license, if there is one.
    public var grant: Grant? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant
        case .corrected, .refused: nil
        }
    }

    /// The customer's name; nil for refusals.
    public var customer: String? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant.customer
        case .corrected(let correction): correction.details.customer
        case .refused: nil
        }
    }

    /// What leaves the vault, if anything does.
    public var document: OutgoingDocument? {
        switch self {
        case .granted(let grant), .repeated(let grant):
            OutgoingDocument(kind: .license, encoded: grant.encoded)
        case .corrected(let correction):
            OutgoingDocument(kind: .correction, encoded: correction.encoded)
        case .refused: nil
        }
    }

    /// What was found out about the machine; nil where the license is not bound to one, and for refusals.
    public var machine: MachineFinding? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant.machine
        case .corrected(let correction): correction.details.machine
        case .refused: nil
        }
    }

    /// What the vendor should know about it.
    public var warnings: [MachineFinding.Warning] {
        guard case .corrected(let correction) = self else { return machine?.warnings ?? [] }
        return correction.warnings
    }
}

/// A document that may leave the vault, because the ledger holds it.
public struct OutgoingDocument: Hashable, Sendable {
    /// A license or a time correction.
    public let kind: DocumentKind
    /// Its bytes.
    public let encoded: [UInt8]

    /// The document as a file.
    public var armoured: [UInt8] { Armour(kind: kind, bytes: encoded).text }
}

/// A license that may leave the vault, because the ledger holds it.
public struct Grant: Sendable {
    /// The license's bytes.
    public let encoded: [UInt8]
    /// What it says.
    public let license: License
    /// The customer's name.
    public let customer: String
    /// Whether this machine or user had a seat before.
    public let isSameSeat: Bool
    /// The seats in use now.
    public let seatsInUse: Int
    /// The seats sold.
    public let seats: Int
    /// What was found out about the machine; nil where the license is not bound to one.
    public let machine: MachineFinding?
    /// How often the license's seats went to other hardware within a year; nil where it is for a site.
    public let rebindings: RebindingTally?

    /// The license as a file.
    public var armoured: [UInt8] { Armour(kind: .license, bytes: encoded).text }
}

/// A time correction that may leave the vault, because the ledger holds it.
public struct Correction: Sendable {
    /// Its bytes.
    public let encoded: [UInt8]
    /// What it says.
    public let correction: TimeCorrection
    /// The license whose seat vouches for the machine.
    public let license: LicenseID
    /// Whether the same request was answered before; then it is the same document.
    public let isRepeated: Bool
    /// What goes with it.
    public let details: Details

    /// What the vendor should know about it.
    public var warnings: [MachineFinding.Warning] {
        details.clockWarnings + (details.machine?.warnings ?? [])
    }

    /// What the desk should know before it hands a time correction out.
    public struct Details: Sendable {
        /// The customer's name.
        public let customer: String
        /// What the machine's clock said when it made the request.
        public let machineClock: UnixTime
        /// The latest moment that the machine has seen.
        public let machineSaw: UnixTime
        /// How many corrections this seat has had, other than this one.
        public let correctionsBefore: Int
        /// What the correction alone will not put right.
        public let clockWarnings: [MachineFinding.Warning]
        /// What was found out about the machine; nil where the license is not bound to one.
        public let machine: MachineFinding?
    }
}
