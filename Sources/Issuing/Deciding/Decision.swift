import Activation
import Refusals

/// What was decided about one request. Nothing of it is written yet: deciding only reads.
enum Decision: Sendable {
    /// This is to be signed, and the seat to be written.
    case give(Award, SeatPlan)
    /// The same request got this before, then; where the seat is known better now, it is written.
    case again(IssuedAnswer, at: UnixTime, SeatPlan?)
    /// Nothing, and why.
    case refuse(Refusal)
}

/// What a request is given.
package enum Award: Sendable {
    /// A license.
    case license(Grant)
    /// A time correction.
    case correction(Correction)
}

/// An answer that may leave the vault, because the ledger holds it.
package struct IssuedAnswer: Sendable {
    /// What it gives.
    package let award: Award
    /// The signed document's bytes.
    let encoded: [UInt8]

    /// The document as it leaves.
    package var document: OutgoingDocument {
        switch award {
        case .license: OutgoingDocument(kind: .license, encoded: encoded)
        case .correction: OutgoingDocument(kind: .correction, encoded: encoded)
        }
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

extension Refusal {
    /// Whether something was decided about one request, rather than the vault or the system having failed. What is
    /// damaged in the ledger concerns the request that it was looked up for, and no other; deciding writes nothing, so
    /// nothing is lost by going on.
    var isDecision: Bool {
        switch code.exitStatus {
        case .software, .cannotCreate, .temporaryFailure: false
        case .inputOutput: code == .vaultDamaged
        default: true
        }
    }
}
