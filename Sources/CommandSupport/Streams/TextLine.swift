/// A line of a file that somebody wrote, in UTF-8, whatever their editor made of it: with a byte order mark, or in UTF-16
/// as Windows writes it. It may be a secret, so no copy of it is left behind.
package struct TextLine: Sendable {
    /// In UTF-8, without a byte order mark and without its ending.
    package private(set) var text: [UInt8]
    /// Its bytes up to the first line feed, as earlier versions took them; nil if they are the same.
    package private(set) var asWritten: [UInt8]?

    /// The encoding of a file, told by its first bytes.
    enum Encoding {
        case utf8
        /// - Parameter isMarked: whether a byte order mark says so; else it only looks so.
        case utf16(isLittleEndian: Bool, isMarked: Bool)

        init(beginning bytes: [UInt8]) {
            guard bytes.count >= 2 else {
                self = .utf8
                return
            }
            switch (bytes[0], bytes[1]) {
            case (0xff, 0xfe): self = .utf16(isLittleEndian: true, isMarked: true)
            case (0xfe, 0xff): self = .utf16(isLittleEndian: false, isMarked: true)
            case (1..., 0): self = .utf16(isLittleEndian: true, isMarked: false)
            case (0, 1...): self = .utf16(isLittleEndian: false, isMarked: false)
            default: self = .utf8
            }
        }
    }

    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// - Parameter line: a line in UTF-8.
    package init(_ line: [UInt8]) {
        guard line.starts(with: Self.mark) else {
            text = line
            return
        }
        text = Array(line.dropFirst(Self.mark.count))
        asWritten = line
    }

    /// - Parameters:
    ///   - bytes: the line in UTF-16, without its line feed.
    ///   - isEnded: whether a line feed followed.
    init(utf16 bytes: [UInt8], isLittleEndian: Bool, isMarked: Bool, isEnded: Bool) {
        var written = bytes
        // Of a line feed in big-endian order, the zero stands first.
        if isEnded, !isLittleEndian { written.append(0) }
        if let end = written.firstIndex(of: UInt8(ascii: "\n")) { written.removeSubrange(end...) }
        if written.last == UInt8(ascii: "\r") { written.removeLast() }
        let isText = isMarked || Self.isLatin(bytes, isLittleEndian)
        guard isText, bytes.count % 2 == 0, var decoded = Self.utf8(bytes, isLittleEndian) else {
            text = written
            return
        }
        if decoded.starts(with: Self.mark) { decoded.removeFirst(Self.mark.count) }
        if decoded.last == UInt8(ascii: "\r") { decoded.removeLast() }
        text = decoded
        asWritten = written
    }

    /// Overwrites it.
    package mutating func erase() {
        text.erase()
        asWritten?.erase()
    }

    /// Whether it is text of the first 255 characters: nothing else looks so by chance.
    private static func isLatin(_ bytes: [UInt8], _ isLittleEndian: Bool) -> Bool {
        bytes.count >= 8
            && bytes.enumerated().allSatisfy {
                ($0.offset % 2 == (isLittleEndian ? 1 : 0)) == ($0.element == 0)
            }
    }

    /// Nil for what is not UTF-16.
    private static func utf8(_ bytes: [UInt8], _ isLittleEndian: Bool) -> [UInt8]? {
        var result: [UInt8] = []
        // A unit has three bytes at most; an array that grows would leave copies behind.
        result.reserveCapacity(bytes.count / 2 * 3)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).lazy.map { place in
            let (low, high) = isLittleEndian ? (place, place + 1) : (place + 1, place)
            return UInt16(bytes[low]) | UInt16(bytes[high]) << 8
        }
        let isBroken = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
        ) { result.append($0) }
        guard isBroken else { return result }
        result.erase()
        return nil
    }
}
