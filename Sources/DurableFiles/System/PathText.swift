/// A path's text and its bytes.
///
/// On Linux a name is bytes, and not all bytes are UTF-8; a `String` holds nothing else. So a byte that is no UTF-8 stands
/// in the text as a character that no name uses: U+10FF00 and the byte, in the last private use area. Where a name does
/// have these characters, their bytes stand there in the same way. So each name has one text, and each text its name.
package enum PathText {
    private static let base: UInt32 = 0x10_ff00
    private static let scalars: ClosedRange<UInt32> = 0x10_ff80...0x10_ffff

    /// The text of a path that the system gave, or somebody who typed it.
    package static func text(_ bytes: some Collection<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !holdsBytes(text) { return text }
        var text = ""
        var rest = bytes[...]
        var iterator = bytes.makeIterator()
        var parser = UTF8.ForwardParser()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: return text
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                if scalars.contains(scalar.value) {
                    append(rest.prefix(encoded.count), to: &text)
                } else {
                    text.unicodeScalars.append(scalar)
                }
                rest = rest.dropFirst(encoded.count)
            case .error(let length):
                append(rest.prefix(length), to: &text)
                rest = rest.dropFirst(length)
            }
        }
    }

    /// The text of a path that ends with the byte 0.
    package static func text(_ path: UnsafePointer<CChar>) -> String {
        var length = 0
        while path[length] != 0 { length += 1 }
        return text(UnsafeBufferPointer(start: path, count: length).map { UInt8(bitPattern: $0) })
    }

    /// Whether the text stands for bytes that are not UTF-8.
    package static func holdsBytes(_ text: String) -> Bool {
        // All of these characters begin with this byte.
        holdsByte(0xf4, in: text) && text.unicodeScalars.contains { byte(of: $0) != nil }
    }

    /// Whether one of a text's bytes in UTF-8 is this one. Every path is looked at so, and most are short: the bytes are
    /// read where they lie.
    static func holdsByte(_ byte: UInt8, in text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? text.utf8.contains(byte)
    }

    /// The byte that a character stands for; nil if it stands for itself.
    package static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        scalars.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value) : nil
    }

    /// Lets `body` have the path as the system takes it.
    package static func withBytes<Result>(
        of path: String, _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        guard holdsBytes(path) else { return path.withCString(body) }
        var bytes: [CChar] = []
        for scalar in path.unicodeScalars {
            if let byte = byte(of: scalar) {
                bytes.append(CChar(bitPattern: byte))
            } else {
                bytes += UTF8.encode(scalar).map { $0.map { CChar(bitPattern: $0) } } ?? []
            }
        }
        bytes.append(0)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return "".withCString(body) }
            return body(start)
        }
    }

    private static func append(_ bytes: some Collection<UInt8>, to text: inout String) {
        for byte in bytes {
            guard let scalar = Unicode.Scalar(base + UInt32(byte)) else { continue }
            text.unicodeScalars.append(scalar)
        }
    }
}
