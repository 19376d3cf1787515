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
    package static let tag: UInt64 = 18

    /// Whether the key made the signature over the received protected bytes and payload (section 4.4).
    package func isSigned(by key: PublicKey, externalData: [UInt8] = []) -> Bool {
        key.verifies(signature, of: signatureStructure(externalData: externalData))
    }

    /// What the signature covers: `Sig_structure` (section 4.4) with the context "Signature1".
    package func signatureStructure(externalData: [UInt8] = []) -> [UInt8] {
        Self.signatureStructure(protectedBytes: protectedBytes, payload: payload, externalData: externalData)
    }

    /// The same, of headers and a payload that may be apart from the object (section 4.4).
    package static func signatureStructure(
        protectedBytes: [UInt8], payload: [UInt8], externalData: [UInt8] = []
    ) -> [UInt8] {
        CBOREncoder.encode(
            .array([.text("Signature1"), .bytes(protectedBytes), .bytes(externalData), .bytes(payload)]))
    }
}

extension Sign1 {
    /// Reads a tagged COSE_Sign1, strictly.
    ///
    /// - Parameters:
    ///   - bytes: the whole object, nothing before it and nothing after.
    ///   - limits: how large and how deep it may be.
    /// - Throws: ``COSEError`` naming the one rule that was broken first.
    package init(decoding bytes: [UInt8], limits: CBORLimits) throws(COSEError) {
        guard case .tagged(Self.tag, let content) = try Self.decode(bytes, limits: limits) else {
            throw COSEError(.tagged)
        }
        guard
            let parts = content.asArray, parts.count == 4, let protectedBytes = parts[0].asBytes,
            let unprotectedMap = parts[1].asMap, let payload = parts[2].asBytes,
            let signatureBytes = parts[3].asBytes
        else { throw COSEError(.structure) }
        guard !protectedBytes.isEmpty,
            let protectedMap = try Self.decode(protectedBytes, limits: limits).asMap
        else { throw COSEError(.protectedMap) }

        try Self.checkPlacement(protected: protectedMap, unprotected: unprotectedMap)
        try Self.checkCritical(in: protectedMap)
        let protected = try Headers(protectedMap)
        guard protected.algorithm != nil else { throw COSEError(.algorithm) }
        guard let signature = try? Signature(signatureBytes) else { throw COSEError(.signatureSize) }
        self.init(
            protectedBytes: protectedBytes, protected: protected, unprotected: try Headers(unprotectedMap),
            payload: payload, signature: signature)
    }

    private static func decode(_ bytes: [UInt8], limits: CBORLimits) throws(COSEError) -> CBORValue {
        do {
            return try CBORDecoder.decode(bytes, limits: limits)
        } catch {
            throw COSEError(.wellFormed, error)
        }
    }

    private static func checkPlacement(protected: CBORMap, unprotected: CBORMap) throws(COSEError) {
        for label in [Label.algorithm, .critical, .type] where unprotected[.int(label.rawValue)] != nil {
            throw COSEError(.protectedOnly)
        }
        for entry in unprotected.entries where protected[entry.key] != nil {
            throw COSEError(.labelOnce)
        }
    }

    /// Every label that `crit` names must be understood and present. `alg`, `kid` and `typ` are.
    private static func checkCritical(in headers: CBORMap) throws(COSEError) {
        guard let value = headers[.int(Label.critical.rawValue)] else { return }
        guard let labels = value.asArray, !labels.isEmpty else { throw COSEError(.critical) }
        for label in labels {
            guard
                let number = label.asInt64, let known = Label(rawValue: number), known != .critical,
                headers[label] != nil
            else { throw COSEError(.critical) }
        }
    }
}

extension Headers {
    /// Reads the parameters of one map.
    init(_ map: CBORMap) throws(COSEError) {
        self.init()
        for entry in map.entries {
            let value = entry.value
            guard let number = entry.key.asInt64, let known = Label(rawValue: number) else {
                throw COSEError(.knownParameters)
            }
            switch known {
            case .algorithm:
                guard let identifier = value.asInt64, let algorithm = Algorithm(rawValue: identifier) else {
                    throw COSEError(.algorithm)
                }
                self.algorithm = algorithm
            case .critical:
                break
            case .keyIdentifier:
                guard let bytes = value.asBytes else { throw COSEError(.parameterType) }
                keyIdentifier = bytes
            case .type:
                guard let text = value.asText else { throw COSEError(.parameterType) }
                type = text
            }
        }
    }
}
