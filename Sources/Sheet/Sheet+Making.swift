import Activation

extension Sheet {
    /// The sheet of a document.
    ///
    /// - Parameters:
    ///   - document: the document. Its signature is not checked here; that is said in the facts.
    ///   - facts: all that the document carries, in words.
    ///   - codes: the document as codes, at least one.
    ///   - typing: the document's text form; nil where nobody should have to type it.
    ///   - occasion: what is known beside the document.
    package init(
        of document: AnyDocument, facts: [Field], codes: [SheetCode], typing: Typing?,
        on occasion: SheetOccasion
    ) {
        let file = occasion.productFile ?? document.productFile
        let name = file?.name ?? document.product.text
        let words = SheetWords(
            for: document, productName: name, vendor: file?.vendor, isSeries: codes.count > 1,
            commands: occasion.commands)
        title = words.title
        lead = words.lead
        product = SheetText.clean(name)
        vendor = file.map { SheetText.clean($0.vendor) }
        subject = Self.subject(of: document, customer: occasion.customer, file)
        self.codes = codes
        let shown = document.kind == .product ? facts.map { $0.shortened(occasion.commands.inspect) } : facts
        self.facts = shown
        factsTitle = shown == facts ? "All that the code says" : "What the code says, shortened"
        absent = words.absent
        self.typing = typing
        phoneCode = occasion.phoneCode?.map { SheetText.clean($0) }
        phoneNote = words.phoneNote
        phoneCommand = occasion.commands.installTold
        contact = Self.ways(file?.contact ?? Contact())
        stepsTitle = words.stepsTitle
        steps = words.steps
        signatures = words.signatures
        madeAt = occasion.madeAt
        let time = occasion.madeAt.description
        maker = SheetText.clean(
            "Made by \(occasion.program), \(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC")
    }

    private static func subject(
        of document: AnyDocument, customer: String?, _ file: ProductFile?
    ) -> [Field] {
        let known = [customer.map { Field(label: "Customer", value: $0) }].compactMap { $0 }
        let blank = [Field(label: "Customer", value: nil)]
        let reference = [Field(label: "Your reference", value: nil)]
        switch document {
        case .request(let request):
            return [Field(label: "License", value: request.unverifiedBody.license.description)]
                + (known.isEmpty ? blank : known) + reference
        case .license(let license):
            let id = Field(label: "License", value: license.unverifiedBody.id.description)
            return [id] + bought(license.unverifiedBody, file) + (known.isEmpty ? blank : known) + reference
        case .correction: return (known.isEmpty ? blank : known) + reference
        case .product(let file):
            return [Field(label: "Version", value: "\(file.unverifiedBody.version)")] + reference
        }
    }

    /// The features that the customer bought. A long list is cut; the facts have all of it.
    private static func bought(_ license: License, _ file: ProductFile?) -> [Field] {
        let catalogue = file?.features ?? .empty
        let names = SheetText.clean(
            license.features.map(catalogue.name).joined(separator: ", "), limit: mostOfFeatures)
        return names.isEmpty ? [] : [Field(label: "Features", value: names)]
    }

    private static let mostOfFeatures = 120

    private static func ways(_ contact: Contact) -> [Field] {
        [("Call", contact.phone), ("Write to", contact.email), ("Visit", contact.portal)].compactMap {
            label, way in
            way.map { Field(label: label, value: $0) }
        }
    }
}

extension Sheet.Field {
    /// A product file may list more than a page has room for.
    private static let most = 600

    /// - Parameter command: shows all of it.
    fileprivate func shortened(_ command: String) -> Sheet.Field {
        guard let value, value.unicodeScalars.count > Self.most else { return self }
        let beginning = String(String.UnicodeScalarView(value.unicodeScalars.prefix(Self.most)))
        return Sheet.Field(label: label, value: "\(beginning)… (in full: \(command))")
    }
}

extension AnyDocument {
    /// What a product file says of itself.
    fileprivate var productFile: ProductFile? {
        guard case .product(let file) = self else { return nil }
        return file.unverifiedBody
    }
}
