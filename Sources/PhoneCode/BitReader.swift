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
