import Refusals

/// What kind of picture a file is, by its first bytes; its name does not count.
package enum PictureKind: Hashable, Sendable, CaseIterable {
    /// PNG.
    case png
    /// JPEG.
    case jpeg
    /// WebP.
    case webp
    /// HEIC and AVIF, as telephones make them (ISO/IEC 23008-12).
    case heif
    /// GIF, which is not read here.
    case gif
    /// A Windows bitmap, which is not read here.
    case bitmap
    /// TIFF, which is not read here.
    case tiff
    /// JPEG XL, which is not read here.
    case jpegXL
    /// A PDF page, which is not read here.
    case pdf
    /// A video, such as a "live photo", which is not read here.
    case video

    /// How many first bytes are enough to know it.
    package static let beginningSize = 32

    /// Nil for what is no picture.
    ///
    /// - Parameter beginning: the first ``beginningSize`` bytes, or all there are; more do no harm.
    package init?(beginning: [UInt8]) {
        func has(_ bytes: [UInt8], at place: Int = 0) -> Bool {
            beginning.dropFirst(place).starts(with: bytes)
        }
        func has(_ text: String, at place: Int = 0) -> Bool { has(Array(text.utf8), at: place) }
        if has([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if has([0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if has("RIFF"), has("WEBP", at: 8) {
            self = .webp
        } else if has("GIF87a") || has("GIF89a") {
            self = .gif
        } else if Self.isBitmap(beginning) {
            self = .bitmap
        } else if has([0x49, 0x49, 0x2a, 0]) || has([0x4d, 0x4d, 0, 0x2a]) {
            self = .tiff
        } else if has([0xff, 0x0a]) || has([0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a, 0x87, 0x0a]) {
            self = .jpegXL
        } else if has("%PDF-") {
            self = .pdf
        } else if has([0, 0]), has("ftyp", at: 4) {
            self = Self.pictureBrands.contains { has($0, at: 8) } ? .heif : .video
        } else {
            return nil
        }
    }

    /// The major brands of HEIC and AVIF, and of the container that both are in.
    private static let pictureBrands = [
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis",
    ]

    /// A letter may begin with "BM" too: so its reserved fields and the size of its header count.
    private static func isBitmap(_ beginning: [UInt8]) -> Bool {
        guard beginning.count >= 18, beginning.starts(with: Array("BM".utf8)) else { return false }
        return beginning[6..<10].allSatisfy { $0 == 0 } && beginning[15..<18].allSatisfy { $0 == 0 }
            && [12, 40, 52, 56, 64, 108, 124].contains(beginning[14])
    }

    /// Why pictures of this kind are not read, and what to do; nil for those that are.
    package var refusal: Refusal? {
        switch self {
        case .png, .jpeg, .webp, .heif: nil
        case .gif: Self.unread("a GIF picture", "Save it as PNG or JPEG")
        case .bitmap: Self.unread("a bitmap", "Save it as PNG or JPEG")
        case .tiff: Self.unread("a TIFF picture", "Save it as PNG or JPEG")
        case .jpegXL: Self.unread("a JPEG XL picture", "Save it as PNG or JPEG")
        case .pdf:
            Self.unread(
                "a PDF page",
                "Make a picture of it, such as with 'pdftoppm -r 200 -png', or show it and photograph it")
        case .video: Self.unread("a video", "Send a single picture from it, as PNG or JPEG")
        }
    }

    private static func unread(_ what: String, _ way: String) -> Refusal {
        Refusal(
            .pictureUnreadable, "This is \(what), which is not supported.",
            remedy: "\(way); or send the document as a file or as text.")
    }
}
