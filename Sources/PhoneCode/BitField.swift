/// Bits in a row, the most significant first: what a code carries before it becomes digits or words.
struct BitField: Hashable, Sendable {
    /// Each 0 or 1.
    private(set) var bits: [UInt8] = []

    /// No bits.
    init() {}

    /// Bits that are there already, each 0 or 1.
    init(bits: [UInt8]) { self.bits = bits }

    /// Adds the low bits of a number.
    mutating func append(_ value: UInt64, width: Int) {
        for shift in (0..<width).reversed() { bits.append(UInt8(value >> shift & 1)) }
    }

    /// Adds bytes, the most significant bit of each first.
    mutating func append(_ bytes: [UInt8]) {
        for byte in bytes { append(UInt64(byte), width: 8) }
    }
}

/// Takes a row of bits apart.
struct BitReader {
    private var rest: ArraySlice<UInt8>

    init(_ field: BitField) { rest = field.bits[...] }

    /// The next bits as a number; the missing ones count as zero.
    mutating func number(width: Int) -> UInt64 {
        (0..<width).reduce(0) { value, _ in value << 1 | UInt64(rest.popFirst() ?? 0) }
    }

    /// The next bytes.
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: number(width: 8)) }
    }
}
