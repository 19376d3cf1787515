import CSodium

/// Finds the 32 bits that a ``TruncatedSignature`` lacks, by baby steps and giant steps: Pornin, "Truncated EdDSA/ECDSA
/// Signatures", ePrint 2022/938.
///
/// The value is a table of 1.5 MiB. It takes most of a second to make, and each search at most half of that; it may be
/// made on one thread and used on others, as often as one likes.
package struct SignatureCompletion: Sendable {
    let table: MultiplesTable

    /// Makes the table, which is the same every time.
    ///
    /// - Throws: ``CryptographyError/unavailable``.
    package init() throws(CryptographyError) { table = try MultiplesTable() }

    /// The signature that this one was truncated from, complete and checked as ``PublicKey/verifies(_:of:)`` does
    /// (RFC 8032 section 5.1.7); nil if there is none. There is never a second one.
    ///
    /// R and the key must be of the prime-order group, as all are that were made by the rules. That there is none takes
    /// longest to find out, unless R or the key tells.
    package func complete(
        _ truncated: TruncatedSignature, of message: [UInt8], by key: PublicKey
    ) -> Signature? {
        guard let target = Self.target(truncated, of: message, by: key) else { return nil }
        let missing = logarithm(of: target) { key.verifies(truncated.completed(with: $0), of: message) }
        return missing.map(truncated.completed(with:))
    }

    /// x·B, where x are the missing bits. From the equation that is verified, S·B = R + k·A, with S = 2^32·S' + x:
    /// R + k·A - (2^32·S')·B.
    private static func target(
        _ truncated: TruncatedSignature, of message: [UInt8], by key: PublicKey
    ) -> CurvePoint? {
        guard let r = CurvePoint(truncated.r), let keyPoint = CurvePoint(key.bytes),
            let keyPart = keyPoint.times(challenge(truncated.r + key.bytes + message)),
            // Below 2^252, so below the group order.
            let known = CurvePoint(baseTimes: UInt32(0).littleEndianBytes + truncated.high)
        else { return nil }
        return r.adding(keyPart)?.subtracting(known)
    }

    /// k of RFC 8032 section 5.1.7: SHA-512 as a scalar below the group order, 32 bytes.
    private static func challenge(_ hashed: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha512_BYTES))
        var scalar = [UInt8](repeating: 0, count: CurvePoint.size)
        crypto_hash_sha512(&digest, hashed, UInt64(hashed.count))
        crypto_core_ed25519_scalar_reduce(&scalar, digest)
        return scalar
    }

    /// The x below 2^32 for which the point is x·B and that is accepted; nil if there is none.
    ///
    /// The table tells all points from -n·B to n·B. So the numbers below 2^32 are taken in stretches of 2n + 1, and the
    /// centre of each is subtracted in turn.
    func logarithm(of point: CurvePoint, where accepts: (UInt32) -> Bool) -> UInt32? {
        let reach = MultiplesTable.count
        guard let first = CurvePoint(baseTimes: MultiplesTable.scalar(reach)),
            let step = CurvePoint(baseTimes: MultiplesTable.scalar(2 * reach + 1)),
            var rest = point.subtracting(first)
        else { return nil }
        // In 64 bits, because the last stretch goes beyond 2^32.
        for centre in stride(
            from: UInt64(reach), through: (1 << 32) + UInt64(reach) - 1, by: 2 * Int(reach) + 1)
        {
            if let multiple = table.multiple(lowY: rest.lowY) {
                // y does not tell the sign.
                for found in [centre - UInt64(multiple), centre + UInt64(multiple)] {
                    if let found = UInt32(exactly: found), accepts(found) { return found }
                }
            }
            guard let next = rest.subtracting(step) else { return nil }
            rest = next
        }
        return nil
    }
}
