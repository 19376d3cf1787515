import CBOR
import COSE
import Refusals
import TextForm

/// A document of any kind, read from bytes and not yet believed.
package enum AnyDocument: Sendable {
    /// A product file.
    case product(Unverified<ProductFile>)
    /// A request.
    case request(Unverified<Request>)
    /// A license.
    case license(Unverified<License>)
    /// A time correction.
    case correction(Unverified<TimeCorrection>)

    /// Which kind it is.
    package var kind: DocumentKind {
        switch self {
        case .product: .product
        case .request: .request
        case .license: .license
        case .correction: .correction
        }
    }

    /// The document as it is without any carrier: the bytes that were read.
    package var encoded: [UInt8] {
        switch self {
        case .product(let product): product.encoded
        case .request(let request): request.encoded
        case .license(let license): license.encoded
        case .correction(let correction): correction.encoded
        }
    }

    /// The product that it says it is of.
    package var product: ProductID {
        switch self {
        case .product(let file): file.unverifiedBody.product
        case .request(let request): request.unverifiedBody.product
        case .license(let license): license.unverifiedBody.product
        case .correction(let correction): correction.unverifiedBody.product
        }
    }

    /// The first byte of every document, a CBOR tag 18.
    package static let firstByte: UInt8 = 0xd2

    /// Reads a document from its bytes and nothing else: no armour, no text. This is how the ledger
    /// keeps documents, and how one that was just signed is looked at again.
    ///
    /// - Throws: the `document.` refusals.
    package init(encoded bytes: [UInt8]) throws(Refusal) {
        try Carried.checkSize(of: bytes)
        guard bytes.first == Self.firstByte else { throw Refusal(.documentUnrecognized) }
        self = try Self(Carried(bytes: bytes, label: nil))
    }

    /// Reads a document as our programs write it into a file: its bytes, or its armour with nothing but blank lines
    /// around it. So the state folder keeps documents. What came from people is read by `init(reading:)` in `Intake`.
    ///
    /// - Throws: the `document.` refusals.
    package init(written input: [UInt8]) throws(Refusal) {
        try Carried.checkSize(of: input)
        guard input.first != Self.firstByte else {
            self = try Self(encoded: input)
            return
        }
        guard let armour = try ArmourText.strict(in: input) else { throw Refusal(.documentUnrecognized) }
        guard ArmourText.isAlone(in: input) else {
            throw Refusal(.documentMalformed, "There is other text around the document.")
        }
        self = try Self(Carried(bytes: armour.bytes, label: armour.label))
    }

    /// Reads what was taken out of the form in which it arrived. Its label, or the letter of its text form, must go
    /// with what is in it.
    ///
    /// - Throws: the `document.` refusals.
    package init(_ carried: Carried) throws(Refusal) {
        let bytes = carried.bytes
        let object: Sign1
        do throws(Refusal) {
            object = try Self.object(in: bytes)
        } catch {
            guard carried.label == "COUNTERSIGN SEALED KEY" else { throw error }
            throw Refusal(
                .documentUnrecognized, "This is a sealed key; keep it secret.",
                remedy: "Give the document that you meant.")
        }
        guard let type = object.protected.type else {
            throw Refusal(.documentUnrecognized, "This is signed, but does not say what it is.")
        }
        guard let kind = DocumentKind(mediaType: type) else {
            throw type.hasPrefix("application/vnd.countersign.")
                ? Refusal(.documentFromNewerVersion) : Refusal(.documentUnrecognized)
        }
        if let textKind = carried.textKind, textKind != kind.textKind {
            throw Refusal(
                .documentMalformed,
                "The text says '\(textKind.rawValue)', but it contains \(kind.nameWithArticle).")
        }
        if let label = carried.label, label != kind.armourLabel {
            throw Refusal(
                .documentMalformed, "The text says '\(label)', but it contains \(kind.nameWithArticle).")
        }
        guard bytes.count <= kind.maximumSize else {
            throw Refusal(
                .documentTooLarge,
                "This \(kind.name) is \(bytes.count) bytes, and \(kind.maximumSize) is the limit.")
        }
        // A label that says nothing, such as `crit`, would give one claims set, and one proof, several documents.
        guard object.hasCanonicalHeaders else {
            throw Refusal(
                .documentMalformed, "The \(kind.name) has a protected header that it must not have.")
        }
        guard object.unprotected.isEmpty else {
            throw Refusal(.documentMalformed, "The \(kind.name) has unprotected headers, and must have none.")
        }
        let claims = try Self.claims(in: object.payload)
        switch kind {
        case .product: self = .product(try Self.document(claims, object, bytes))
        case .request: self = .request(try Self.document(claims, object, bytes))
        case .license: self = .license(try Self.document(claims, object, bytes))
        case .correction: self = .correction(try Self.document(claims, object, bytes))
        }
    }

    private static func document<Body>(
        _ claims: CBORValue, _ object: Sign1, _ bytes: [UInt8]
    ) throws(Refusal) -> Unverified<Body> {
        Unverified(unverifiedBody: try Body(claims: claims), object: object, encoded: bytes)
    }

    private static let limits = CBORLimits(size: DocumentKind.product.maximumSize)

    private static func object(in bytes: [UInt8]) throws(Refusal) -> Sign1 {
        do {
            return try Sign1(decoding: bytes, limits: limits)
        } catch {
            throw Refusal(error)
        }
    }

    private static func claims(in payload: [UInt8]) throws(Refusal) -> CBORValue {
        do {
            return try CBORDecoder.decode(payload, limits: limits)
        } catch {
            throw Refusal(
                .documentMalformed,
                "The document is damaged: its payload breaks the rule '\(error.rule.rawValue)' at byte \(error.offset)."
            )
        }
    }
}

