import CPictures
import Refusals

/// Finds and reads QR codes in pictures: photographs, screenshots, scans, faxes.
///
/// All in this process and this thread, by C libraries that were not written for hostile input: run it in a
/// process that may do nothing else.
public enum PictureReading {
    /// The codes in a PNG, JPEG, WebP or HEIC picture: the distinct texts, first those that are wanted, each in
    /// the order of finding. None if no code was found.
    ///
    /// - Parameters:
    ///   - picture: the file's bytes.
    ///   - limits: what it may cost.
    ///   - wanted: whether a text is what is looked for. It should check a checksum: what is not wanted is taken
    ///     for someone else's code or a misreading, and more is tried.
    ///
    /// Throws `picture.unreadable` and `picture.too-large`.
    public static func codes(
        in picture: [UInt8], limits: PictureLimits = PictureLimits(), wanted: (String) -> Bool
    ) throws(Refusal) -> [FoundCode] {
        let grey = try GreyPicture.decoded(picture, limits: limits)
        return CodeSearch.codes(in: grey, limits: limits, wanted: wanted)
    }

    /// Does whatever opens files or loads libraries, so that nothing of it happens while a picture is read.
    public static func prepare() {
        countersign_heif_prepare()
        Engine.prepare()
    }
}
