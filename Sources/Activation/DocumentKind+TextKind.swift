import TextForm

extension DocumentKind {
    /// The letter of the kind in text forms.
    public var textKind: TextKind {
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
    public var textForm: TextForm { TextForm(kind: kind.textKind, bytes: encoded) }
}