extension Refusal {
    init(_ error: COSEError) {
        guard let encoding = error.encoding else {
            self.init(
                .documentMalformed, "The document is damaged: it breaks the rule '\(error.rule.rawValue)'.")
            return
        }
        switch encoding.rule {
        case .complete, .nonEmptyInput: self.init(.documentTruncated)
        case .sizeLimit: self.init(.documentTooLarge)
        default:
            self.init(
                .documentMalformed,
                "The document is damaged: it breaks the rule '\(encoding.rule.rawValue)' at byte \(encoding.offset)."
            )
        }
    }
}

extension Unverified {
    /// Reads a document that must be of this kind from its bytes, and nothing else, as ``AnyDocument/init(encoded:)``
    /// does.
    ///
    /// - Throws: the `document.` refusals, among them `document.wrong-kind`.
    package init(encoded bytes: [UInt8]) throws(Refusal) { try self.init(AnyDocument(encoded: bytes)) }

    /// Reads a document that must be of this kind as our programs write it into a file, as
    /// ``AnyDocument/init(written:)`` does.
    ///
    /// - Throws: the `document.` refusals, among them `document.wrong-kind`.
    package init(written input: [UInt8]) throws(Refusal) { try self.init(AnyDocument(written: input)) }

    /// The document, if it is of this kind.
    ///
    /// - Throws: `document.wrong-kind`, with what to do with one of the other kind.
    package init(_ document: AnyDocument) throws(Refusal) {
        let found: Any =
            switch document {
            case .product(let product): product
            case .request(let request): request
            case .license(let license): license
            case .correction(let correction): correction
            }
        guard let wanted = found as? Self else {
            throw Refusal(
                .documentWrongKind,
                "This is \(document.kind.nameWithArticle); \(Body.kind.nameWithArticle) is needed here.",
                remedy: Self.remedy(given: document.kind) ?? Self.need(given: document.kind)?.remedy,
                facts: Self.need(given: document.kind).map { [.needed($0)] } ?? [])
        }
        self = wanted
    }

    private static func remedy(given kind: DocumentKind) -> String? {
        switch (kind, Body.kind) {
        case (.request, .license):
            "Send this request to the vendor, and install the license that comes back."
        case (.request, .correction):
            "Send this request to the vendor, and install the time correction that comes back."
        case (.correction, .license), (.license, .correction):
            "Give the \(Body.kind.name) that the vendor sent; this one answers another request."
        default: nil
        }
    }

    /// What belongs to the site was given to the desk.
    private static func need(given kind: DocumentKind) -> Need? {
        switch (kind, Body.kind) {
        case (.license, .request), (.correction, .request): .installationAtSite
        case (.product, .request): .requestAtSite
        default: nil
        }
    }
}
