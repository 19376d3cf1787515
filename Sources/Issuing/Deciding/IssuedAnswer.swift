import Activation

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
