import Activation
import Cryptography
import Fingerprint
import Issuing
import Ledger
import Refusals
import Simulation

/// A vendor with a vault of his own, one product, and a clock.
package struct Vendor {
    /// Where the vault is.
    package let temporary: TemporaryFolder
    /// What time it is for him.
    package let clock = TestClock()
    /// His vault, open.
    package let vault: Vault
    /// The public half of his root key.
    package let rootKey: PublicKey
    /// His clock, and who works at the desk.
    package let surroundings: Surroundings

    /// The product that he begins with.
    package static let product = SimulatedVendor.product
    /// The cheapest that the format allows, so that the tests do not wait for it.
    package static func cost() throws -> PassphraseCost {
        try PassphraseCost(passes: 1, memoryKibibytes: 8 << 10)
    }

    /// A vendor with a new vault, which has one product.
    package init(rootPassphrase: String = "correct horse battery") throws {
        temporary = try TemporaryFolder()
        let clock = clock
        surroundings = Surroundings(now: { clock.now }, actor: "desk@vendor", random: SystemRandom())
        (vault, rootKey) = try Self.make(
            at: temporary("vault"), rootPassphrase: rootPassphrase, in: surroundings)
        try vault.add(
            Vault.NewProduct(
                id: Self.product, name: "Hull Designer", vendor: "Nordwerft",
                features: ["cad", "nest", "stress"],
                contact: Contact()),
            in: surroundings)
    }

    /// A vault that is there already.
    ///
    /// - Parameters:
    ///   - folder: kept as long as the vendor is used.
    ///   - now: what time it is.
    package init(opening path: String, keptIn folder: TemporaryFolder, at now: UnixTime) throws {
        temporary = folder
        let clock = clock
        clock.set(now)
        surroundings = Surroundings(now: { clock.now }, actor: "desk@vendor", random: SystemRandom())
        vault = try LockedVault(opening: path).unlock(
            passphrase: Self.secret("correct horse battery"), in: surroundings)
        rootKey = vault.rootKey
    }

    /// A vault with the cheapest passphrase.
    package static func make(
        at path: String, rootPassphrase: String = "correct horse battery", in surroundings: Surroundings
    ) throws -> (vault: Vault, rootKey: PublicKey) {
        try Vault.make(
            at: path,
            Vault.Making(
                passphrase: secret("correct horse battery"), rootPassphrase: secret(rootPassphrase),
                cost: cost()),
            in: surroundings)
    }

    /// A passphrase.
    package static func secret(_ text: String) throws -> SecretBytes {
        var bytes = Array(text.utf8)
        return try SecretBytes(taking: &bytes)
    }

    /// The product file as it is given out now.
    package func productFile(_ product: ProductID = Vendor.product) throws -> Verified<ProductFile> {
        try vault.exportProductFile(product, signingWith: rootKeySource(), in: surroundings)
    }

    /// The root key as it lies in the vault.
    package func rootKeySource(path: String? = nil, passphrase: String = "correct horse battery")
        -> RootKeySource
    {
        RootKeySource(path: path) { (wrong) throws(Refusal) in
            guard wrong == 0 else { throw Refusal(.passphraseWrong) }
            do {
                return try Self.secret(passphrase)
            } catch {
                throw Refusal(.internalInconsistency)
            }
        }
    }

    /// Adds a license, and gives its activation key.
    package func sell(
        _ term: Vault.Term = .perpetual, binding: LicenseBinding = .machine, seats: Int = 1,
        features: [String] = [], product: ProductID = Vendor.product
    ) throws -> (id: LicenseID, key: ActivationKey) {
        try vault.add(
            Vault.NewLicense(
                product: product, customer: "Nordic Yard", term: term, binding: binding, seats: seats,
                features: features, maintenanceUntil: nil),
            in: surroundings)
    }

    /// Answers requests that came as files.
    package func answer(_ requests: [Verified<Request>]) throws -> [Answer] {
        try vault.desk(in: surroundings).answer(
            requests.enumerated().map { index, request in
                IncomingRequest(name: "request \(index)", bytes: request.encoded, carrier: .file)
            })
    }

    /// Answers one.
    package func answer(_ request: Verified<Request>) throws -> Answer {
        guard let answer = try answer([request]).first else { throw Refusal(.internalInconsistency) }
        return answer
    }

    /// How many seats of a license are in use.
    package func seatsInUse(_ id: LicenseID) throws -> Int64? {
        try vault.ledger.read { (ledger) throws(Refusal) in try ledger.license(id.bytes)?.seatsInUse }
    }
}
