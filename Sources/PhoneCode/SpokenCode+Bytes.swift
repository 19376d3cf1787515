extension SpokenCode {
    /// The code in bytes, to be kept: 21 or 66, the bits that are too many in front, and zero.
    package var bytes: [UInt8] {
        let missing = (8 - field.bits.count % 8) % 8
        let bits = [UInt8](repeating: 0, count: missing) + field.bits
        return stride(from: 0, to: bits.count, by: 8).map { first in
            bits[first..<first + 8].reduce(0) { $0 << 1 | $1 }
        }
    }

    /// A code from its bytes; nil if they are not as many, or too many bits are set.
    package init?(bytes: [UInt8], direction: CodeDirection) {
        guard bytes.count == (direction.bitCount + 7) / 8 else { return nil }
        var field = BitField()
        field.append(bytes)
        let missing = field.bits.count - direction.bitCount
        guard field.bits.prefix(missing).allSatisfy({ $0 == 0 }) else { return nil }
        self.init(direction: direction, field: BitField(bits: Array(field.bits.dropFirst(missing))))
    }
}
