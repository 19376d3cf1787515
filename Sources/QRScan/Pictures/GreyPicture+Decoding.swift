import CPictures
import Refusals

extension GreyPicture {
    private typealias ReadSize = (
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<countersign_picture_size>?
    ) -> Int32
    private typealias ReadGrey = (
        UnsafePointer<UInt8>?, Int, countersign_picture_size, UnsafeMutablePointer<UInt8>?
    ) -> Int32

    /// The picture in a file's bytes, and whether the file ends before the picture does.
    ///
    /// Throws `picture.unreadable` and, before any memory is taken for it, `picture.too-large`.
    static func decoded(
        _ bytes: [UInt8], limits: PictureLimits
    ) throws(Refusal) -> (picture: GreyPicture, isCutShort: Bool) {
        guard bytes.count <= limits.bytes else { throw Refusal(.pictureTooLarge) }
        guard let format = PictureFormat(bytes), let size = size(of: bytes) else {
            throw Refusal(.pictureUnreadable)
        }
        let readGrey = calls(format).1
        let pixels = UInt64(size.width) * UInt64(size.height)
        // No side longer than what the engines' 16-bit places can hold.
        guard pixels <= UInt64(limits.pixels), max(size.width, size.height) <= PictureLimits.longestSide
        else {
            throw Refusal(
                .pictureTooLarge,
                "The picture has \(size.width) by \(size.height) pixels, which is too large.")
        }
        var outcome: Int32 = -1
        let grey = [UInt8](unsafeUninitializedCapacity: Int(pixels)) { buffer, count in
            // A decoder that stops early must leave no memory unwritten.
            buffer.initialize(repeating: 255)
            outcome = readGrey(bytes, bytes.count, size, buffer.baseAddress)
            count = Int(pixels)
        }
        if outcome == -2 { throw PictureReading.cutShort }
        guard outcome >= 0,
            let picture = Self(width: Int(size.width), height: Int(size.height), pixels: grey)
        else {
            throw Refusal(.pictureUnreadable)
        }
        return (picture, outcome == 1)
    }

    /// What the file's header says of its size; nil if it cannot be read.
    static func size(of bytes: [UInt8]) -> countersign_picture_size? {
        guard let format = PictureFormat(bytes) else { return nil }
        var size = countersign_picture_size()
        guard calls(format).0(bytes, bytes.count, &size) == 0, size.width > 0, size.height > 0 else {
            return nil
        }
        return size
    }

    private static func calls(_ format: PictureFormat) -> (ReadSize, ReadGrey) {
        switch format {
        case .png: (countersign_png_size, countersign_png_grey)
        case .jpeg: (countersign_jpeg_size, countersign_jpeg_grey)
        case .webp: (countersign_webp_size, countersign_webp_grey)
        case .heif: (countersign_heif_size, countersign_heif_grey)
        }
    }
}
