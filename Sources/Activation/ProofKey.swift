import CBOR
import Cryptography

/// What the vendor keeps of an activation key to check proofs: 32 bytes, sealed in the ledger. Neither the
/// key nor its license id's secret can be had back from it, but it makes proofs, and so is secret too.
public struct ProofKey: Sendable {
    /// The 32 bytes, to be sealed.
    public let secret: SecretBytes

    /// A proof key that was unsealed.
    public init(secret: SecretBytes) { self.secret = secret }

    /// The proof for a request: BLAKE2b-128, keyed with the proof key, of the deterministic CBOR array
    /// `["countersign proof", product id, kind, device key, nonce]`.
    ///
    /// - Throws: what the keyed hash throws.
    public func proof(
        product: ProductID, kind: RequestKind, deviceKey: PublicKey, nonce: RequestNonce
    ) throws(CryptographyError) -> ActivationProof {
        let message = CBOREncoder.encode(
            .array([
                .text("countersign proof"), .text(product.text), .int(Int64(kind.rawValue)),
                .bytes(deviceKey.bytes), .bytes(nonce.bytes),
            ]))
        let tag = try KeyedHash.tag(of: message, key: secret, size: ActivationProof.size)
        return ActivationProof(uncheckedBytes: tag)
    }

    /// Whether the request was made by somebody who has the activation key.
    ///
    /// - Throws: what the keyed hash throws.
    public func proves(_ request: Verified<Request>) throws(CryptographyError) -> Bool {
        let body = request.body
        let expected = try proof(
            product: body.product, kind: body.kind, deviceKey: body.deviceKey, nonce: body.nonce)
        return KeyedHash.areEqual(expected.bytes, body.proof.bytes)
    }
}

/// Proves knowledge of the activation key without showing it, 16 bytes.
public struct ActivationProof: FixedSizeBytes {
    /// 16 bytes.
    public static let size = 16
    /// The tag.
    public let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    public init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}
