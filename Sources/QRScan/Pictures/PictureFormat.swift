/// The kinds of pictures that are read, told by their first bytes.
enum PictureFormat: CaseIterable, Sendable {
    case png, jpeg, webp, heif

    /// Nil for what is none of them.
    init?(_ bytes: [UInt8]) {
        func has(_ text: StaticString, at offset: Int) -> Bool {
            text.withUTF8Buffer { bytes.dropFirst(offset).starts(with: $0) }
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if has("RIFF", at: 0), has("WEBP", at: 8) {
            self = .webp
        } else if has("ftyp", at: 4) {
            self = .heif
        } else {
            return nil
        }
    }
}
