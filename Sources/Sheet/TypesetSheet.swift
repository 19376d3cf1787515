/// A sheet as a file, and what is wanting in it.
package struct TypesetSheet: Hashable, Sendable {
    /// The whole file.
    package let bytes: [UInt8]
    /// The characters that no typeface has, if there are such.
    package let missing: MissingGlyphs?

    /// A file with all its characters, unless some are named.
    package init(bytes: [UInt8], missing: MissingGlyphs? = nil) {
        self.bytes = bytes
        self.missing = missing
    }
}
