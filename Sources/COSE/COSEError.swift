import CBOR

/// Why bytes are not a COSE_Sign1 that this profile accepts.
package struct COSEError: Error, Hashable, Sendable {
    /// The rule that was broken.
    package let rule: COSERule
    /// The rule of the encoding that was broken, where `rule` is ``COSERule/wellFormed``.
    package let encoding: CBORError?

    init(_ rule: COSERule, _ encoding: CBORError? = nil) {
        self.rule = rule
        self.encoding = encoding
    }
}

/// Everything that is required of a COSE_Sign1 beyond what RFC 9052 requires, and what it requires, by name.
package enum COSERule: String, CaseIterable, Hashable, Sendable {
    /// The whole, and the protected headers within, are deterministic CBOR (see `CBORRule`).
    case wellFormed = "well-formed"
    /// The object is tagged 18 (RFC 9052 section 2).
    case tagged
    /// It is an array of four: byte string, map, byte string, byte string (section 4.2).
    case structure
    /// The protected headers are a map, and not an empty one.
    case protectedMap = "protected-map"
    /// `alg` is protected and is Ed25519, -19 (RFC 9864).
    case algorithm
    /// `alg`, `typ` and `crit` do not stand in the unprotected headers.
    case protectedOnly = "protected-only"
    /// No label stands in both the protected and the unprotected headers (section 3).
    case labelOnce = "label-once"
    /// `crit` is a non-empty array of labels that are understood and present (section 3.1).
    case critical
    /// Each parameter has the type that this profile gives it: `kid` a byte string, `typ` a text.
    case parameterType = "parameter-type"
    /// A parameter outside the profile is not accepted, because nobody would look at it.
    case knownParameters = "known-parameters"
    /// The signature is 64 bytes.
    case signatureSize = "signature-size"
}
