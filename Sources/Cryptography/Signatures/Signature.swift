/// An Ed25519 signature (RFC 8032 section 5.1.6), 64 bytes: R, then S.
package struct Signature: FixedSizeBytes {
    /// 64 bytes.
    package static let size = 64
    /// R and S.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 64.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}
