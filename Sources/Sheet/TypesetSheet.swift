/// A sheet as a file, and what is wanting in it.
public struct TypesetSheet: Hashable, Sendable {
    /// The whole file.
    public let bytes: [UInt8]
    /// The characters that no typeface has, if there are such.
    public let missing: MissingGlyphs?

    /// A file with all its characters, unless some are named.
    public init(bytes: [UInt8], missing: MissingGlyphs? = nil) {
        self.bytes = bytes
        self.missing = missing
    }
}
