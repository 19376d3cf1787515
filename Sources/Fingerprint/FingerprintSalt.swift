import Cryptography

/// The product's salt: keys the component digests, so that two products' fingerprints of one machine have
/// nothing in common. 16 bytes, public: it stands in the product file.
package struct FingerprintSalt: FixedSizeBytes {
    /// 16 bytes.
    package static let size = 16
    /// 16 random bytes, one salt a product.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}
