/// What was found in a picture.
package struct FoundCodes: Hashable, Sendable {
    /// The codes that were read.
    package let codes: [FoundCode]
    /// The codes that are there and could not be read, at most ``mostUnread``.
    package let unread: [UnreadCode]
    /// Whether there may be more: the time or the attempts were used up, or something that looks like a code was not
    /// tried.
    package let isCutShort: Bool

    /// What was found.
    package init(codes: [FoundCode], unread: [UnreadCode], isCutShort: Bool = false) {
        self.codes = codes
        self.unread = unread
        self.isCutShort = isCutShort
    }

    /// The most codes that are named although nothing is known of them but their places.
    package static let mostUnread = 16

    /// The same in the picture as it is shown.
    func upright(_ turn: ExifTurn) -> FoundCodes {
        FoundCodes(
            codes: codes,
            unread: unread.map {
                let place = turn.upright(x: $0.x, y: $0.y)
                return UnreadCode(x: place.x, y: place.y)
            }, isCutShort: isCutShort)
    }
}
