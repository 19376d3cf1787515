import Cryptography

/// A key that signs the heads of the vendor's log, by the root key's word. Only verifying a certificate makes one.
package struct CertifiedAuditKey: Hashable, Sendable {
    /// The public key.
    package let publicKey: PublicKey
    /// Its number, from 1.
    package let number: UInt64
    /// When it begins to count, in seconds since 1970.
    package let notBefore: Int64

    /// Only for what has just been verified.
    init(believed publicKey: PublicKey, number: UInt64, notBefore: Int64) {
        self.publicKey = publicKey
        self.number = number
        self.notBefore = notBefore
    }
}
