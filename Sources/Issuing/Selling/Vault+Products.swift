import Activation
import COSE
import Cryptography
import Fingerprint
import Ledger
import Refusals

extension Vault {
    /// What a new product is.
    package struct NewProduct: Sendable {
        /// 1 to 23 characters; no other product of the vault has it.
        package let id: ProductID
        /// Its name for people.
        package let name: String
        /// The vendor's name for people.
        package let vendor: String
        /// The names of its features, in the order of their numbers, from 0.
        package let features: [String]
        /// Where sites reach the vendor.
        package let contact: Contact
        /// How strictly it is bound to its machines.
        package let policy: PolicyChange

        /// What is to be added; it is checked when it is added, not here.
        package init(
            id: ProductID, name: String, vendor: String, features: [String], contact: Contact,
            policy: PolicyChange = PolicyChange()
        ) {
            self.id = id
            self.name = name
            self.vendor = vendor
            self.features = features.withoutRepetitions
            self.contact = contact
            self.policy = policy
        }
    }

    /// Adds a product, with a salt of its own.
    ///
    /// - Throws: `product.exists`, and `usage.invalid` for a name or a number that the format does not allow.
    package func add(_ product: NewProduct, in surroundings: Surroundings) throws(Refusal) {
        try product.check()
        let salt = FingerprintSalt(uncheckedBytes: surroundings.random.bytes(count: FingerprintSalt.size))
        let policy = product.policy.applied(to: .standard)
        try ledger.write { (writer) throws(Refusal) in
            try writer.addProduct(
                ProductRecord(
                    id: product.id.text, name: product.name, vendor: product.vendor, salt: salt.bytes,
                    phone: product.contact.phone, email: product.contact.email,
                    portal: product.contact.portal, help: product.contact.help, policy: policy,
                    createdAt: surroundings.now().rawValue), features: product.features)
            try writer.appendAudit(
                entry(
                    .productAdded, of: .other(product.id.text),
                    detail: LoggedPolicy(policy).detail(after: product.features.joined(separator: ",")),
                    in: surroundings))
        }
    }

    /// Adds features to a product's catalogue. A feature keeps its number for ever, and none is taken away. The
    /// sites learn of it from the next product file.
    ///
    /// - Returns: the catalogue's names, in the order of their numbers.
    /// - Throws: `product.unknown`, `usage.invalid`; `vault.damaged` if a feature is another one than in the last product
    ///   file.
    package func addFeatures(
        _ names: [String], to id: ProductID, in surroundings: Surroundings
    ) throws(Refusal) -> [String] {
        let names = names.withoutRepetitions
        for name in names { try NewProduct.check(feature: name) }
        return try ledger.write { (writer) throws(Refusal) in
            guard try writer.product(id.text) != nil else {
                throw Vault.unknown(id)
            }
            _ = try writer.catalogue(of: id, asSignedBy: rootKey)
            try writer.addFeatures(names, toProduct: id.text)
            let all = try writer.features(ofProduct: id.text).map(\.name)
            try NewProduct.check(featureCount: all.count)
            try writer.appendAudit(
                entry(
                    .featuresAdded, of: .other(id.text), detail: names.joined(separator: ","),
                    in: surroundings)
            )
            return all
        }
    }

