import Activation
import COSE
import ClockGuard
import Cryptography
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

@Suite("The device key at rest")
struct DeviceTests {
    private let site: Site

    init() throws { site = try Site() }

    @Test func `A copied folder is good for nothing on another machine, and says why`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        let thief = SimulatedMachine(2)
        #expect(try site.verdict(on: thief).code == "other-machine")
        let found = refusal { try site.request(on: thief) }
        #expect(found?.code == .stateOtherMachine)
        #expect(found?.remedy.contains("new device key") == true)
        #expect(refusal { try site.renewal(on: thief) }?.code == .stateOtherMachine)
        #expect(refusal { try site.timeRequest(on: thief) }?.code == .stateOtherMachine)
    }

    @Test func `The key is not to be had from the folder`() throws {
        _ = try site.request()
        let kept = try site.temporary.read(site.file("device.key"))
        #expect(kept.count > 1_000)
        // {1: the public key, 3: a salt …}, and no label 2 of an unsealed key.
        #expect(kept.starts(with: [0xa5, 0x01, 0x58, 0x20]))
        #expect(kept[36] == 0x03)
    }

    @Test func `A copied disk image does not open it: what comes with the image is weak`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        var clone = SimulatedMachine(2)
        clone.components = site.machine.with(.disk, "another").with(.networkCard, "02:ff").components
        #expect(clone.components.contains(site.machine.components[0]))
        #expect(refusal { try site.request(on: clone) }?.code == .stateOtherMachine)
    }

    @Test func `It opens as long as the license would hold, and is sealed anew with each license`() throws {
        let first = try site.request()
        _ = try site.install(site.vendor.license(for: first))
        let repaired = site.machine.with(.disk, "a new disk")
        let second = try site.renewal(on: repaired)
        #expect(second.body.deviceKey == first.body.deviceKey)
        // Asked for and not granted: the first license counts, with all of its tolerance.
        #expect(try site.verdict(on: site.machine.with(.networkCard, "02:ff")).isLicensed)
        _ = try site.install(site.vendor.license(for: second, issuedOn: "2026-11-24"), on: repaired)
        // Sealed to the repaired machine now: a second part may follow.
        let again = repaired.with(.networkCard, "02:ff")
        #expect(try site.verdict(on: again).isLicensed)
        #expect(try site.renewal(on: again).body.deviceKey == first.body.deviceKey)
    }

    @Test func `It is sealed anew where the vendor asks for more of the machine, and else stays as it is`()
        throws
    {
        let request = try site.request()
        let key = request.body.deviceKey
        func kept() throws -> [UInt8] { try site.temporary.read(site.file("device.key")) }
        let changed = site.machine.with(.networkCard, "02:ff")
        let first = try kept()
        _ = try site.install(site.vendor.license(for: request, issuedOn: "2026-11-22"))
        #expect(try kept() == first)
        let body = try site.vendor.productFile().body
        let stricter = ProductFile(
            vendor: body.vendor, product: body.product, issuedAt: body.issuedAt, version: 2, name: body.name,
            rootKey: body.rootKey, salt: body.salt,
            fingerprintPolicy: try #require(FingerprintPolicy(threshold: 100)), issuingKeys: body.issuingKeys,
            features: body.features, contact: body.contact)
        let root = site.vendor.rootKey
        let file = try Verified(
            signing: stricter, key: root, keyIdentifier: KeyIdentifier(of: root.publicKey))
        _ = try site.folder.install(file.unverified, rootKey: nil)
        #expect(try site.renewal(on: changed).body.deviceKey == key)
        _ = try site.install(site.vendor.license(for: site.renewal(), issuedOn: "2026-11-24"))
        #expect(try kept() != first)
        #expect(refusal { try site.renewal(on: changed) }?.code == .stateOtherMachine)
        #expect(try site.renewal().body.deviceKey == key)
    }

    @Test func `Where a machine has too little, the key is kept in clear, and that is said`() throws {
        let poor = site.machine.without(.disk).without(.networkCard)
        let request = try site.request(on: poor)
        _ = try site.install(site.vendor.license(for: request, binding: .site), on: poor)
        #expect(try site.standing(on: poor).deviceKey == .unsealed)
        // It is sealed with the next license, as soon as there is enough, and never put back into clear.
        let renewal = try site.renewal()
        let next = try site.vendor.license(for: renewal, issuedOn: "2026-11-24", binding: .site)
        _ = try site.install(next)
        #expect(try site.standing().deviceKey == .sealed)
    }

    @Test func `After a large repair a new key takes its place, and the old license is done with`() throws {
        let old = try site.vendor.license(for: site.request())
        _ = try site.install(old)
        let repaired = SimulatedMachine(2)
        let request = try site.request(on: repaired, replacingDevice: true)
        _ = try site.install(site.vendor.license(for: request), on: repaired)
        #expect(try site.verdict(on: repaired).isLicensed)
        #expect(refusal { try site.install(old, on: repaired) }?.code == .licenseOtherMachine)
        #expect(refusal { try site.install(old) }?.code == .stateOtherMachine)
    }

    @Test func `A license for a user follows him to a machine where the key does not open`() throws {
        _ = try site.install(
            site.vendor.license(for: site.request(forUser: true), lastDay: "2027-12-31", binding: .user))
        var other = SimulatedMachine(2)
        other.user = site.machine.user
        let standing = try site.standing(on: other)
        #expect(standing.verdict.isLicensed && standing.deviceKey == nil)
        // The vendor's dates are all that the clock is held against there.
        #expect(try site.verdict(on: other.after(days: -3)).code == "clock-set-back")
    }

    /// The machine, seen from where only its id can be read.
    private func blind() -> Machine {
        let unreadable = [ComponentKind.disk, .networkCard].map {
            UnreadableSource(kind: $0, source: "/sys", access: .everyUser)
        }
        return Machine(
            survey: MachineSurvey(
                components: site.machine.components.filter { $0.kind == .machineID }, unreadable: unreadable),
            user: site.machine.user, clock: ClockReading(now: site.machine.now, boot: nil))
    }

    @Test func `A look from where the machine cannot be seen costs nothing`() throws {
        let request = try site.request()
        let license = try site.vendor.license(for: request)
        _ = try site.install(license)
        let kept = try site.temporary.read(site.file("device.key"))
        #expect(try site.check(on: blind()).verdict.code == "machine-unreadable")
        for found in [
            refusal {
                try site.folder.install(
                    license.unverified, trusting: .installed(license.body.product), machine: blind(),
                    random: SystemRandom())
            },
            refusal {
                try site.folder.makeRenewalRequest(
                    trusting: .installed(Site.product), machine: blind(), random: SystemRandom())
            },
            refusal {
                try site.folder.makeTimeRequest(
                    trusting: .installed(Site.product), machine: blind(), random: SystemRandom())
            },
        ] {
            #expect(found?.facts == [.needed(.fullView)], "\(String(describing: found))")
        }
        // The license in use may be good, and stays where one that is worse is offered.
        let dated = try site.vendor.license(for: request, lastDay: "2027-12-31", binding: .site)
        let outcome = try site.folder.install(
            dated.unverified, trusting: .installed(dated.body.product), machine: blind(),
            random: SystemRandom())
        #expect(outcome.name == "kept better")
        #expect(try site.temporary.read(site.file("device.key")) == kept)
        #expect(try site.verdict().isLicensed)
    }

    @Test(arguments: ["", "nonsense", "\u{1}"]) func `A key that is damaged is said to be`(text: String)
        throws
    {
        _ = try site.install(site.vendor.license(for: site.request()))
        try site.damage("device.key", text)
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
        #expect(refusal { try site.request() }?.code == .stateDamaged)
    }

    @Test func `Whatever bit of it is changed, it opens no more, and nothing traps`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        let kept = try site.temporary.read(site.file("device.key"))
        // One bit of every seventh byte: each bit of each field is tried by the tests of the seal.
        for index in stride(from: 0, to: kept.count, by: 7) {
            var changed = kept
            changed[index] ^= UInt8(1 << (index % 8))
            try site.temporary.write(changed, to: site.file("device.key"))
            let code = refusal { try site.verdict() }?.code
            #expect(code == .stateDamaged || code == .stateOtherMachine, "byte \(index)")
        }
    }
}
