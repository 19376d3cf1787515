import Activation
import Refusals

/// What became of a request.
public enum Answer: Sendable {
    /// A license, made now, and already in the ledger.
    case granted(Grant)
    /// The license that the same request got before, byte for byte.
    case repeated(Grant)
    /// No license, and why.
    case refused(Refusal)

    /// The license, if there is one.
    public var grant: Grant? {
        switch self {
        case .granted(let grant), .repeated(let grant): grant
        case .refused: nil
        }
    }
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

    /// The license as a file.
    public var armoured: [UInt8] { Armour(kind: .license, bytes: encoded).text }
}
