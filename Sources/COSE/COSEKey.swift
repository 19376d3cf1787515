import CBOR
import Cryptography

/// A public key as a COSE_Key (RFC 9052 section 7; RFC 9053 section 7.2): an octet key pair, Ed25519.
///
/// ```cddl
/// COSE_Key = { 1 => 1, -1 => 6, -2 => bstr .size 32 }
/// ```
package enum COSEKey {
    /// The key as CBOR: `{1: 1 (OKP), -1: 6 (Ed25519), -2: x}`.
    package static func cbor(_ key: PublicKey) -> CBORValue {
        .map(
            CBORMap(replacing: [
                (.int(1), .int(1)),
                (.int(-1), .int(6)),
                (.int(-2), .bytes(key.bytes)),
            ]))
    }

    /// The key, or nil if the value is not exactly such a map.
    package static func publicKey(from value: CBORValue) -> PublicKey? {
        guard
            let map = value.asMap, map.entries.count == 3, map[.int(1)]?.asInt64 == 1,
            map[.int(-1)]?.asInt64 == 6, let bytes = map[.int(-2)]?.asBytes
        else { return nil }
        return try? PublicKey(bytes)
    }

    /// The COSE Key Thumbprint with SHA-256 (RFC 9679), 32 bytes.
    package static func thumbprint(of key: PublicKey) -> SHA256Digest {
        SHA256Digest(of: CBOREncoder.encode(cbor(key)))
    }
}
