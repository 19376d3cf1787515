import Activation
import Cryptography
import Fingerprint
import GRDB
import Issuing
import Ledger
import Refusals
import Simulation
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let time = Mutex(SimulatedMachine.noon)

    var now: UnixTime { time.withLock { $0 } }

    func set(_ moment: UnixTime) { time.withLock { $0 = moment } }

    func advance(days: Int) { time.withLock { $0 = $0.adding(days: days) } }
}

/// A vendor with a vault of his own, one product, and a clock.
struct Vendor {
    let temporary: TemporaryFolder
    let clock = TestClock()
    let vault: Vault
    let rootKey: PublicKey
    let surroundings: Surroundings

    static let product = SimulatedVendor.product
    /// The cheapest that the format allows, so that the tests do not wait for it.
    static func cost() throws -> PassphraseCost { try PassphraseCost(passes: 1, memoryKibibytes: 8 << 10) }

    init(rootPassphrase: String = "correct horse battery") throws {
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

    static func make(
        at path: String, rootPassphrase: String = "correct horse battery", in surroundings: Surroundings
    ) throws -> (vault: Vault, rootKey: PublicKey) {
        try Vault.make(
            at: path,
            Vault.Making(
                passphrase: secret("correct horse battery"), rootPassphrase: secret(rootPassphrase),
                cost: cost()),
            in: surroundings)
    }

    static func secret(_ text: String) throws -> SecretBytes {
        var bytes = Array(text.utf8)
        return try SecretBytes(taking: &bytes)
    }

    /// The product file as it is given out now.
    func productFile(_ product: ProductID = Vendor.product) throws -> Verified<ProductFile> {
        try vault.exportProductFile(product, signingWith: rootKeySource(), in: surroundings)
    }

    func rootKeySource(path: String? = nil, passphrase: String = "correct horse battery") -> RootKeySource {
        RootKeySource(path: path) { (wrong) throws(Refusal) in
            guard wrong == 0 else { throw Refusal(.passphraseWrong) }
            do {
                return try Self.secret(passphrase)
            } catch {
                throw Refusal(.internalInconsistency)
            }
        }
    }

    func sell(
        _ term: Vault.Term = .perpetual, binding: Activation.LicenseBinding = .machine, seats: Int = 1,
        features: [String] = [], product: ProductID = Vendor.product
    ) throws -> (id: LicenseID, key: ActivationKey) {
        try vault.add(
            Vault.NewLicense(
                product: product, customer: "Nordic Yard", term: term, binding: binding, seats: seats,
                features: features, maintenanceUntil: nil),
            in: surroundings)
    }

    func answer(_ requests: [Verified<Request>]) throws -> [Answer] {
        try vault.desk(in: surroundings).answer(
            requests.enumerated().map { index, request in
                IncomingRequest(name: "request \(index)", bytes: request.encoded, carrier: .file)
            })
    }

    func answer(_ request: Verified<Request>) throws -> Answer {
        guard let answer = try answer([request]).first else { throw Refusal(.internalInconsistency) }
        return answer
    }

    func seatsInUse(_ id: LicenseID) throws -> Int64? {
        try vault.ledger.read { (ledger) throws(Refusal) in try ledger.license(id.bytes)?.seatsInUse }
    }

    /// What somebody with the file and SQLite could do to it.
    func tamper(_ statements: String...) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: temporary("vault/ledger.sqlite"), configuration: configuration)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA ignore_check_constraints = 1")
            for statement in statements { try database.execute(sql: statement) }
        }
        try queue.close()
    }
}

extension SimulatedMachine {
    /// A request of this machine; its parts may be other than right.
    func request(
        with file: Verified<ProductFile>, key: ActivationKey, forUser: Bool = false,
        product: ProductID? = nil,
        license: LicenseID? = nil, device: UInt8 = 7
    ) throws -> Verified<Request> {
        let device = try SimulatedVendor.signingKey(device)
        let product = product ?? file.body.product
        let found = components + (forUser ? [user] : [])
        var body = try Request(
            product: product, madeAt: now, nonce: .random(from: SystemRandom()),
            deviceKey: device.publicKey, provenBy: key,
            productFileVersion: file.body.version,
            fingerprint: try Fingerprint(of: found, salt: file.body.salt, environment: environment))
        if let license {
            body = Request(
                product: product, madeAt: body.madeAt, nonce: body.nonce, deviceKey: body.deviceKey,
                purpose: body.purpose, license: license,
                productFileVersion: body.productFileVersion, fingerprint: body.fingerprint)
        }
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}

extension SimulatedMachine {
    /// A request that a device key vouches for.
    func vouchedRequest(
        with file: Verified<ProductFile>, for purpose: Request.Purpose, license: LicenseID,
        forUser: Bool = false, product: ProductID? = nil, device: UInt8 = 7
    ) throws -> Verified<Request> {
        let device = try SimulatedVendor.signingKey(device)
        let body = Request(
            product: product ?? file.body.product, madeAt: now, nonce: .random(from: SystemRandom()),
            deviceKey: device.publicKey, purpose: purpose, license: license,
            productFileVersion: file.body.version,
            fingerprint: try Fingerprint(
                of: components + (forUser ? [user] : []), salt: file.body.salt, environment: environment))
        return try Verified(signing: body, key: device, keyIdentifier: nil)
    }
}

extension Answer {
    /// Its name, for comparing: `granted`, `repeated` or the refusal's code.
    var name: String {
        switch self {
        case .granted: "granted"
        case .repeated: "repeated"
        case .corrected(let correction): correction.isRepeated ? "corrected before" : "corrected"
        case .refused(let refusal): refusal.code.rawValue
        }
    }
}
