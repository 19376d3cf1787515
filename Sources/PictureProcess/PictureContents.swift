/// What a reader found in a picture.
package struct PictureContents: Hashable, Sendable {
    /// The texts of the codes that were read, in the order in which they were found.
    package let texts: [String]
    /// Where the codes are that were found and could not be read.
    package let unread: [PicturePlace]

    /// These texts and places.
    package init(texts: [String], unread: [PicturePlace]) {
        self.texts = texts
        self.unread = unread
    }
}
