/// How a picture has to be turned so that it is upright: what a camera that was held on its side says in Exif's tag 274.
/// Codes are read whichever way they are turned; only words such as "at the top" need it.
enum ExifTurn: UInt16, CaseIterable, Sendable {
    case none = 1
    case mirrored
    case half
    case mirroredHalf
    case transposed
    case right
    case transposedHalf
    case left

    /// Of a JPEG file; none where it does not say. Reads no more than the headers, and each byte of them once.
    init(jpeg bytes: [UInt8]) {
        self = Self.exif(in: bytes).flatMap(Self.turn) ?? .none
    }

    /// Where a place of the stored picture is in the upright one; both from 0 to 1 along each side.
    func upright(x: Double, y: Double) -> (x: Double, y: Double) {
        switch self {
        case .none: (x, y)
        case .mirrored: (1 - x, y)
        case .half: (1 - x, 1 - y)
        case .mirroredHalf: (x, 1 - y)
        case .transposed: (y, x)
        case .right: (1 - y, x)
        case .transposedHalf: (1 - y, 1 - x)
        case .left: (y, 1 - x)
        }
    }

    /// What follows the name in the segment APP1.
    private static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard bytes.starts(with: [0xff, 0xd8]) else { return nil }
        var place = 2
        // Each segment has a mark, and a length that counts itself.
        while place + 4 <= bytes.count, bytes[place] == 0xff, (0xe0...0xef).contains(bytes[place + 1]) {
            let end = place + 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
            guard end >= place + 4, end <= bytes.count else { return nil }
            let content = bytes[place + 4..<end]
            let name = Array("Exif\0\0".utf8)
            if bytes[place + 1] == 0xe1, content.starts(with: name) { return content.dropFirst(name.count) }
            place = end
        }
        return nil
    }

    /// The tag's value in the first directory of a TIFF structure.
    private static func turn(_ tiff: ArraySlice<UInt8>) -> Self? {
        let isBigEndian = tiff.starts(with: Array("MM".utf8))
        guard isBigEndian || tiff.starts(with: Array("II".utf8)) else { return nil }
        func number(_ place: Int, bytes count: Int) -> Int? {
            guard place >= 0, place <= tiff.count - count else { return nil }
            let part = tiff.dropFirst(place).prefix(count)
            return (isBigEndian ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2, bytes: 2) == 42, let directory = number(4, bytes: 4),
            let count = number(directory, bytes: 2)
        else { return nil }
        for entry in 0..<count {
            let place = directory + 2 + 12 * entry
            guard let tag = number(place, bytes: 2) else { return nil }
            guard tag == 274 else { continue }
            guard number(place + 2, bytes: 2) == 3, let value = number(place + 8, bytes: 2) else {
                return nil
            }
            return Self(rawValue: UInt16(value))
        }
        return nil
    }
}
