/// An Ed25519 signature (RFC 8032 section 5.1.6) without the lowest 32 bits of S: 476 bits instead of 508.
///
/// Whoever has the message and the public key finds the missing bits again with ``SignatureCompletion``. See Pornin,
/// "Truncated EdDSA/ECDSA Signatures", ePrint 2022/938.
package struct TruncatedSignature: Hashable, Sendable {
    /// How many of the lowest bits of S are left out.
    package static let missingBits = 32
    /// The size of ``r``, 32 bytes.
    package static let rSize = 32
    /// The size of ``high``, 28 bytes, of which 220 bits are used.
    package static let highSize = Signature.size - rSize - missingBits / 8

    /// The encoded point R, 32 bytes.
    package let r: [UInt8]
    /// S without its lowest 32 bits, 28 bytes, little-endian as S itself; below 2^220.
    package let high: [UInt8]

    /// What is carried of a signature; nil if S is not below 2^252, which befalls one signature in 2^127.6, or if
    /// the signature was made of unchecked bytes and is not 64 of them.
    package init?(_ signature: Signature) {
        guard signature.bytes.count == Signature.size else { return nil }
        self.init(
            r: Array(signature.bytes.prefix(Self.rSize)), high: Array(signature.bytes.suffix(Self.highSize)))
    }

    /// What was carried, from its two parts; nil for other sizes than 32 and 28 bytes, and for a `high` that is not
    /// below 2^220.
    package init?(r: [UInt8], high: [UInt8]) {
        // Of the last byte only the lower half is S's: 27 · 8 + 4 is 220.
        guard r.count == Self.rSize, high.count == Self.highSize, high[Self.highSize - 1] < 16 else {
            return nil
        }
        self.r = r
        self.high = high
    }

    /// Whether R can be that of a signature at all: the canonical encoding of a point of the prime-order group, and
    /// not of small order. Of wrong encodings fifteen in sixteen are not, so this is an early check, some 50
    /// microseconds long, once R was typed. It proves nothing.
    package var isPlausible: Bool { CurvePoint(r) != nil }

    /// The whole signature, were these the missing bits.
    func completed(with missing: UInt32) -> Signature {
        Signature(uncheckedBytes: r + missing.littleEndianBytes + high)
    }
}

extension UInt32 {
    /// Four bytes, the lowest first, as in the scalars of RFC 8032.
    var littleEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}
