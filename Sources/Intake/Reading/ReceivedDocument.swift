import TextForm

/// A document that was found in a text.
package struct ReceivedDocument: Hashable, Sendable {
    /// What the text said it is; nil if it said nothing that is known.
    package let kind: TextKind?
    /// The document's bytes, not looked at yet.
    package let bytes: [UInt8]
    /// What people should know of how it came, whole sentences.
    package let notes: [String]

    /// A document as it was found.
    package init(kind: TextKind?, bytes: [UInt8], notes: [String] = []) {
        (self.kind, self.bytes, self.notes) = (kind, bytes, notes)
    }
}
