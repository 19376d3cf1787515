import CommandSupport
import Refusals

/// What `status` says: one part a product.
struct StatusReport: Report {
    let licensed: Bool
    let products: [ProductStatus]
    /// Where was looked.
    let folder: String

    /// Yes, no, or why it cannot be said.
    var status: ExitStatus { products.compactMap(\.failure).first ?? (licensed ? .success : .no) }

    private enum CodingKeys: String, CodingKey {
        case licensed, products, folder
    }

    init(_ products: [ProductStatus], in folder: String) {
        self.products = products
        self.folder = folder
        licensed = !products.isEmpty && products.allSatisfy(\.licensed)
    }

    func render(into text: inout TextReport) {
        guard products.isEmpty else {
            for product in products { product.render(into: &text) }
            return
        }
        text.paragraph("The state folder '\(folder)' has no license, and no request was made yet.", .caution)
        text.paragraph("To make a request:")
        text.command(text.next.client(RequestCommand.first))
    }
}
