import TextForm

/// The kinds of document. Each says which it is in its protected `typ` header (RFC 9596), so that one can
/// never be taken for another.
package enum DocumentKind: String, CaseIterable, Hashable, Sendable {
    /// Signed by the vendor's root key.
    case product
    /// Signed by the machine's device key.
    case request
    /// Signed by one of the vendor's issuing keys.
    case license
    /// The vendor's word on what time it is, signed by one of his issuing keys.
    case correction

    /// The media type in the `typ` header.
    package var mediaType: String { "application/vnd.countersign.\(rawValue)+cwt" }

    /// The label between `BEGIN` and the dashes (RFC 7468).
    package var armourLabel: String {
        self == .correction ? "COUNTERSIGN TIME CORRECTION" : "COUNTERSIGN \(rawValue.uppercased())"
    }

    /// The kind in words, with its article.
    package var nameWithArticle: String { "a \(name)" }

    /// The kind in words.
    package var name: String {
        switch self {
        case .product: "product file"
        case .request: "request"
        case .license: "license"
        case .correction: "time correction"
        }
    }

    /// The largest encoding, in bytes. 300 bytes fit one QR code of version 13.
    package var maximumSize: Int { self == .product ? 16_384 : 300 }

    init?(mediaType: String) {
        guard let kind = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = kind
    }
}

extension DocumentKind {
    /// The letter of the kind in text forms.
    package var textKind: TextKind {
        switch self {
        case .product: .product
        case .request: .request
        case .license: .license
        case .correction: .correction
        }
    }
}

extension AnyDocument {
    /// The document as a text to be scanned, typed or pasted.
    package var textForm: TextForm { TextForm(kind: kind.textKind, bytes: encoded) }
}
