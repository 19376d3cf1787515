import CPictures
import Refusals

/// Finds and reads QR codes in pictures: photographs, screenshots, scans, faxes.
///
/// All in this process and this thread, by C libraries that were not written for hostile input: run it in a
/// process that may do nothing else.
package enum PictureReading {
    /// The codes in a PNG, JPEG, WebP, HEIC or AVIF picture: the distinct texts, first those that are wanted, each in
    /// the order of finding. None if no code was found.
    ///
    /// - Parameters:
    ///   - picture: the file's bytes.
    ///   - limits: what it may cost.
    ///   - wanted: whether a text is what is looked for. It should check a checksum: what is not wanted is taken
    ///     for someone else's code or a misreading, and more is tried.
    ///
    /// Throws `picture.unreadable` and `picture.too-large`; ``cutShort`` for a picture without any code of which
    /// a part is missing; `picture.out-of-time` where the limit of time was over before one was found.
    package static func codes(
        in picture: [UInt8], limits: PictureLimits = PictureLimits(), wanted: (String) -> Bool
    ) throws(Refusal) -> [FoundCode] {
        try found(in: picture, limits: limits, wanted: wanted).codes
    }

    /// The same, and the codes that were found and could not be read.
    ///
    /// Throws as ``codes(in:limits:wanted:)`` does.
    package static func found(
        in picture: [UInt8], limits: PictureLimits = PictureLimits(), wanted: (String) -> Bool
    ) throws(Refusal) -> FoundCodes {
        let (grey, isCutShort) = try GreyPicture.decoded(picture, limits: limits)
        let found = CodeSearch.found(in: grey, limits: limits, wanted: wanted).upright(
            ExifTurn(jpeg: picture))
        guard found.codes.isEmpty else { return found }
        if isCutShort { throw cutShort }
        // Whatever was left of the search was not done. Of a code that was found more is known than that.
        if found.unread.isEmpty, limits.isOver() { throw Refusal(.pictureOutOfTime) }
        return found
    }

    /// The refusal of a picture that was not sent as a whole.
    package static let cutShort = Refusal(
        .pictureUnreadable, "The picture is cut short.", remedy: "Send it again, as a file.")

    /// What a picture's header says of its size, in pixels; nil if it cannot be read.
    package static func size(of picture: [UInt8]) -> (width: UInt32, height: UInt32)? {
        GreyPicture.size(of: picture).map { ($0.width, $0.height) }
    }

    /// Does whatever opens files or loads libraries, so that nothing of it happens while a picture is read.
    package static func prepare() {
        countersign_heif_prepare()
        Engine.prepare()
    }
}
