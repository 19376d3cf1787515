import Activation
import Cryptography
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

@Suite("Making requests")
struct RequestTests {
    private let site: Site

    init() throws { site = try Site() }

    @Test func `Each is another one, of the same device key`() throws {
        let first = try site.request()
        let second = try site.request()
        #expect(first.body.nonce != second.body.nonce)
        #expect(first.body.deviceKey == second.body.deviceKey)
        #expect(try site.keptRequests().count == 2)
    }

    @Test func `The user is named only when asked for`() throws {
        #expect(try site.request().body.fingerprint.digests(of: .user).isEmpty)
        #expect(try site.request(forUser: true).body.fingerprint.digests(of: .user).count == 1)
    }

    @Test func `The user is never the component that is left out`() throws {
        var machine = site.machine
        machine.components += (0..<20).map { SimulatedMachine.component(.disk, "disk \($0)") }
        #expect(try site.request(on: machine, forUser: true).body.fingerprint.digests(of: .user).count == 1)
    }

    @Test func `No more than sixty-four are kept, and never without the one in use`() throws {
        let inUse = try site.request()
        _ = try site.install(site.vendor.license(for: inUse))
        var last = inUse
        for day in 1...70 { last = try site.request(on: site.machine.after(days: day)) }
        let kept = try site.keptRequests()
        #expect(kept.count == 64)
        for request in [inUse, last] {
            #expect(kept.contains("\(RequestDigest(of: request.unverified).hexadecimal).request"))
        }
        #expect(try site.verdict().isLicensed)
    }

    @Test func `A license for a request that was dropped is refused with the reason`() throws {
        let dropped = try site.request()
        for day in 1...64 { _ = try site.request(on: site.machine.after(days: day)) }
        #expect(try site.keptRequests().count == 64)
        let found = refusal { try site.install(site.vendor.license(for: dropped)) }
        #expect(found?.code == .licenseNotRequestedHere)
    }

    @Test func `Two products on one machine have nothing in common`() throws {
        let other = try site.vendor.productFile(product: SimulatedVendor.product("crane-planner"))
        let one = try site.request()
        let two = try site.request(with: other)
        #expect(one.body.deviceKey != two.body.deviceKey)
        #expect(try site.folder.products().map(\.text).sorted() == ["crane-planner", "hull-designer"])
    }
}

@Suite("The product file only goes forward")
struct ProductFileTests {
    private let site: Site

    init() throws { site = try Site() }

    private func install(
        _ file: Verified<ProductFile>, rootKey: PublicKey? = nil
    ) throws -> ProductFileOutcome {
        try site.folder.install(file.unverified, rootKey: rootKey)
    }

    @Test func `A newer one is taken, the same one is nothing new, an older one is refused`() throws {
        #expect(try install(site.vendor.productFile(version: 2)).name == "product file installed")
        #expect(try install(site.vendor.productFile(version: 2)).name == "product file already installed")
        #expect(try install(site.vendor.productFile(version: 3)).name == "product file installed")
        let found = refusal { try install(site.vendor.productFile(version: 2)) }
        #expect(found?.code == .productOlder)
        #expect(found?.sentence.contains("version 2; version 3") == true)
    }

    @Test func `Another file of the same version is refused`() throws {
        _ = try install(site.vendor.productFile(version: 2))
        let other = try site.vendor.productFile(
            version: 2, issuingKeys: [site.vendor.listedKey(withdrawnFrom: "2026-02-01")])
        let found = refusal { try install(other) }
        #expect(found?.code == .productOlder)
        #expect(found?.sentence.contains("a different product file with the same version, 2") == true)
    }

    @Test func `A request with an older file is refused too, and leaves nothing`() throws {
        _ = try install(site.vendor.productFile(version: 2))
        #expect(refusal { try site.request() }?.code == .productOlder)
        #expect(try site.keptRequests().isEmpty)
    }

    @Test func `A request with a newer file takes it into use`() throws {
        _ = try install(site.vendor.productFile())
        #expect(try site.request(with: site.vendor.productFile(version: 7)).body.productFileVersion == 7)
        #expect(refusal { try install(site.vendor.productFile(version: 6)) }?.code == .productOlder)
    }

    @Test func `Another root key is refused, newer or not`() throws {
        _ = try install(site.vendor.productFile())
        let other = try SimulatedVendor(2)
        #expect(refusal { try install(other.productFile(version: 9)) }?.code == .productRootUnknown)
        #expect(
            refusal { try install(other.productFile(version: 9), rootKey: other.rootKey.publicKey) }?.code
                == .productRootUnknown)
    }

    @Test func `A pinned root key is asked for at the first use already`() throws {
        let other = try SimulatedVendor(2)
        let found = refusal { try install(site.vendor.productFile(), rootKey: other.rootKey.publicKey) }
        #expect(found?.code == .productRootUnknown)
        #expect(
            try install(site.vendor.productFile(), rootKey: site.vendor.rootKey.publicKey).name
                == "product file installed")
    }

    @Test func `A changed file is refused, and is as if it had never come`() throws {
        var bytes = try site.vendor.productFile().encoded
        bytes[bytes.count - 1] ^= 1
        let forged = try Unverified<ProductFile>(written: bytes)
        #expect(
            refusal { try site.folder.install(forged, rootKey: nil) }?.code == .productSignatureInvalid)
        let asked = refusal {
            try site.folder.makeRequest(
                trusting: .brought(forged, rootKey: nil), key: site.vendor.activationKey, forUser: false,
                machine: Machine(site.machine), random: SystemRandom())
        }
        #expect(asked?.code == .productSignatureInvalid)
        #expect(try site.verdict().code == "no-license")
        #expect(try site.folder.products() == [])
    }
}
