import Activation
import Cryptography
import Fingerprint
import Installation
import Simulation
import Testing

@Suite("Of two licenses the better one stays")
struct BetterLicenseTests {
    private let site: Site

    init() throws { site = try Site() }

    private func outcome(_ license: Verified<License>, on machine: SimulatedMachine? = nil) throws -> String {
        try site.install(license, on: machine).name
    }

    /// A request for another license.
    private func otherRequest(on machine: SimulatedMachine) throws -> Verified<Request> {
        try site.folder.makeRequest(
            trusting: .brought(site.vendor.productFile().unverified, rootKey: nil),
            key: SimulatedVendor.activationKey(9), forUser: false, machine: Machine(machine),
            random: SystemRandom()
        ).request
    }

    @Test func `The same one again changes nothing`() throws {
        let license = try site.vendor.license(for: site.request())
        #expect(try outcome(license) == "installed")
        #expect(try outcome(license) == "already installed")
    }

    @Test func `The later day wins, even with an earlier end`() throws {
        let request = try site.request()
        let long = try site.vendor.license(for: request, issuedOn: "2026-11-22")
        let short = try site.vendor.license(for: request, issuedOn: "2026-11-23", lastDay: "2026-12-01")
        #expect(try outcome(long) == "installed")
        #expect(try outcome(short) == "installed")
        guard case .keptBetter(let offered, let inUse, let verdict) = try site.install(long) else {
            Issue.record("not kept")
            return
        }
        #expect(offered == long.body)
        #expect(inUse == short.body)
        #expect(verdict.isLicensed)
        #expect(try site.verdict().license == short.body)
    }

    @Test func `Of one day, the one for the later request wins`() throws {
        let early = try site.vendor.license(for: site.request())
        let machine = site.machine.at(site.machine.now.adding(seconds: 60))
        let late = try site.vendor.license(for: site.request(on: machine), lastDay: "2027-01-01")
        #expect(try outcome(late) == "installed")
        #expect(try outcome(early) == "kept better")
        #expect(try outcome(late) == "already installed")
    }

    @Test func `For one request, the one that ends later wins, and one without an end over all`() throws {
        let request = try site.request()
        let short = try site.vendor.license(for: request, lastDay: "2026-12-31")
        let long = try site.vendor.license(for: request, lastDay: "2027-12-31")
        let endless = try site.vendor.license(for: request)
        #expect(try outcome(short) == "installed")
        #expect(try outcome(long) == "installed")
        #expect(try outcome(short) == "kept better")
        #expect(try outcome(endless) == "installed")
        #expect(try outcome(long) == "kept better")
    }

    @Test func `A trial asked for later does not take the place of what was bought`() throws {
        let bought = try site.vendor.license(for: site.request())
        let later = site.machine.at(site.machine.now.adding(seconds: 60))
        let trialRequest = try otherRequest(on: later)
        let trial = try site.vendor.license(for: trialRequest, lastDay: "2026-12-23", kind: .trial)
        #expect(try outcome(bought) == "installed")
        #expect(try outcome(trial) == "kept better")
        #expect(try site.verdict().license == bought.body)
    }

    @Test func `Of two licenses that end together, the one with more features wins, even an earlier one`()
        throws
    {
        let many = try site.vendor.license(for: site.request(), lastDay: "2027-12-31", features: [0, 1])
        let asked = try otherRequest(on: site.machine.at(site.machine.now.adding(seconds: 60)))
        let few = try site.vendor.license(
            for: asked, issuedOn: "2026-11-24", lastDay: "2027-12-31", features: [2])
        #expect(try outcome(many) == "installed")
        #expect(try outcome(few) == "kept better")
        // With as many, the later one wins.
        let same = try site.vendor.license(
            for: asked, issuedOn: "2026-11-24", lastDay: "2027-12-31", features: [0, 2])
        #expect(try outcome(same) == "installed")
        #expect(try outcome(many) == "kept better")
    }

    @Test func `One that has ended never keeps out one that is in force`() throws {
        let request = try site.request()
        let endless = try site.vendor.license(for: request, issuedOn: "2026-11-20")
        let trial = try site.vendor.license(for: request, lastDay: "2026-11-30", kind: .trial)
        #expect(try outcome(trial) == "installed")
        #expect(try outcome(endless) == "kept better")
        #expect(try outcome(endless, on: site.machine.after(days: 30)) == "installed")
        #expect(try site.verdict(on: site.machine.after(days: 30)).isLicensed)
    }

    @Test func `One that is in force is not given up for one that is not`() throws {
        let request = try site.request()
        let now = try site.vendor.license(for: request, lastDay: "2026-12-31")
        let next = try site.vendor.license(for: request, issuedOn: "2026-11-24", startsOn: "2027-01-01")
        #expect(try outcome(now) == "installed")
        #expect(try outcome(next) == "kept better")
        #expect(try outcome(next, on: site.machine.at(day("2027-01-01").start)) == "installed")
    }

    @Test func `One whose device key is lost gives way to any, however long it would last`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        // Whoever loses the clock's record loses the key, and what was bound to it.
        site.temporary.remove(site.file("clock"))
        let short = try site.vendor.license(
            for: site.request(), issuedOn: "2026-11-22", lastDay: "2026-12-01")
        #expect(try outcome(short) == "installed")
        #expect(try site.verdict().license == short.body)
    }

    @Test func `One that is not for this machine gives way to any`() throws {
        let old = site.machine
        let bound = try site.vendor.license(for: site.request(on: old), issuedOn: "2026-11-23")
        #expect(try outcome(bound) == "installed")
        let repaired = SimulatedMachine(2)
        let fresh = try site.vendor.license(
            for: site.request(on: repaired, replacingDevice: true), issuedOn: "2026-11-22")
        #expect(try outcome(fresh, on: repaired) == "installed")
        #expect(try site.verdict(on: repaired).isLicensed)
    }
}
