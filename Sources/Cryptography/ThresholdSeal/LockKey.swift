import CSodium

/// The key that a lock's material gives in one place of one seal; zeroed when the last reference goes.
///
/// BLAKE2b-512, keyed with the seal's salt, over: the text `countersign threshold lock`, the number of the
/// lock's first share (one byte), the label's length (one byte), the label, the material's length (four bytes,
/// the most significant first), the material. The number sets apart two locks of one material.
final class LockKey {
    private var bytes: [UInt8]

    init(salt: [UInt8], firstShare: UInt8, candidate: ThresholdSeal.Candidate) throws(CryptographyError) {
        let length = candidate.material.count
        guard candidate.label.count <= ThresholdSeal.longestLabel, length <= Int(UInt32.max) else {
            throw .malformedSeal
        }
        var message = Array("countersign threshold lock".utf8)
        message.append(firstShare)
        message.append(UInt8(candidate.label.count))
        message += candidate.label
        message += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
        message += candidate.material
        defer { message.zeroize() }
        bytes = try KeyedHash.tag(of: message, publicKey: salt, size: 64)
    }

    deinit { bytes.zeroize() }

    /// Writes the exclusive or of bytes and this key's stream: block n of 64 bytes, from 0, is BLAKE2b-512,
    /// keyed with the whole key, of the one byte n. That encrypts, and decrypts, up to 1,024 bytes.
    func xorStream(
        _ source: UnsafePointer<UInt8>, count: Int, into target: UnsafeMutablePointer<UInt8>
    ) {
        var block = [UInt8](repeating: 0, count: 64)
        for start in stride(from: 0, to: count, by: 64) {
            var number = UInt8(truncatingIfNeeded: start / 64)
            crypto_generichash(&block, 64, &number, 1, bytes, bytes.count)
            for index in 0..<min(64, count - start) {
                target[start + index] = source[start + index] ^ block[index]
            }
        }
        block.zeroize()
    }

    /// Encrypts or decrypts S2, 32 bytes, in its place, where S1 is known: exclusive or with BLAKE2b-256, keyed with
    /// S1, of the text `countersign threshold strong` and this key.
    ///
    /// Were S2 encrypted under the material alone, two strong locks would tell whether a guess at both is right.
    func xorSecond(_ second: inout [UInt8], first: SecretBytes) throws(CryptographyError) {
        var message = Array("countersign threshold strong".utf8)
        message += bytes
        defer { message.zeroize() }
        var mask = try KeyedHash.tag(of: message, key: first, size: ThresholdSeal.shareSize)
        for (index, byte) in mask.enumerated() where index < second.count { second[index] ^= byte }
        mask.zeroize()
    }
}
