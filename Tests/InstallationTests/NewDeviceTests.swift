import Activation
import ClockGuard
import Cryptography
import DurableFiles
import Fingerprint
import Glibc
import Installation
import Refusals
import Simulation
import Testing

@Suite("A new device key beside the old one")
struct NewDeviceTests {
    private let site: Site
    private let old: Verified<License>
    private static let files = ["license", "device.key", "clock", "device.key.next", "clock.next"]

    init() throws {
        site = try Site()
        old = try site.vendor.license(for: site.request())
        _ = try site.install(old)
    }

    private func kept() throws -> [String: [UInt8]] {
        let names = try site.temporary.names(in: site.file("."))
        var kept: [String: [UInt8]] = [:]
        for name in Self.files where names.contains(name) {
            kept[name] = try site.temporary.read(site.file(name))
        }
        return kept
    }

    private func put(_ files: [String: [UInt8]]) throws {
        for name in Self.files {
            if let bytes = files[name] {
                try site.temporary.write(bytes, to: site.file(name))
            } else {
                site.temporary.remove(site.file(name))
            }
        }
    }

    private func names() throws -> [String] { try site.temporary.names(in: site.file(".")) }

    @Test func `The old license counts until the new one is installed, also where days pass`() throws {
        let first = try site.temporary.read(site.file("device.key"))
        let request = try site.request(replacingDevice: true)
        #expect(try site.temporary.read(site.file("device.key")) == first)
        let later = site.machine.after(days: 3)
        #expect(try site.standing(on: later).verdict.license == old.body)
        #expect(try site.standing(on: later).verdict.isLicensed)
        let new = try site.vendor.license(for: request, issuedOn: "2026-11-24")
        #expect(try site.install(new, on: later).name == "installed")
        #expect(try site.verdict(on: later).license == new.body)
        #expect(try site.temporary.read(site.file("device.key.old")) == first)
        #expect(try names().filter { $0.hasSuffix(".next") } == [])
        #expect(try site.renewal(on: later).body.deviceKey == request.body.deviceKey)
        // The old one is done with.
        #expect(refusal { try site.install(old, on: later) }?.code == .licenseNotRequestedHere)
    }

    @Test func `A license for the new key that is not in force yet takes nothing from the old one`() throws {
        let request = try site.request(replacingDevice: true)
        let new = try site.vendor.license(for: request, issuedOn: "2026-11-24", startsOn: "2027-01-01")
        let before = try kept()
        #expect(try site.install(new).name == "kept better")
        #expect(try kept() == before)
        #expect(try site.verdict().license == old.body)
        let then = site.machine.at(day("2027-01-01").start)
        #expect(try site.install(new, on: then).name == "installed")
        #expect(try site.verdict(on: then).license == new.body)
    }

    @Test func `Whenever the process is killed, there is one license, and it counts`() throws {
        let request = try site.request(replacingDevice: true)
        let before = try kept()
        #expect(Set(before.keys) == Set(Self.files))
        let new = try site.vendor.license(for: request, issuedOn: "2026-11-24")
        _ = try site.install(new)
        let after = try kept()
        // In the order in which they are written.
        let steps: [(inout [String: [UInt8]]) -> Void] = [
            { $0["license"] = after["license"] },
            { $0["clock.next"] = after["clock"] },
            { $0["clock"] = after["clock"] },
            { $0["device.key"] = after["device.key"] },
            { $0["device.key.next"] = nil },
            { $0["clock.next"] = nil },
        ]
        for count in 0...steps.count {
            var state = before
            for step in steps.prefix(count) { step(&state) }
            try put(state)
            let license = count == 0 ? old : new
            #expect(try site.verdict().license == license.body, "after \(count) steps")
            #expect(try site.standing(on: site.machine.after(days: 1)).verdict.isLicensed)
            // Whatever is done next puts the rest in order.
            let renewal = try site.renewal()
            #expect((renewal.body.deviceKey == request.body.deviceKey) == (count > 0))
            #expect(try names().contains("device.key.next") == (count == 0))
            #expect(try site.verdict(on: site.machine.after(days: 1)).license == license.body)
        }
    }

    @Test func `A machine that was repaired asks again with the new key, and no third one is made`() throws {
        let repaired = SimulatedMachine(2)
        let request = try site.request(on: repaired, replacingDevice: true)
        #expect(try site.request(on: repaired).body.deviceKey == request.body.deviceKey)
        // On the old machine, the old one is asked with.
        #expect(try site.request().body.deviceKey != request.body.deviceKey)
        #expect(try site.verdict().isLicensed)
        _ = try site.install(site.vendor.license(for: request), on: repaired)
        #expect(try site.verdict(on: repaired).isLicensed)
    }

    @Test func `A key that is damaged is replaced by the one that waits`() throws {
        let request = try site.request(replacingDevice: true)
        try site.damage("device.key")
        #expect(refusal { try site.verdict() }?.code == .stateDamaged)
        _ = try site.install(site.vendor.license(for: request))
        #expect(try site.verdict().isLicensed)
        #expect(try names().filter { $0.hasSuffix(".next") } == [])
    }

    @Test func `Where the clock's record is lost, nothing that waits is taken, and another request is made`()
        throws
    {
        let request = try site.request(replacingDevice: true)
        site.temporary.remove(site.file("clock"))
        // The one that waits may be older than what the record had seen.
        let license = try site.vendor.license(for: request, issuedOn: "2026-11-24")
        #expect(refusal { try site.install(license) }?.code == .clockRecordLost)
        let again = try site.request()
        #expect(try names().filter { $0.hasSuffix(".next") } == [])
        #expect(refusal { try site.install(license) }?.code == .licenseNotRequestedHere)
        let new = try site.vendor.license(for: again, issuedOn: "2026-11-24")
        #expect(try site.install(new).name == "installed")
        #expect(try site.verdict().license == new.body)
    }

