import Activation
import Cryptography
import Fingerprint
import Ledger
import Refusals

/// What the product file that was signed last says, and what must never be otherwise in a later one: somebody who can write
/// the ledger's file could change it in the tables, and have the root key sign it.
struct LastSigned {
    private let file: ProductFile

    /// - Parameter file: the last one, its signature checked with the root key that the passphrase authenticates.
    init(_ file: Verified<ProductFile>) { self.file = file.body }

    /// A product keeps its salt: with a second one, a component would show sixteen more bits.
    ///
    /// - Throws: `vault.damaged`.
    func requireSalt(_ product: ProductRecord) throws(Refusal) {
        guard product.salt == file.salt.bytes else { throw changed("the salt is another one") }
    }

    /// A feature keeps its number: licenses name features by their numbers.
    ///
    /// - Throws: `vault.damaged`.
    func requireFeatures(_ catalogue: FeatureCatalogue) throws(Refusal) {
        for (number, name) in file.features.names.sorted(by: { $0.key < $1.key })
        where catalogue.names[number] != name {
            throw changed(
                "feature \(number) is \(catalogue.names[number].map { "'\($0)'" } ?? "missing"), not '\(name)'"
            )
        }
    }

    /// An issuing key stays in the product file, and one that was withdrawn stays withdrawn, from the same day or an
    /// earlier one.
    ///
    /// - Throws: `vault.damaged`.
    func requireIssuingKeys(_ keys: [IssuingKey]) throws(Refusal) {
        for before in file.issuingKeys {
            guard let now = keys.first(where: { $0.publicKey == before.publicKey }) else {
                throw changed("issuing key \(before.identifier.hexadecimal) is missing")
            }
            guard let day = before.withdrawnFrom else { continue }
            guard let today = now.withdrawnFrom, today <= day else {
                throw changed(
                    "issuing key \(before.identifier.hexadecimal) is no longer withdrawn from \(day) on")
            }
        }
    }

    private func changed(_ what: String) -> Refusal {
        Refusal(
            .vaultDamaged,
            "The ledger does not agree with version \(file.version) of the product file of '\(file.product)': \(what). "
                + "It was changed outside this program.",
            remedy: "Find out who can write to the ledger, and restore it from a backup. Nothing was changed."
        )
    }
}

extension LedgerReader {
    /// The features of a product, none of which is another one than in the product file that was signed last.
    ///
    /// - Parameter rootKey: the vault's.
    /// - Throws: `vault.damaged`.
    func catalogue(of id: ProductID, asSignedBy rootKey: PublicKey) throws(Refusal) -> FeatureCatalogue {
        let catalogue = try catalogue(of: id)
        if let last = try productFileInForce(id, trusting: rootKey) {
            try LastSigned(last).requireFeatures(catalogue)
        }
        return catalogue
    }
}
