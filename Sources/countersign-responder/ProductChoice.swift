import Activation
import CommandSupport
import Cryptography
import DurableFiles
import Issuing
import Ledger
import Refusals

/// The product that `--product` names, by its id or by its product file.
struct ProductChoice {
    /// What was given.
    let text: String

    /// The product, of those in a ledger; one that the ledger does not have is for the command to refuse.
    ///
    /// - Parameter rootKey: this vault's, where the vault is open; else that of the product file in force.
    /// - Throws: `product.root-unknown` for a file of another root key, because another vendor's product may have the same
    ///   id; `usage.invalid` for what can be neither; what reading the file and the ledger throws.
    func id(
        in ledger: LedgerDatabase, rootKey: PublicKey? = nil, _ context: CommandContext
    ) throws(Refusal) -> ProductID {
        let name = try ProductName(text, prefersFile: false) { (id) throws(Refusal) in
            try ledger.read { (reader) throws(Refusal) in try reader.product(id.text) != nil }
        }
        switch name {
        case .id(let id): return id
        case .file(let path):
            // What is no file, and does not look like the path of one, was meant as an id.
            guard try Self.isFile(path) else { return try OptionText.productID(path) }
            let file = try context.readProductFile(path).body
            let inForce = try ledger.read { (reader) throws(Refusal) in
                try reader.productFileInForce(file.product)
            }
            guard let own = rootKey ?? inForce?.body.rootKey, own != file.rootKey else { return file.product }
            throw Refusal(
                .productRootUnknown, "\(path) is a product file of '\(file.product)', but not this vault's.",
                remedy: "Name this vault's product by its id.")
        }
    }

    private static func isFile(_ path: String) throws(Refusal) -> Bool {
        if path == "-" || path.contains("/") { return true }
        return try fileKind(at: path) != nil
    }
}
