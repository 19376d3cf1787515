import CommandSupport

/// What a product has once it or its features were added.
struct ProductAddReport: Report {
    let product: String
    let features: [String]

    func render(into text: inout TextReport) {
        text.field("product", product, .good)
        text.field("features", features.isEmpty ? "none" : features.joined(separator: ", "))
        text.blankLine()
        text.paragraph("To make its product file:")
        text.command(text.next.responder("product export \(product) --out \(product).product"))
    }
}
