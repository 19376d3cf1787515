import CSodium

/// Secret bytes in memory of their own: locked against swapping, left out of core files, between guard
/// pages, zeroed when the last reference goes (libsodium's `sodium_malloc`).
package final class SecretBytes: Sendable {
    // Safe to share: the bytes are written once, in `init`; afterwards the memory is read-only until it is freed.
    private nonisolated(unsafe) let pointer: UnsafeMutablePointer<UInt8>

    /// The number of bytes.
    package let count: Int

    /// Copies bytes into locked memory and zeroes the place that they came from.
    ///
    /// - Throws: ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package convenience init(taking bytes: inout [UInt8]) throws(CryptographyError) {
        let count = bytes.count
        try self.init(count: count) { target in
            target.update(from: bytes, count: count)
        }
        bytes.zeroize()
    }

    /// Bytes that are not secret, and secret ones after them; without a copy elsewhere.
    ///
    /// - Throws: ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package convenience init(joining bytes: [UInt8], _ secret: SecretBytes) throws(CryptographyError) {
        try self.init(count: bytes.count + secret.count) { target in
            target.update(from: bytes, count: bytes.count)
            secret.withPointer { (target + bytes.count).update(from: $0, count: secret.count) }
        }
    }

    /// A copy of the last bytes of an array, which is left as it is: its owner wipes it.
    ///
    /// - Throws: ``CryptographyError/sizeMismatch(expected:found:)`` if the array has fewer;
    ///   ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package convenience init(endOf bytes: [UInt8], count: Int) throws(CryptographyError) {
        guard count >= 0, count <= bytes.count else {
            throw .sizeMismatch(expected: count, found: bytes.count)
        }
        try self.init(count: count) { target in
            bytes.withUnsafeBufferPointer { source in
                guard let start = source.baseAddress else { return }
                target.update(from: start + (source.count - count), count: count)
            }
        }
    }

    /// New secret bytes from a source of randomness.
    ///
    /// - Throws: ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package static func random(count: Int, from source: some RandomSource) throws(CryptographyError)
        -> SecretBytes
    {
        var bytes = source.bytes(count: count)
        return try SecretBytes(taking: &bytes)
    }

    /// Memory that `fill` writes once; afterwards it is read-only, enforced by the memory management unit.
    init(count: Int, fill: (UnsafeMutablePointer<UInt8>) -> Void) throws(CryptographyError) {
        guard Sodium.isReady else { throw .unavailable }
        guard let pointer = sodium_malloc(max(count, 1)) else { throw .outOfMemory }
        self.pointer = pointer.bindMemory(to: UInt8.self, capacity: max(count, 1))
        self.count = count
        fill(self.pointer)
        sodium_mprotect_readonly(pointer)
    }

    deinit { sodium_free(pointer) }

    /// Lends the bytes for the length of the call.
    package func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: pointer, count: count))
    }

    /// Lends the address of the bytes for the length of the call; never null, even of no bytes.
    func withPointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result { body(pointer) }

    /// These bytes, and behind them others that are no secret. No copy is made outside of locked memory.
    ///
    /// - Throws: ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package func followed(by bytes: [UInt8]) throws(CryptographyError) -> SecretBytes {
        try SecretBytes(count: count + bytes.count) { target in
            target.update(from: pointer, count: count)
            (target + count).update(from: bytes, count: bytes.count)
        }
    }

    /// The first of these bytes, all of them if there are fewer. No copy is made outside of locked memory.
    ///
    /// - Throws: ``CryptographyError/outOfMemory``, ``CryptographyError/unavailable``.
    package func prefix(_ length: Int) throws(CryptographyError) -> SecretBytes {
        let length = max(0, min(length, count))
        return try SecretBytes(count: length) { $0.update(from: pointer, count: length) }
    }

    /// A key for another purpose, derived from this one: BLAKE2b, keyed with these bytes, of the label.
    ///
    /// - Parameters:
    ///   - label: names the purpose; different labels give unrelated keys.
    ///   - size: 16 to 64 bytes.
    /// - Throws: ``CryptographyError/sizeMismatch(expected:found:)`` if these are no 16 to 64 bytes.
    package func derived(_ label: String, size: Int = 32) throws(CryptographyError) -> SecretBytes {
        var bytes = try KeyedHash.tag(of: Array(label.utf8), key: self, size: size)
        return try SecretBytes(taking: &bytes)
    }
}

extension Array where Element == UInt8 {
    /// Overwrites the bytes with zeros in a way that the compiler does not leave out.
    package mutating func zeroize() {
        withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) }
    }
}
