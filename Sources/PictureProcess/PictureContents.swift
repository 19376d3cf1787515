/// What a reader found in a picture.
package struct PictureContents: Hashable, Sendable {
    /// The texts of the codes that were read, in the order in which they were found.
    package let texts: [String]
    /// Where the codes are that were found and could not be read.
    package let unread: [PicturePlace]
    /// Whether the search was cut short, so that there may be more codes.
    package let isCutShort: Bool

    /// These texts and places.
    package init(texts: [String], unread: [PicturePlace], isCutShort: Bool = false) {
        self.isCutShort = isCutShort
        self.texts = texts
        self.unread = unread
    }
}
