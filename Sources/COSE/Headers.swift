import CBOR

/// The header parameters of a COSE object that this profile understands (RFC 9052 section 3.1).
package struct Headers: Hashable, Sendable {
    /// `alg`, label 1: the algorithm.
    package var algorithm: Algorithm?
    /// `kid`, label 4: which key signed.
    package var keyIdentifier: [UInt8]?
    /// `typ`, label 16 (RFC 9596): the media type of the whole object.
    package var type: String?

    /// Headers with some parameters set.
    package init(algorithm: Algorithm? = nil, keyIdentifier: [UInt8]? = nil, type: String? = nil) {
        self.algorithm = algorithm
        self.keyIdentifier = keyIdentifier
        self.type = type
    }

    /// No parameters at all.
    package var isEmpty: Bool { algorithm == nil && keyIdentifier == nil && type == nil }

    /// The parameters as a CBOR map.
    var cbor: CBORValue {
        var entries: [(CBORValue, CBORValue)] = []
        if let algorithm { entries.append((.int(Label.algorithm.rawValue), .int(algorithm.rawValue))) }
        if let keyIdentifier { entries.append((.int(Label.keyIdentifier.rawValue), .bytes(keyIdentifier))) }
        if let type { entries.append((.int(Label.type.rawValue), .text(type))) }
        return .map(CBORMap(replacing: entries))
    }
}

/// The labels of the "COSE Header Parameters" registry that this profile names.
enum Label: Int64 {
    case algorithm = 1
    case critical = 2
    case keyIdentifier = 4
    case type = 16
}

/// The signature algorithms accepted: one. ("COSE Algorithms" registry.)
package enum Algorithm: Int64, Hashable, Sendable {
    /// Ed25519, fully specified (RFC 9864 section 2.2). The older -8, EdDSA, is deprecated and refused.
    case ed25519 = -19
}