    @Test(arguments: [false, true])
    func `What waits has no time of its own: a license that ended is not had twice`(isKilled: Bool) throws {
        func take(_ license: Verified<License>, _ machine: Machine) throws {
            _ = try site.folder.install(
                license.unverified, trusting: .installed(license.body.product), machine: machine,
                random: SystemRandom())
        }
        let dated = try site.vendor.license(
            for: site.renewal(), issuedOn: "2026-11-24", lastDay: "2027-02-20")
        try take(dated, site.running(0))
        let request = try site.request(replacingDevice: true)
        let waiting = try site.vendor.license(for: request, issuedOn: "2026-11-24", lastDay: "2027-02-20")
        for day in 1...95 { _ = try site.check(on: site.running(day)) }
        #expect(try site.check(on: site.running(95)).verdict.code == "expired")
        // The machine is started again with the clock of the first day.
        #expect(try site.check(on: site.running(0, run: 8)).verdict.code == "clock-set-back")
        let before = try kept()
        try take(waiting, site.running(0, run: 8))
        if isKilled {
            // Killed once the license was written.
            var files = before
            files["license"] = try kept()["license"]
            let seen = try site.temporary.read(site.file("clock"))
            files["clock.next"] = seen
            try put(files)
        }
        #expect(try !site.check(on: site.running(0, run: 8)).verdict.isLicensed)
        #expect(try site.check(on: site.running(0, run: 8)).verdict.code == "clock-set-back")
    }

    @Test func `One that waits and is damaged, or is another machine's, keeps nobody out`() throws {
        let request = try site.request(replacingDevice: true)
        try site.damage("clock.next")
        #expect(try site.verdict().isLicensed)
        let license = try site.vendor.license(for: request, issuedOn: "2026-11-24")
        #expect(refusal { try site.install(license) }?.code == .clockRecordLost)
        try site.damage("device.key.next")
        #expect(try site.verdict().isLicensed)
        #expect(refusal { try site.install(license) }?.code == .licenseNotRequestedHere)
        let again = try site.request(replacingDevice: true)
        _ = try site.install(site.vendor.license(for: again, issuedOn: "2026-11-24"))
        #expect(try site.verdict().isLicensed)
        let foreign = try site.request(on: SimulatedMachine(2), replacingDevice: true)
        #expect(try site.verdict().isLicensed)
        #expect(refusal { try site.install(site.vendor.license(for: foreign)) }?.code == .licenseOtherMachine)
    }

    @Test func `A license for the old key is installed as ever while another waits`() throws {
        let renewal = try site.renewal()
        let request = try site.request(replacingDevice: true)
        let renewed = try site.vendor.license(for: renewal, issuedOn: "2026-11-24")
        #expect(try site.install(renewed).name == "installed")
        #expect(try site.verdict().license == renewed.body)
        #expect(try names().contains("device.key.next"))
        let (new, later) = (
            try site.vendor.license(for: request, issuedOn: "2026-11-25"), site.machine.after(days: 2)
        )
        #expect(try site.install(new, on: later).name == "installed")
        #expect(try site.verdict(on: later).license == new.body)
    }

    @Test func `Where the old key is readable to others, nothing is installed yet`() throws {
        let request = try site.request(replacingDevice: true)
        let license = try site.vendor.license(for: request, issuedOn: "2026-11-24")
        let path = site.temporary(site.file("device.key"))
        #expect(chmod(path, 0o644) == 0)
        #expect(refusal { try site.install(license) }?.code == .stateOtherOwner)
        #expect(try site.temporary.read(site.file("license")) != license.encoded)
        #expect(chmod(path, 0o600) == 0)
        #expect(try site.verdict().license == old.body)
        #expect(try site.install(license).name == "installed")
    }

    @Test func `A key that others may read, or a file that they may change, is refused`() throws {
        for (name, mode) in [
            ("device.key", 0o640), ("device.key", 0o604), ("license", 0o620), ("clock", 0o602),
            ("product", 0o660),
        ] as [(String, UInt32)] {
            chmod(site.temporary(site.file(name)), mode)
            let found = refusal { try site.verdict() }
            #expect(found?.code == .stateOtherOwner, "\(name)")
            #expect(found?.sentence.contains(String(mode, radix: 8)) == true)
            chmod(site.temporary(site.file(name)), 0o600)
            #expect(try site.verdict().isLicensed)
        }
        _ = try site.request(replacingDevice: true)
        chmod(site.temporary(site.file("device.key.next")), 0o644)
        #expect(refusal { try site.verdict() }?.code == .stateOtherOwner)
    }

    @Test(arguments: ["state", "state/hull-designer"], [0o770, 0o702, 0o720] as [UInt32])
    func `A folder that others may change is refused, and is not closed behind their backs`(
        name: String, mode: UInt32
    ) throws {
        let path = site.temporary(name)
        chmod(path, mode)
        for _ in 1...2 {
            let found = refusal {
                try StateFolder.open(site.temporary("state"))
                    .verdict(on: Site.product, machine: Machine(site.machine))
            }
            #expect(found?.code == .stateOtherOwner)
            #expect(found?.remedy.contains("chmod go-rwx \(path)") == true)
        }
        chmod(path, 0o700)
        #expect(try site.verdict().isLicensed)
    }
}
