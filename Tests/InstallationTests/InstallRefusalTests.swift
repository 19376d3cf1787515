import Activation
import Cryptography
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing
import TextForm

@Suite("Installing a license is refused")
struct InstallRefusalTests {
    private let site: Site

    init() throws { site = try Site() }

    private func code(of license: Verified<License>, on machine: SimulatedMachine? = nil) -> RefusalCode? {
        refusal { try site.install(license, on: machine) }?.code
    }

    @Test func `Where nothing is known, there is nothing to install it for`() throws {
        let other = try Site()
        let license = try other.vendor.license(for: other.request())
        #expect(code(of: license) == .stateMissing)
        #expect(refusal { try StateFolder.open(site.temporary("elsewhere")) }?.code == .stateMissing)
    }

    @Test
    func
        `For a request that names more of a kind than the client ever does, which by telephone no desk can see`()
        throws
    {
        _ = try site.request()
        let file = try site.vendor.productFile()
        func crowded(_ cards: Int) throws -> Verified<Request> {
            var machine = site.machine
            machine.components += (1..<cards).map {
                SimulatedMachine.component(.networkCard, "02:00:00:00:01:\($0)")
            }
            let device = try SimulatedVendor.signingKey(99)
            let body = try Request(
                product: file.body.product, madeAt: machine.now, nonce: .random(from: SystemRandom()),
                deviceKey: device.publicKey, provenBy: site.vendor.activationKey,
                productFileVersion: file.body.version,
                fingerprint: Fingerprint(of: machine.components, salt: file.body.salt))
            let request = try Verified(signing: body, key: device, keyIdentifier: nil)
            let name = "\(RequestDigest(of: request.unverified).hexadecimal).request"
            let text = String(decoding: Armour(kind: .request, bytes: request.encoded).text, as: UTF8.self)
            try site.damage(name, text)
            return request
        }
        // All of this machine is in each of them.
        let most = refusal { try site.install(site.vendor.license(for: crowded(4))) }
        #expect(most?.code != .licenseOtherMachine)
        #expect(try code(of: site.vendor.license(for: crowded(5))) == .licenseOtherMachine)
    }

    @Test func `For a product that this machine does not have; the ones it has are named`() throws {
        _ = try site.request()
        let other = try Site()
        let file = try other.vendor.productFile(product: SimulatedVendor.product("crane-planner"))
        let license = try other.vendor.license(for: other.request(with: file))
        let found = refusal { try site.install(license) }
        #expect(found?.code == .licenseOtherProduct)
        #expect(found?.sentence.contains("'hull-designer'") == true)
        #expect(found?.sentence.contains("'crane-planner'") == true)
    }

    @Test func `On another machine; the component is named`() throws {
        let license = try site.vendor.license(for: site.request())
        let other = site.machine.with(.networkCard, "02:ff").with(.disk, "new")
        let found = refusal { try site.install(license, on: other) }
        #expect(found?.code == .licenseOtherMachine)
        #expect(found?.sentence.contains("disk changed, network card changed") == true)
        #expect(found?.sentence.contains("machine ID") == false)
        let lost = refusal {
            try site.install(license, on: site.machine.without(.disk).without(.networkCard))
        }
        #expect(lost?.sentence.contains("disk missing") == true)
    }

    @Test func `For a machine that cannot be told from others`() throws {
        let license = try site.vendor.license(for: site.request(on: .container))
        #expect(code(of: license, on: .container) == .licenseOtherMachine)
    }

    @Test func `When the device key was lost since the request, but for a license of the site`() throws {
        let request = try site.request(forUser: true)
        site.temporary.remove(site.file("device.key"))
        for binding in [LicenseBinding.machine, .user] {
            #expect(code(of: try site.vendor.license(for: request, binding: binding)) == .stateDamaged)
            #expect(try !site.temporary.names(in: "state/\(Site.product)").contains("device.key"))
        }
        #expect(try site.install(site.vendor.license(for: request, binding: .site)).name == "installed")
    }

    @Test func `For another user, or for a user when the request named none`() throws {
        let named = try site.vendor.license(for: site.request(forUser: true), binding: .user)
        #expect(code(of: named, on: site.machine.usedBy("somebody")) == .licenseOtherUser)
        let unnamed = try site.vendor.license(for: site.request(), binding: .user)
        #expect(code(of: unnamed) == .licenseOtherUser)
    }

    @Test func `When the request was made elsewhere, even on the very same machine`() throws {
        _ = try site.request()
        let other = try Site()
        #expect(code(of: try site.vendor.license(for: other.request())) == .licenseNotRequestedHere)
    }

    @Test func `When nobody knows the key that signed it`() throws {
        let license = try site.vendor.license(for: site.request(), signedBy: SimulatedVendor.signingKey(99))
        #expect(code(of: license) == .licenseIssuerUnknown)
    }

    @Test(arguments: ["2025-12-31", "2027-06-01", "2027-07-01"])
    func `When its key did not count on its day`(issuedOn: String) throws {
        let key = site.vendor.listedKey(notAfter: "2027-06-30", withdrawnFrom: "2027-06-01")
        let request = try site.request(with: site.vendor.productFile(issuingKeys: [key]))
        #expect(
            code(of: try site.vendor.license(for: request, issuedOn: issuedOn)) == .licenseIssuerWithdrawn)
        #expect(code(of: try site.vendor.license(for: request, issuedOn: "2026-01-01")) == nil)
    }

    @Test func `When one bit was changed`() throws {
        let license = try site.vendor.license(for: site.request())
        var bytes = license.encoded
        bytes[bytes.count - 1] ^= 1
        let forged = try Unverified<License>(written: bytes)
        let found = refusal {
            try site.folder.install(
                forged, trusting: .installed(forged.unverifiedBody.product), machine: Machine(site.machine),
                random: SystemRandom())
        }
        #expect(found?.code == .licenseSignatureInvalid)
    }

    @Test func `A refused license changes nothing`() throws {
        let request = try site.request()
        let good = try site.vendor.license(for: request, lastDay: "2027-01-01")
        _ = try site.install(good)
        let before = try site.temporary.read(site.file("license"))
        let bad = try site.vendor.license(for: request, signedBy: SimulatedVendor.signingKey(99))
        #expect(code(of: bad) == .licenseIssuerUnknown)
        #expect(try site.temporary.read(site.file("license")) == before)
    }
}
