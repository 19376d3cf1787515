import Activation
import COSE
import Cryptography
import Fingerprint
import Ledger
import Refusals

/// The next product file, but for the root key.
struct ProductFileDraft {
    private let product: ProductRecord
    private let id: ProductID
    private let salt: FingerprintSalt
    private let policy: FingerprintPolicy
    private let clockTolerance: ClockTolerance
    private let features: FeatureCatalogue
    private let issuingKeys: [IssuingKey]
    private let version: UInt32
    private let issuedAt: UnixTime

    init(
        _ product: ProductRecord, id: ProductID, features: FeatureCatalogue, issuingKeys: [IssuingKey],
        version: UInt32, issuedAt: UnixTime
    ) throws(Refusal) {
        guard let salt = try? FingerprintSalt(product.salt) else {
            throw Refusal(.vaultDamaged, "The salt of the product '\(id)' is damaged.")
        }
        self.product = product
        self.id = id
        self.salt = salt
        policy = try FingerprintPolicy(product.policy)
        clockTolerance = try ClockTolerance(product.policy)
        self.features = features
        self.issuingKeys = issuingKeys
        self.version = version
        self.issuedAt = issuedAt
    }

    func productFile(rootKey: PublicKey) -> ProductFile {
        productFile(rootKey: rootKey, version: version, issuedAt: issuedAt)
    }

    /// - Throws: `vault.damaged` where something is otherwise than in the last product file that must never be.
    func requireSuccessor(of last: LastSigned) throws(Refusal) {
        try last.requireSalt(product)
        try last.requireFeatures(features)
        try last.requireIssuingKeys(issuingKeys)
    }

    /// Whether a file of the same version and time would be the very same.
    func says(theSameAs file: ProductFile) -> Bool {
        productFile(rootKey: file.rootKey, version: file.version, issuedAt: file.issuedAt) == file
    }

    private func productFile(rootKey: PublicKey, version: UInt32, issuedAt: UnixTime) -> ProductFile {
        ProductFile(
            vendor: product.vendor, product: id, issuedAt: issuedAt, version: version, name: product.name,
            rootKey: rootKey, salt: salt, fingerprintPolicy: policy, clockTolerance: clockTolerance,
            issuingKeys: issuingKeys,
            features: features,
            contact: Contact(
                phone: product.phone, email: product.email, portal: product.portal, help: product.help))
    }
}

extension LedgerReader {
    /// The latest product file, its signature checked; nil if none was ever made.
    ///
    /// - Parameter rootKey: the vault's root key, which an open vault knows; without it, the file's own word is
    ///   taken, which is enough to show things and never enough to hand a file out.
    /// - Throws: `vault.damaged`.
    package func productFileInForce(
        _ id: ProductID, trusting rootKey: PublicKey? = nil
    ) throws(Refusal) -> Verified<ProductFile>? {
        guard let record = try latestProductFile(ofProduct: id.text) else { return nil }
        do throws(Refusal) {
            let file = try Unverified<ProductFile>(encoded: record.bytes)
            return try file.verified(trusting: rootKey ?? file.unverifiedBody.rootKey)
        } catch {
            throw Refusal(
                .vaultDamaged, "The product file of '\(id)' in the ledger is damaged: \(error.sentence)")
        }
    }

    func productFileDraft(
        _ id: ProductID, keys: VaultKeys, at now: UnixTime
    ) throws(Refusal) -> ProductFileDraft {
        guard let product = try product(id.text) else {
            throw Vault.unknown(id)
        }
        let next = try nextProductFileVersion(ofProduct: id.text)
        return try ProductFileDraft(
            product, id: id, features: try catalogue(of: id),
            // Only keys that this vault sealed itself are vouched for by the root key.
            issuingKeys: try signingKeys().map { (record) throws(Refusal) in
                _ = try SealedIssuingKey.open(record, with: keys)
                return try IssuingKey(record)
            },
            version: UInt32(clamping: next), issuedAt: now)
    }

    /// The features of a product.
    ///
    /// - Throws: `vault.damaged`.
    package func catalogue(of id: ProductID) throws(Refusal) -> FeatureCatalogue {
        var names: [FeatureCatalogue.Number: String] = [:]
        for feature in try features(ofProduct: id.text) {
            names[FeatureCatalogue.Number(clamping: feature.number)] = feature.name
        }
        guard let catalogue = FeatureCatalogue(names: names) else {
            throw Refusal(.vaultDamaged, "The features of '\(id)' in the ledger are damaged.")
        }
        return catalogue
    }
}

extension IssuingKey {
    init(_ record: SigningKeyRecord) throws(Refusal) {
        guard let key = try? PublicKey(record.publicKey), KeyIdentifier(of: key).bytes == record.kid else {
            throw Refusal(.vaultDamaged, "An issuing key in the ledger is damaged.")
        }
        self.init(
            publicKey: key, notBefore: UnixTime(rawValue: record.notBefore).day,
            notAfter: record.notAfter.map { UnixTime(rawValue: $0).day },
            withdrawnFrom: record.withdrawnSince.map { UnixTime(rawValue: $0).day })
    }
}
