import Activation
import Cryptography
import TextForm

/// A document that is to travel as a code, and what people are told about it.
package struct CarriedDocument: Sendable {
    /// The document as a text.
    package let form: TextForm
    /// What it is, for a line above the code: `Request for Harbour Crane 7`. Not yet made safe to show.
    package let title: String
    /// Where the code leads whoever scans it with a telephone; only requests are carried there.
    package let portal: Portal?
    /// The document as it was read, for a page about it.
    let document: AnyDocument?
    /// The product file of its product, if it is at hand.
    let productFile: Verified<ProductFile>?
    /// The customer's name, if it is known.
    let customer: String?
    /// The groups that are read aloud instead, if there are such, for the page.
    package var phoneCode: [String]?

    /// A document of which no more is known than its bytes.
    ///
    /// - Parameters:
    ///   - kind: what the bytes are.
    ///   - bytes: the document.
    ///   - title: what it is, for people.
    ///   - contact: the vendor's, for a request; its portal is taken if codes can lead to it.
    package init(kind: DocumentKind, bytes: [UInt8], title: String, contact: Contact? = nil) {
        self.init(kind, bytes, title, contact, document: nil, productFile: nil, customer: nil)
    }

    private init(
        _ kind: DocumentKind, _ bytes: [UInt8], _ title: String, _ contact: Contact?, document: AnyDocument?,
        productFile: Verified<ProductFile>?, customer: String?
    ) {
        form = TextForm(kind: kind.letter, bytes: bytes)
        self.title = title
        portal = kind == .request ? contact?.portal.flatMap { Portal($0) } : nil
        (self.document, self.productFile, self.customer) = (document, productFile, customer)
    }

    /// A document, and what is known beside it.
    ///
    /// - Parameters:
    ///   - document: what was read.
    ///   - productFile: the product file of its product, if it is at hand: it knows the product's name.
    ///   - customer: the customer's name, if it is known.
    package init(
        _ document: AnyDocument, productFile: Verified<ProductFile>?, customer: String? = nil
    ) {
        let file = productFile?.body
        let title: String
        switch document {
        case .product(let file):
            title = "Product file of \(file.unverifiedBody.name), version \(file.unverifiedBody.version)"
        case .request(let request):
            title = Self.title(of: request.unverifiedBody, file)
        case .license(let license):
            let body = license.unverifiedBody
            title = "License \(body.id) for \(file?.name ?? body.product.text)"
        case .correction(let correction):
            title = "Time correction for \(file?.name ?? correction.unverifiedBody.product.text)"
        }
        self.init(
            document.kind, document.encoded, title, file?.contact, document: document,
            productFile: productFile,
            customer: customer)
    }

    /// What a request is called above its code.
    package static func title(of request: Request, _ productFile: ProductFile?) -> String {
        let name = productFile?.name ?? request.product.text
        let label = request.kind.label
        return request.kind == .activation
            ? "Request for \(name)" : "\(label.prefix(1).uppercased())\(label.dropFirst()) for \(name)"
    }

    /// What to do with the code, in a few words.
    var instruction: String {
        form.kind == .request ? "photograph it for the vendor, or scan it" : "scan it at the machine"
    }
}

extension DocumentKind {
    /// The letter of the text form.
    fileprivate var letter: TextKind {
        switch self {
        case .product: .product
        case .request: .request
        case .license: .license
        case .correction: .correction
        }
    }
}
