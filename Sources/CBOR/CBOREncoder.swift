/// Writes a value in the one encoding that it has: the core deterministic encoding of RFC 8949 section 4.2.1.
package enum CBOREncoder {
    /// The encoding of the value: shortest forms, definite lengths, keys in bytewise order.
    package static func encode(_ value: CBORValue) -> [UInt8] {
        var output: [UInt8] = []
        append(value, to: &output)
        return output
    }

    private static func append(_ value: CBORValue, to output: inout [UInt8]) {
        let head = value.head
        append(head.major, head.argument, to: &output)
        switch value {
        case .bytes(let bytes):
            output.append(contentsOf: bytes)
        case .text(let text):
            output.append(contentsOf: text.utf8)
        case .array(let elements):
            for element in elements { append(element, to: &output) }
        case .map(let map):
            for entry in map.entries {
                append(entry.key, to: &output)
                append(entry.value, to: &output)
            }
        case .tagged(_, let content):
            append(content, to: &output)
        case .unsigned, .negative, .bool, .null:
            break
        }
    }

    /// The head in its shortest form: in the first byte, or in the 1, 2, 4 or 8 bytes after it.
    static func append(_ major: MajorType, _ argument: UInt64, to output: inout [UInt8]) {
        let high = major.rawValue << 5
        if let small = UInt8(exactly: argument) {
            if small < 24 {
                output.append(high | small)
            } else {
                output.append(high | 24)
                output.append(small)
            }
            return
        }
        let (information, width): (UInt8, Int) =
            if argument <= UInt16.max { (25, 2) } else if argument <= UInt32.max { (26, 4) } else { (27, 8) }
        output.append(high | information)
        for index in (0..<width).reversed() {
            output.append(UInt8(truncatingIfNeeded: argument >> (8 * index)))
        }
    }
}
