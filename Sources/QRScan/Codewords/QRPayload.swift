/// What the data codewords of a code say (ISO/IEC 18004, section 7.4).
struct QRPayload {
    private let bytes: [UInt8]
    private var position = 0

    /// The bytes of the text; nil if the codewords do not follow the rules or use Kanji mode.
    static func content(of codewords: [UInt8], version: Int) -> [UInt8]? {
        var payload = QRPayload(bytes: codewords)
        return payload.segments(version: version)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var left: Int { bytes.count * 8 - position }

    private mutating func bits(_ count: Int) -> Int? {
        guard count <= left else { return nil }
        var value = 0
        for _ in 0..<count {
            value = value << 1 | Int(bytes[position / 8] >> (7 - position % 8)) & 1
            position += 1
        }
        return value
    }

    private mutating func segments(version: Int) -> [UInt8]? {
        let size = version < 10 ? 0 : version < 27 ? 1 : 2
        var text: [UInt8] = []
        while left >= 4, let mode = bits(4), mode != 0 {
            let part: [UInt8]?
            switch mode {
            case 1: part = bits([10, 12, 14][size]).flatMap { digits($0) }
            case 2: part = bits([9, 11, 13][size]).flatMap { alphanumeric($0) }
            case 4: part = bits([8, 16, 16][size]).flatMap { octets($0) }
            case 3: part = bits(16).map { _ in [] }
            case 5: part = []
            case 7: part = assignment()
            case 9: part = bits(8).map { _ in [] }
            default: part = nil
            }
            guard let part else { return nil }
            text += part
        }
        return text
    }

    private mutating func digits(_ count: Int) -> [UInt8]? {
        var text: [UInt8] = []
        while text.count < count {
            let size = min(3, count - text.count)
            guard let value = bits([4, 7, 10][size - 1]), value < [10, 100, 1000][size - 1] else {
                return nil
            }
            let digits = [value / 100, value / 10 % 10, value % 10].suffix(size)
            text += digits.map { UInt8(48 + $0) }
        }
        return text
    }

    private mutating func alphanumeric(_ count: Int) -> [UInt8]? {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        var text: [UInt8] = []
        while text.count + 1 < count {
            guard let pair = bits(11), pair < 45 * 45 else { return nil }
            text += [alphabet[pair / 45], alphabet[pair % 45]]
        }
        if text.count < count {
            guard let last = bits(6), last < 45 else { return nil }
            text.append(alphabet[last])
        }
        return text
    }

    private mutating func octets(_ count: Int) -> [UInt8]? {
        var text: [UInt8] = []
        for _ in 0..<count {
            guard let byte = bits(8) else { return nil }
            text.append(UInt8(byte))
        }
        return text
    }

    /// The number of a set of letters; it is left to the reader of the bytes.
    private mutating func assignment() -> [UInt8]? {
        guard let first = bits(8) else { return nil }
        let more = first < 128 ? 0 : first < 192 ? 8 : 16
        return bits(more).map { _ in [] }
    }
}
