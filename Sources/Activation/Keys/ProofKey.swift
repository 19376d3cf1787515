import CBOR
import COSE
import Cryptography

/// What the vendor keeps of an activation key to check proofs: 32 bytes, sealed in the ledger. Neither the
/// key nor its license id's secret can be had back from it, but it makes proofs, and so is secret too.
package struct ProofKey: Sendable {
    /// The 32 bytes, to be sealed.
    package let secret: SecretBytes

    /// A proof key that was unsealed.
    package init(secret: SecretBytes) { self.secret = secret }

    /// Whether the request is for an activation, and was made by somebody who has the activation key. Other
    /// requests prove nothing of the kind.
    ///
    /// The proof covers the claims set as it was received, with all that this program ignores: one proof is good for
    /// one request only.
    ///
    /// - Throws: what the keyed hash throws.
    package func proves(_ request: Verified<Request>) throws(CryptographyError) -> Bool {
        guard let given = request.body.purpose.proof,
            let received = try? CBORDecoder.decode(
                request.object.payload, limits: CBORLimits(size: DocumentKind.request.maximumSize))
        else { return false }
        return KeyedHash.areEqual(try proof(over: received).bytes, given.bytes)
    }

    /// The proof over a claims set: BLAKE2b-128, keyed with the proof key, of the deterministic CBOR array
    /// `["countersign proof", claims]`, where `claims` is the claims set without its proof, if it has one already.
    ///
    /// - Throws: what the keyed hash throws.
    func proof(over claims: CBORValue) throws(CryptographyError) -> ActivationProof {
        let message = CBOREncoder.encode(.array([.text("countersign proof"), Request.unproven(claims)]))
        return ActivationProof(
            uncheckedBytes: try KeyedHash.tag(of: message, key: secret, size: ActivationProof.size))
    }
}

/// Proves knowledge of the activation key without showing it, 16 bytes.
package struct ActivationProof: FixedSizeBytes {
    /// 16 bytes.
    package static let size = 16
    /// 16 bytes of a keyed hash over the request without its proof.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}
