import CBOR
import COSE
import Cryptography
import Refusals

/// The vendor's word on what time it was when he answered a request for it: a CWT (RFC 8392), signed by an
/// issuing key, bound to one request and so to one machine. With it a machine whose clock was once set far ahead
/// counts from the vendor's time on.
package struct TimeCorrection: DocumentBody {
    /// Signed by an issuing key.
    package static let kind = DocumentKind.correction

    /// The product (`aud`).
    package let product: ProductID
    /// What time it was, by the vendor's clock, when he signed (`iat`, to the second).
    package let issuedAt: UnixTime
    /// The request that it answers.
    package let request: RequestDigest

    /// A correction's contents.
    package init(product: ProductID, issuedAt: UnixTime, request: RequestDigest) {
        self.product = product
        self.issuedAt = issuedAt
        self.request = request
    }
}

extension TimeCorrection {
    private enum Key {
        static let request: Int64 = 1
    }

    /// The claims set.
    package var claims: CBORValue {
        .map([
            .int(Claim.audience): .text(product.text),
            .int(Claim.issuedAt): .time(issuedAt),
            .int(Claim.countersign): .map([.int(Key.request): .bytes(request.bytes)]),
        ])
    }

    /// Reads a claims set.
    ///
    /// - Throws: `document.malformed`, `document.newer-version`.
    package init(claims: CBORValue) throws(Refusal) {
        var reader = try ClaimReader(claims, in: "the time correction")
        product = try reader.required(Claim.audience, "aud") { $0.asProductID }
        issuedAt = try reader.required(Claim.issuedAt, "iat") { $0.asTime }
        let ownMap = try reader.required(Claim.countersign, "countersign") { $0 }
        try reader.finish(ignoringNegative: false)

        var own = try ClaimReader(ownMap, in: "the time correction's own part")
        request = try own.required(Key.request, "request digest") { $0.asFixed(RequestDigest.self) }
        try own.finish(ignoringNegative: true)
    }
}
