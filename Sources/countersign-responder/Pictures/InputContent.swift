/// What an input turned out to be.
enum InputContent: Sendable {
    /// A file or a text, as it came.
    case bytes([UInt8])
    /// A picture, with what is in it.
    case picture(PicturedCodes)
}
