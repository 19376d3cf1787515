/// A QR code that was read in a picture.
public struct FoundCode: Hashable, Sendable {
    /// What it says. Bytes that are no UTF-8 are replaced by U+FFFD.
    public let text: String

    /// A code with this text.
    public init(text: String) { self.text = text }
}
