import Activation
import Refusals

extension AnyDocument {
    /// Reads a document in whatever form it arrived: armoured text or the text form, perhaps in a mail, or plain
    /// bytes.
    ///
    /// Of several documents in a mail, the only one that stands there plainly is read, and not one that is
    /// quoted or packed.
    ///
    /// - Throws: the `document.` refusals.
    package init(reading input: [UInt8]) throws(Refusal) {
        self = try DocumentSearch(input).only()
    }

    /// Reads a document as ``init(reading:)`` does, and says what people should know of how it came: that a scanner
    /// typed it through another keyboard layout, say.
    ///
    /// - Throws: the `document.` refusals.
    package static func received(
        _ input: [UInt8]
    ) throws(Refusal) -> (document: AnyDocument, notes: [String]) {
        try DocumentSearch(input).found()
    }

    /// Every document in a text, each once: first those that stand there plainly, then those that are quoted or
    /// packed. What cannot be read is skipped, unless nothing can.
    ///
    /// - Throws: the `document.` refusals if there is no document.
    package static func all(in input: [UInt8]) throws(Refusal) -> [AnyDocument] {
        try DocumentSearch(input).all()
    }
}

extension Unverified {
    /// Reads a document that must be of this kind, in whatever form it arrived. In a mail with several, it is the
    /// only one of this kind.
    ///
    /// - Throws: the `document.` refusals, among them `document.wrong-kind`.
    package init(reading input: [UInt8]) throws(Refusal) {
        try self.init(DocumentSearch(input).only(of: Body.kind))
    }
}
