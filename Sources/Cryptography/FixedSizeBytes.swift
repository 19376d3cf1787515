/// A value that is a fixed number of bytes and nothing else: a key, a digest, a nonce.
///
/// Each is a type of its own, so that one can never be given where another is meant.
package protocol FixedSizeBytes: Hashable, Sendable {
    /// The size in bytes of every value of this type.
    static var size: Int { get }

    /// The bytes; always ``size`` of them.
    var bytes: [UInt8] { get }

    /// Takes bytes that are known to be of the right size. Use ``init(_:)``, which checks.
    init(uncheckedBytes: [UInt8])
}

extension FixedSizeBytes {
    /// - Throws: ``CryptographyError/sizeMismatch(expected:found:)``.
    package init(_ bytes: some Collection<UInt8>) throws(CryptographyError) {
        guard bytes.count == Self.size else {
            throw .sizeMismatch(expected: Self.size, found: bytes.count)
        }
        self.init(uncheckedBytes: Array(bytes))
    }

    /// A value drawn from a source of randomness.
    package static func random(from source: some RandomSource) -> Self {
        Self(uncheckedBytes: source.bytes(count: size))
    }

    /// Lower-case hexadecimal, two digits a byte.
    package var hexadecimal: String { Hexadecimal.encode(bytes) }
}
