import CBOR
import COSE
import Cryptography

/// A tree head's COSE_Sign1 in any of its forms (RFC 9942 sections 5.2.1 and 5.3.1), read and not believed.
///
/// The signature is over the headers and the root, whether the root is in the document or not, and no proof is under it. So
/// one signature serves all forms of one head.
struct HeadObject: Hashable, Sendable {
    let headers: HeadHeaders
    let unprotected: CBORMap
    /// The root, where it is in the document.
    let payload: [UInt8]?
    let signature: Signature

    init(headers: HeadHeaders, unprotected: CBORMap = [:], payload: [UInt8]? = nil, signature: Signature) {
        self.headers = headers
        self.unprotected = unprotected
        self.payload = payload
        self.signature = signature
    }

    /// Reads an object: all of the bytes, and in their one encoding.
    ///
    /// - Throws: `well-formed`, `structure`, `signature-size`, and what ``HeadHeaders/init(decoding:)`` throws.
    init(decoding bytes: [UInt8], maximumSize: Int) throws(LogProofError) {
        let object = try decoded(bytes, CBORLimits(size: maximumSize, depth: 5, items: 16))
        guard
            let parts = object.content(ofTag: Sign1.tag)?.asArray, parts.count == 4,
            let protected = parts[0].asBytes, let unprotected = parts[1].asMap,
            parts[2] == .null || parts[2].asBytes != nil, let signature = parts[3].asBytes
        else { throw LogProofError(.structure) }
        let headers = try HeadHeaders(decoding: protected)
        guard let signature = try? Signature(signature) else { throw LogProofError(.signatureSize) }
        self.init(
            headers: headers, unprotected: unprotected, payload: parts[2].asBytes, signature: signature)
    }

    /// The object as bytes.
    var encoded: [UInt8] {
        CBOREncoder.encode(
            .tagged(
                Sign1.tag,
                [
                    .bytes(headers.encoded), .map(unprotected), payload.map { .bytes($0) } ?? .null,
                    .bytes(signature.bytes),
                ]))
    }

    /// Believes that the log had this root, if an audit key that counted then signed it.
    ///
    /// - Throws: `key-unknown`, `key-time`, `signature`.
    func verified(root: SHA256Digest, by keys: AuditKeys) throws(LogProofError) -> SignedTreeHead {
        let key = try keys.key(headers.keyIdentifier, at: headers.time)
        let signed = Sign1.signatureStructure(protectedBytes: headers.encoded, payload: root.bytes)
        guard key.publicKey.verifies(signature, of: signed) else { throw LogProofError(.signature) }
        let head = try TreeHead(size: headers.size, root: root, time: headers.time)
        return SignedTreeHead(believed: head, keyNumber: key.number, headers: headers, signature: signature)
    }

    /// Refuses an object that has a proof, or anything else that is not signed.
    ///
    /// - Throws: `headers`.
    func requireNoProof() throws(LogProofError) {
        guard unprotected.entries.isEmpty else { throw LogProofError(.headers) }
    }
}
