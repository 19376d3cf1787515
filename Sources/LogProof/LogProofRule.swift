/// Everything that is required of a log's signed documents, by name. The names are stable.
package enum LogProofRule: String, CaseIterable, Hashable, Sendable {
    // What is read.

    /// The whole and each part is deterministic CBOR and no larger than its kind allows (see `CBORRule`).
    case wellFormed = "well-formed"
    /// The object is a COSE_Sign1 with the tag 18 (RFC 9052 section 4.2).
    case structure
    /// The protected headers are just those of the kind, in their one encoding; the unprotected headers likewise.
    case headers
    /// `alg` is Ed25519, -19 (RFC 9864).
    case algorithm
    /// `typ` is that of the kind (RFC 9596).
    case type
    /// `vds` is RFC9162_SHA256, 1 (RFC 9942 section 5.1).
    case structureOfLog = "structure-of-log"
    /// The payload is the root where the kind has it in the document, and is left out where it has not.
    case payload
    /// The claims are just those of the kind.
    case claims
    /// A tree has 1 to 2^63 - 1 entries.
    case size
    /// A time is from 1970 to 9999.
    case time
    /// A receipt has one proof, of the kind that is asked for (RFC 9942 section 4.2).
    case proof
    /// A proof is about places that there are, and about the tree whose size is signed.
    case place
    /// A path has at least one hash and at most 64, each 32 bytes.
    case path
    /// The signature is 64 bytes.
    case signatureSize = "signature-size"

    // What is believed.

    /// A certificate is signed by the root key that is trusted.
    case rootKey = "root-key"
    /// Audit keys are numbered without a gap, no key has two numbers, and their first days ascend.
    case sequence
    /// The audit key is one of those that are trusted.
    case keyUnknown = "key-unknown"
    /// The audit key counted at the time that is signed.
    case keyTime = "key-time"
    /// The signature is the key's, over this root.
    case signature
    /// The path is one for that place in a tree of that size.
    case inclusion
    /// The path leads from the earlier head's root.
    case consistency
    /// The proof begins with the earlier head that was given.
    case earlierHead = "earlier-head"
}

extension LogProofRule {
    /// What is so when the rule is broken, as the beginning of a sentence.
    var breach: String {
        switch self {
        case .wellFormed: "The document is not well-formed"
        case .structure: "The document is not a tagged COSE_Sign1"
        case .headers: "The headers are not those of this kind of document"
        case .algorithm: "The algorithm is not Ed25519"
        case .type: "It is another kind of document"
        case .structureOfLog: "The log is not a Merkle tree with SHA-256"
        case .payload: "The payload is not what this kind of document has"
        case .claims: "The claims are not those of this kind of document"
        case .size: "No log has that number of entries"
        case .time: "The time is not between 1970 and 9999"
        case .proof: "There is not just one proof of the kind that is needed"
        case .place: "The proof is about a place or a size that the signed tree does not have"
        case .path: "The path of the proof is empty, too long, or not made of SHA-256 digests"
        case .signatureSize: "The signature has the wrong size"
        case .rootKey: "The certificate is not signed by the root key"
        case .sequence: "The audit keys do not follow one another"
        case .keyUnknown: "The audit key that signed is not known"
        case .keyTime: "The audit key did not count at that time"
        case .signature: "The signature does not hold for what is to be shown"
        case .inclusion: "The proof does not fit its place in the log"
        case .consistency: "The proof does not begin with the earlier head"
        case .earlierHead: "The proof begins with another head"
        }
    }
}
