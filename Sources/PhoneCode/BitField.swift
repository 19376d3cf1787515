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
