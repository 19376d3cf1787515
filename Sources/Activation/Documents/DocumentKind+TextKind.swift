import TextForm

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