    /// The product file as it should be given out now. If nothing has changed since the last one, it is that
    /// one, byte for byte, and the root key is not asked for; else a new version is signed.
    ///
    /// - Throws: `product.unknown`, `vault.root-key-away`, `passphrase.wrong`, `product.root-unknown` if the
    ///   root key that was brought did not sign the versions before; `vault.damaged` if the salt, a feature's number or an
    ///   issuing key is otherwise than in the last version.
    package func exportProductFile(
        _ id: ProductID, signingWith source: RootKeySource, in surroundings: Surroundings
    ) throws(Refusal) -> Verified<ProductFile> {
        let latest = try ledger.read { (reader) throws(Refusal) in
            try reader.productFileInForce(id, trusting: rootKey)
        }
        let draft = try ledger.read { (reader) throws(Refusal) in
            try reader.productFileDraft(id, keys: keys, at: surroundings.now())
        }
        if let latest {
            try draft.requireSuccessor(of: LastSigned(latest))
            if draft.says(theSameAs: latest.body), try isLogCertified() { return latest }
        }

        let key = try source.key(in: folder)
        guard key.publicKey == rootKey else {
            throw Refusal(
                .productRootUnknown,
                "This is not the root key that signs this vault's product files.",
                remedy: "Use the root key that 'init' made for this vault.")
        }
        try certifyAuditKey(with: key, in: surroundings)
        if let latest, draft.says(theSameAs: latest.body) { return latest }
        let file = try Verified(
            signing: draft.productFile(rootKey: key.publicKey), key: key,
            keyIdentifier: KeyIdentifier(of: key.publicKey))
        try ledger.write { (writer) throws(Refusal) in
            // Somebody else may have signed this very version since the draft was made.
            guard try writer.nextProductFileVersion(ofProduct: id.text) == Int64(file.body.version) else {
                throw Refusal(.vaultBusy, "Another process exported '\(id)' at the same time.")
            }
            try writer.addProductFile(
                ProductFileRecord(
                    productID: id.text, version: Int64(file.body.version), bytes: file.encoded,
                    createdAt: surroundings.now().rawValue))
            try writer.appendAudit(
                entry(
                    .productFileSigned, of: .other(id.text), detail: "version \(file.body.version)",
                    in: surroundings)
            )
        }
        return file
    }
}

extension Vault {
    /// Whether the root key vouches for the key that signs the log. That of a ledger that was brought over waits for it.
    private func isLogCertified() throws(Refusal) -> Bool {
        try ledger.read { (reader) throws(Refusal) in
            try reader.auditKeys().allSatisfy { $0.certificate != nil }
        }
    }

    /// Has the root key vouch for an audit key that it does not vouch for yet.
    private func certifyAuditKey(
        with rootKey: SigningKey, in surroundings: Surroundings
    ) throws(Refusal) {
        guard try !isLogCertified() else { return }
        try ledger.write { (writer) throws(Refusal) in
            for record in try writer.auditKeys() where record.certificate == nil {
                let event = try writer.eventNumber()
                try writer.setAuditKey(
                    SealedAuditKey.certified(
                        record, by: rootKey, event: event, keys: keys, random: surroundings.random))
                try writer.appendAudit(
                    entry(
                        .auditKeyCertified, of: .other(KeyIdentifier(of: rootKey.publicKey).hexadecimal),
                        detail: "audit key \(Hexadecimal.encode(record.publicKey.prefix(8)))",
                        in: surroundings))
            }
        }
    }

    static func unknown(_ product: ProductID) -> Refusal {
        Refusal(
            .productUnknown, "The vault has no product '\(product)'.")
    }
}

extension [String] {
    /// Each name once, where it came first.
    var withoutRepetitions: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Vault.NewProduct {
    fileprivate func check() throws(Refusal) {
        try Self.check(texts: [name, vendor, contact.phone, contact.email, contact.portal, contact.help])
        for feature in features { try Self.check(feature: feature) }
        try Self.check(featureCount: features.count)
        try policy.check()
    }

    static func check(texts: [String?]) throws(Refusal) {
        for case let text? in texts where !DisplayText.isAcceptable(text) {
            throw Refusal(
                .usageInvalid, "A name or address must have 1 to 128 bytes and no control characters.",
                remedy: "Shorten it, or leave out the unusual characters.")
        }
    }

    fileprivate static func check(feature: String) throws(Refusal) {
        guard FeatureCatalogue.isAcceptable(feature) else {
            throw Refusal(
                .usageInvalid, "'\(feature)' cannot be a feature's name.",
                remedy: "Use 1 to 32 of a to z, 0 to 9, '.', '_' and '-', beginning with a letter or a digit."
            )
        }
    }

    fileprivate static func check(featureCount count: Int) throws(Refusal) {
        guard count <= 256 else {
            throw Refusal(.usageInvalid, "A product has at most 256 features.", remedy: "Use fewer.")
        }
    }
}
