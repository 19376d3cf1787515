import CBOR
import COSE
import Cryptography
import Refusals

/// A document that was read, and that nobody has vouched for yet.
package struct Unverified<Body: DocumentBody>: Sendable {
    /// What the document claims. To be shown, not to be relied on.
    package let unverifiedBody: Body
    /// The signed object.
    package let object: Sign1
    /// The very bytes that were read.
    package let encoded: [UInt8]

    init(unverifiedBody: Body, object: Sign1, encoded: [UInt8]) {
        self.unverifiedBody = unverifiedBody
        self.object = object
        self.encoded = encoded
    }

    /// A document whose signature came apart from what it says, as by telephone. It is read like any other.
    ///
    /// - Throws: `document.malformed` if the body breaks a rule of its kind.
    package init(_ body: Body, keyIdentifier: KeyIdentifier, signature: Signature) throws(Refusal) {
        let object = Sign1(
            payload: CBOREncoder.encode(body.claims), type: Body.kind.mediaType,
            keyIdentifier: keyIdentifier.bytes, signature: signature)
        let document = try Self(encoded: object.encoded)
        guard document.unverifiedBody == body else { throw Refusal(.documentMalformed) }
        self = document
    }

    /// Believes the document if the key made its signature.
    func verified(by key: PublicKey) -> Verified<Body>? {
        object.isSigned(by: key) ? Verified(body: unverifiedBody, object: object, encoded: encoded) : nil
    }
}

/// A document whose signature holds under the key that its kind requires. Only verification makes one, and
/// signing, which verifies.
package struct Verified<Body: DocumentBody>: Hashable, Sendable {
    /// What the document says.
    package let body: Body
    /// The signed object.
    package let object: Sign1
    /// The document's bytes, as received or as signed.
    package let encoded: [UInt8]

    fileprivate init(body: Body, object: Sign1, encoded: [UInt8]) {
        self.body = body
        self.object = object
        self.encoded = encoded
    }

    /// Signs a body, and reads the document back before letting it out, so that nothing is signed that no
    /// reader would take.
    ///
    /// - Throws: `document.too-large` if the encoding is longer than its kind allows; `document.malformed` if
    ///   the body breaks a rule of its kind; `internal.inconsistency` if the signature fails its own check.
    package init(signing body: Body, key: SigningKey, keyIdentifier: KeyIdentifier?) throws(Refusal) {
        let object: Sign1
        do {
            object = try Sign1(
                payload: CBOREncoder.encode(body.claims), type: Body.kind.mediaType,
                keyIdentifier: keyIdentifier?.bytes, key: key)
        } catch {
            throw Refusal(.internalInconsistency, "Signing failed (\(error)); nothing was let out.")
        }
        let encoded = object.encoded
        guard encoded.count <= Body.kind.maximumSize else {
            throw Refusal(
                .documentTooLarge,
                "The \(Body.kind.name) would be \(encoded.count) bytes, and \(Body.kind.maximumSize) is the limit.",
                remedy: "Use fewer or shorter names, or fewer features.")
        }
        let readBack = try Unverified<Body>(encoded: encoded)
        guard readBack.unverifiedBody == body else {
            throw Refusal(
                .documentMalformed,
                "The \(Body.kind.name) can not be written so that it is read as it was meant.")
        }
        self.init(body: body, object: object, encoded: encoded)
    }

    /// The same document, to be shown or verified anew.
    package var unverified: Unverified<Body> {
        Unverified(unverifiedBody: body, object: object, encoded: encoded)
    }
}
