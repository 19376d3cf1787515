import Activation
import Cryptography
import Refusals

/// Where it comes from which vendor is believed. A change of a product's state is made under one product file, and this
/// says which.
package enum Trust: Sendable {
    /// The product file in use here, and no other. A product that has none is unknown.
    case installed(ProductID)
    /// A file that somebody brought: it takes the place of an older one of the same root key. Where there is none yet,
    /// it is believed at first use; or only with this root key.
    case brought(Unverified<ProductFile>, rootKey: PublicKey?)
    /// The file that ships with an application, verified with the root key that is built into it: nothing that lies in
    /// the state folder can make it believe another key, or another product.
    case shipped(Verified<ProductFile>)

    /// The product that it is about.
    var product: ProductID {
        switch self {
        case .installed(let id): id
        case .brought(let file, _): file.unverifiedBody.product
        case .shipped(let file): file.body.product
        }
    }
}

extension StateFolder {
    /// Changes the state of a product, alone, under the product file that is believed; from now on that one is in use.
    ///
    /// - Parameter document: what the change is for, to be named where the product is unknown: "The license".
    /// - Throws: `state.missing`, `license.other-product`; the `product.` refusals; `state.busy`; what `body` throws.
    func change<Result>(
        trusting trust: Trust, for document: String,
        _ body: (ProductState, Verified<ProductFile>) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        switch trust {
        case .installed(let id):
            guard try product(id) != nil else { throw try unknownProduct(id, document) }
        case .brought(let file, _): try file.requireGenuine()
        case .shipped: break
        }
        return try change(trust.product) { (state) throws(Refusal) in
            try body(state, try state.productFile(trusting: trust))
        }
    }

    private func unknownProduct(_ id: ProductID, _ document: String) throws(Refusal) -> Refusal {
        let known = try products()
        guard !known.isEmpty else { return Refusal(.stateMissing) }
        let names = known.map { "'\($0)'" }.joined(separator: ", ")
        return Refusal(
            .licenseOtherProduct, "\(document) is for the product '\(id)'; this machine has \(names).")
    }
}

extension ProductState {
    /// The product file that is believed; it is in use from now on.
    fileprivate func productFile(trusting trust: Trust) throws(Refusal) -> Verified<ProductFile> {
        switch trust {
        case .installed:
            guard let file = try productFile() else { throw Refusal(.stateMissing) }
            return file
        case .brought(let file, let rootKey): return try accept(file, rootKey: rootKey)
        case .shipped(let file): return try adopt(file)
        }
    }
}
