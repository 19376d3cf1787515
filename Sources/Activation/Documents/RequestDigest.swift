import COSE
import Cryptography

/// What a license holds of the request that it answers: 96 bits over the request's signed bytes.
///
/// The first 12 bytes of BLAKE2b-512, repeated 64 times, of the request's `Sig_structure`. Twelve bytes are
/// what can be read over a telephone. Nobody can find a second request with the digest of a given one (2^96
/// trials); the repetition is for the cheaper search, for two requests of one's own that collide: 2^48
/// trials, each of which costs 64 hashes, are 2^54 hashes. See `docs/threat-model.md`.
package struct RequestDigest: FixedSizeBytes {
    /// 12 bytes.
    package static let size = 12
    /// Hashes for one digest.
    static let rounds = 64
    /// 12 bytes: what a license repeats to say which request it answers.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 12.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }

    /// The digest of a request.
    package init(of request: Unverified<Request>) {
        let full = BLAKE2b.repeated(request.object.signatureStructure(), rounds: Self.rounds)
        bytes = Array(full.prefix(Self.size))
    }
}
