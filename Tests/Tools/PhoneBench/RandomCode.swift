import PhoneCode
import TestSupport

/// Codes that say nothing.
enum RandomCode {
    /// A code of random bits.
    ///
    /// - Throws: ``PhoneBench/Failure/noCode``.
    static func next(_ direction: CodeDirection, _ random: inout SeededGenerator) throws -> SpokenCode {
        var bytes = random.bytes((direction.bitCount + 7) / 8)
        bytes[0] &= 0xff >> UInt8(bytes.count * 8 - direction.bitCount)
        guard let code = SpokenCode(bytes: bytes, direction: direction) else {
            throw PhoneBench.Failure.noCode
        }
        return code
    }
}
