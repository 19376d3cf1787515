import CPictures
import Refusals

extension GreyPicture {
    private typealias ReadSize = (
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<countersign_picture_size>?
    ) -> Int32
    private typealias ReadGrey = (
        UnsafePointer<UInt8>?, Int, countersign_picture_size, UnsafeMutablePointer<UInt8>?
    ) -> Int32

    /// The picture in a file's bytes.
    ///
    /// Throws `picture.unreadable` and, before any memory is taken for it, `picture.too-large`.
    static func decoded(_ bytes: [UInt8], limits: PictureLimits) throws(Refusal) -> GreyPicture {
        guard bytes.count <= limits.bytes else { throw Refusal(.pictureTooLarge) }
        guard let format = PictureFormat(bytes) else { throw Refusal(.pictureUnreadable) }
        let (readSize, readGrey) = calls(format)
        var size = countersign_picture_size()
        guard readSize(bytes, bytes.count, &size) == 0, size.width > 0, size.height > 0 else {
            throw Refusal(.pictureUnreadable)
        }
        let pixels = UInt64(size.width) * UInt64(size.height)
        // No side longer than what the engines' 16-bit places can hold.
        guard pixels <= UInt64(limits.pixels), max(size.width, size.height) <= UInt32(Int16.max) else {
            throw Refusal(
                .pictureTooLarge,
                "The picture has \(size.width) by \(size.height) pixels, which is too large.")
        }
        var failed = true
        let grey = [UInt8](unsafeUninitializedCapacity: Int(pixels)) { buffer, count in
            // A decoder that stops early must leave no memory unwritten.
            buffer.initialize(repeating: 255)
            failed = readGrey(bytes, bytes.count, size, buffer.baseAddress) != 0
            count = Int(pixels)
        }
        guard !failed, let picture = Self(width: Int(size.width), height: Int(size.height), pixels: grey)
        else {
            throw Refusal(.pictureUnreadable)
        }
        return picture
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
