/// CRC-32C, Castagnoli's polynomial (RFC 3720 section 12.1): finds a wrong text before any cryptography does.
/// Anybody can make it fit, so it proves nothing.
package struct CRC32C: Hashable, Sendable {
    private var register = UInt32.max

    /// The sum of no bytes.
    package init() {}

    /// The sum of these bytes.
    package init(of bytes: some Sequence<UInt8>) { update(bytes) }

    /// Takes in more bytes.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { update(byte) }
    }

    /// Takes in one more byte.
    package mutating func update(_ byte: UInt8) {
        let index = Int(truncatingIfNeeded: register & 0xff) ^ Int(byte)
        register = register >> 8 ^ Self.table[index]
    }

    /// The sum of all bytes taken in so far.
    package var value: UInt32 { ~register }

    /// The sum as four bytes, the highest first.
    package var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// What a change of the last byte changes in the sum.
    package static func difference(of change: UInt8) -> UInt32 { table[Int(change)] }

    /// What a change in the sum becomes with one byte more.
    package static func moved(_ difference: UInt32) -> UInt32 {
        difference >> 8 ^ table[Int(truncatingIfNeeded: difference & 0xff)]
    }

    private static let table: [UInt32] = (0..<256 as Range<UInt32>).map { index in
        (0..<8).reduce(index) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0x82f6_3b78 : value >> 1
        }
    }
}
