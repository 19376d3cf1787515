/// A QR code that was read in a picture.
package struct FoundCode: Hashable, Sendable {
    /// What it says. Bytes that are no UTF-8 are replaced by U+FFFD.
    package let text: String

    /// A code with this text.
    package init(text: String) { self.text = text }
}
