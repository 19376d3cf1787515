import CBOR
import Cryptography

/// A COSE_Sign1 (RFC 9052 section 4.2): headers, a payload, one signature.
///
/// ```cddl
/// COSE_Sign1_Tagged = #6.18([
///   protected: bstr .cbor { 1 => -19, ? 4 => bstr, ? 16 => tstr },
///   unprotected: { ? 4 => bstr },
///   payload: bstr,
///   signature: bstr .size 64
/// ])
/// ```
///
/// A value of this type has been read, not believed: only ``isSigned(by:externalData:)`` says whose it is.
package struct Sign1: Hashable, Sendable {
    /// The protected headers, exactly as received: the signature covers these bytes.
    package let protectedBytes: [UInt8]
    /// The protected headers, understood.
    package let protected: Headers
    /// Whether the protected headers are written as this program writes the parameters that it knows, and hold nothing
    /// else: `crit` may be read, and is not kept.
    package var hasCanonicalHeaders: Bool { protectedBytes == CBOREncoder.encode(protected.cbor) }

    /// The unprotected headers. Nothing in them may be relied on.
    package let unprotected: Headers
    /// What is signed.
    package let payload: [UInt8]
    /// The signature over the ``signatureStructure(externalData:)``.
    package let signature: Signature

    /// Signs a payload.
    ///
    /// - Throws: what ``Cryptography/SigningKey/sign(_:)`` throws.
    package init(
        payload: [UInt8], type: String, keyIdentifier: [UInt8]?, key: SigningKey, externalData: [UInt8] = []
    ) throws(CryptographyError) {
        protected = Headers(algorithm: .ed25519, keyIdentifier: keyIdentifier, type: type)
        protectedBytes = CBOREncoder.encode(protected.cbor)
        unprotected = Headers()
        self.payload = payload
        signature = try key.sign(
            Self.signatureStructure(
                protectedBytes: protectedBytes, payload: payload, externalData: externalData))
    }

    /// An object whose signature came apart from the rest.
    package init(payload: [UInt8], type: String, keyIdentifier: [UInt8]?, signature: Signature) {
        protected = Headers(algorithm: .ed25519, keyIdentifier: keyIdentifier, type: type)
        protectedBytes = CBOREncoder.encode(protected.cbor)
        unprotected = Headers()
        self.payload = payload
        self.signature = signature
    }

    init(
        protectedBytes: [UInt8], protected: Headers, unprotected: Headers, payload: [UInt8],
        signature: Signature
    ) {
        self.protectedBytes = protectedBytes
        self.protected = protected
        self.unprotected = unprotected
        self.payload = payload
        self.signature = signature
    }

    /// The tagged object as bytes. What was decoded encodes to the very bytes it came from.
    package var encoded: [UInt8] {
        CBOREncoder.encode(
            .tagged(
                Self.tag,
                .array([.bytes(protectedBytes), unprotected.cbor, .bytes(payload), .bytes(signature.bytes)])))
    }

    /// The CBOR tag of a COSE_Sign1.
    static let tag: UInt64 = 18

    /// Whether the key made the signature over the received protected bytes and payload (section 4.4).
    package func isSigned(by key: PublicKey, externalData: [UInt8] = []) -> Bool {
        key.verifies(signature, of: signatureStructure(externalData: externalData))
    }

    /// What the signature covers: `Sig_structure` (section 4.4) with the context "Signature1".
    package func signatureStructure(externalData: [UInt8] = []) -> [UInt8] {
        Self.signatureStructure(protectedBytes: protectedBytes, payload: payload, externalData: externalData)
    }

    private static func signatureStructure(
        protectedBytes: [UInt8], payload: [UInt8], externalData: [UInt8]
    ) -> [UInt8] {
        CBOREncoder.encode(
            .array([.text("Signature1"), .bytes(protectedBytes), .bytes(externalData), .bytes(payload)]))
    }
}
