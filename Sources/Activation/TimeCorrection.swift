import CBOR
import COSE
import Cryptography
import Refusals

/// The vendor's word on what time it was when he answered a request for it: a CWT (RFC 8392), signed by an
/// issuing key, bound to one request and so to one machine. With it a machine whose clock was once set far ahead
/// counts from the vendor's time on.
public struct TimeCorrection: DocumentBody {
    /// Signed by an issuing key.
    public static let kind = DocumentKind.correction

    /// The product (`aud`).
    public let product: ProductID
    /// What time it was, by the vendor's clock, when he signed (`iat`, to the second).
    public let issuedAt: UnixTime
    /// The request that it answers.
    public let request: RequestDigest

    /// A correction's contents.
    public init(product: ProductID, issuedAt: UnixTime, request: RequestDigest) {
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
    public var claims: CBORValue {
        .map([
            .int(Claim.audience): .text(product.text),
            .int(Claim.issuedAt): .time(issuedAt),
            .int(Claim.countersign): .map([.int(Key.request): .bytes(request.bytes)]),
        ])
    }

    /// Reads a claims set.
    ///
    /// - Throws: `document.malformed`, `document.newer-version`.
    public init(claims: CBORValue) throws(Refusal) {
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
