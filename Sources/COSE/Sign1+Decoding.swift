import CBOR
import Cryptography

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
