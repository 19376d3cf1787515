import Activation

/// A document that may leave the vault, because the ledger holds it.
package struct OutgoingDocument: Hashable, Sendable {
    /// A license or a time correction.
    package let kind: DocumentKind
    /// Its bytes.
    package let encoded: [UInt8]

    /// The document as a file.
    package var armoured: [UInt8] { Armour(kind: kind, bytes: encoded).text }
}
