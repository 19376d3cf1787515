import Activation
import COSE
import Cryptography
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

/// An application that ships its product file and has the root key built in.
@Suite("An application's own product")
struct PinnedProductTests {
    private let site: Site
    private let shipped: Verified<ProductFile>

    init() throws {
        site = try Site()
        shipped = try site.vendor.productFile()
    }

    private func install(_ license: Verified<License>) throws -> InstallOutcome {
        try site.folder.install(
            license.unverified, trusting: .shipped(shipped), machine: Machine(site.machine),
            random: SystemRandom())
    }

    @Test func `Is licensed with its own file, and with nothing in the state folder before`() throws {
        let request = try site.folder.makeRequest(
            trusting: .shipped(shipped), key: site.vendor.activationKey, forUser: false,
            machine: Machine(site.machine),
            random: SystemRandom()
        ).request
        guard case .installed(_, let verdict) = try install(site.vendor.license(for: request)) else {
            Issue.record("not installed")
            return
        }
        #expect(verdict.isLicensed)
    }

    @Test func `Asks again without the activation key, and takes in what comes back`() throws {
        let machine = Machine(site.machine)
        let request = try site.folder.makeRequest(
            trusting: .shipped(shipped), key: site.vendor.activationKey, forUser: false, machine: machine,
            random: SystemRandom()
        ).request
        _ = try install(site.vendor.license(for: request))
        let renewal = try site.folder.makeRenewalRequest(
            trusting: .shipped(shipped), machine: machine, random: SystemRandom()
        ).request
        guard case .installed = try install(site.vendor.license(for: renewal, issuedOn: "2026-11-24")) else {
            Issue.record("not installed")
            return
        }
        let time = try site.folder.makeTimeRequest(
            trusting: .shipped(shipped), machine: machine, random: SystemRandom()
        ).request
        let correction = try site.vendor.correction(for: time, at: SimulatedMachine.noon)
        guard
            case .timeCorrected = try site.folder.install(
                correction.unverified, trusting: .shipped(shipped), machine: machine)
        else {
            Issue.record("not corrected")
            return
        }
    }

    @Test func `Is not opened by what another vendor put into the state folder`() throws {
        let stranger = try SimulatedVendor(2)
        let request = try site.request(with: stranger.productFile())
        let license = try stranger.license(for: request)
        #expect(refusal { _ = try install(license) }?.code == .productRootUnknown)
    }

    @Test func `Takes the newer of the shipped file and the one in use`() throws {
        let newer = try site.vendor.productFile(version: 2)
        _ = try site.folder.install(newer.unverified, rootKey: nil)
        let made = try site.folder.makeRequest(
            trusting: .shipped(shipped), key: site.vendor.activationKey, forUser: false,
            machine: Machine(site.machine),
            random: SystemRandom())
        #expect(made.productFile == newer)
    }

    @Test func `Of two files of one version, the one that is installed stays`() throws {
        let installed = try site.vendor.productFile(
            issuingKeys: [site.vendor.listedKey(withdrawnFrom: "2027-01-01")])
        _ = try site.folder.install(installed.unverified, rootKey: nil)
        #expect(shipped.body.version == installed.body.version && shipped != installed)
        let made = try site.folder.makeRequest(
            trusting: .shipped(shipped), key: site.vendor.activationKey, forUser: false,
            machine: Machine(site.machine),
            random: SystemRandom())
        #expect(made.productFile == installed)
        let state = try #require(try site.folder.product(Site.product))
        #expect(try state.productFile() == installed)
        #expect(try state.productFile(orShipped: shipped) == installed)
    }

    @Test func `Keeps its salt: a newer file that ships with another one is refused`() throws {
        _ = try site.folder.install(shipped.unverified, rootKey: nil)
        let salted = try self.salted()
        let found = refusal {
            try site.folder.makeRequest(
                trusting: .shipped(salted), key: site.vendor.activationKey, forUser: false,
                machine: Machine(site.machine), random: SystemRandom())
        }
        #expect(found?.code == .productSaltChanged)
        let state = try #require(try site.folder.product(Site.product))
        #expect(try state.productFile() == shipped)
        #expect(try site.keptRequests() == [])
    }

    @Test func `Keeps its salt: a file that would digest the machine anew is refused`() throws {
        _ = try site.request()
        let salted = try salted()
        #expect(
            refusal { _ = try site.folder.install(salted.unverified, rootKey: nil) }?.code
                == .productSaltChanged)
    }

    private func salted() throws -> Verified<ProductFile> {
        let body = shipped.body
        return try Verified(
            signing: ProductFile(
                vendor: body.vendor, product: body.product, issuedAt: body.issuedAt, version: 2,
                name: body.name, rootKey: body.rootKey,
                salt: FingerprintSalt(uncheckedBytes: [UInt8](repeating: 9, count: 16)),
                issuingKeys: body.issuingKeys, features: body.features, contact: body.contact),
            key: site.vendor.rootKey,
            keyIdentifier: KeyIdentifier(of: site.vendor.rootKey.publicKey))
    }

    @Test func `Keeps its root key where the product file was lost and a license is there`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        site.temporary.remove(site.file("product"))
        let state = try #require(try site.folder.product(Site.product))
        #expect(refusal { try state.productFileInUse() }?.code == .stateDamaged)
        let stranger = try SimulatedVendor(2).productFile()
        #expect(
            refusal { _ = try site.folder.install(stranger.unverified, rootKey: nil) }?.code
                == .productRootUnknown)
        _ = try site.folder.install(shipped.unverified, rootKey: nil)
        #expect(try site.verdict().isLicensed)
    }

    @Test func `Does not take the file of another product in its place for its own`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        let other = try site.vendor.productFile(product: SimulatedVendor.product("crane-planner"))
        try site.temporary.write(
            Armour(kind: .product, bytes: other.encoded).text, to: site.file("product"))
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
        #expect(refusal { try site.folder.product(Site.product)?.productFile() }?.code == .stateDamaged)
    }

    @Test func `Keeps its root key even from a stranger whose key has the name of one that signed`() throws {
        let license = try site.vendor.license(for: site.request())
        _ = try site.install(license)
        let stranger = try SimulatedVendor(2)
        // Names are short, so one may be found that fits; the signature does not.
        let named = try Verified(
            signing: license.body, key: site.vendor.issuingKey,
            keyIdentifier: KeyIdentifier(of: stranger.issuingKey.publicKey))
        try site.temporary.write(
            Armour(kind: .license, bytes: named.encoded).text, to: site.file("license"))
        site.temporary.remove(site.file("product"))
        #expect(
            refusal { try site.folder.install(stranger.productFile().unverified, rootKey: nil) }?.code
                == .productRootUnknown)
        #expect(try site.folder.product(Site.product)?.productFile() == nil)
    }
}
