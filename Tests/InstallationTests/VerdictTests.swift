import Activation
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

@Suite("The verdict")
struct VerdictTests {
    private let site: Site

    init() throws { site = try Site() }

    @Test func `Nothing was asked for: no license`() throws {
        #expect(try site.verdict().code == "no-license")
        _ = try site.folder.install(site.vendor.productFile().unverified, rootKey: nil)
        #expect(try site.verdict().code == "no-license")
    }

    @Test func `A request was made: the license is awaited, and the latest request is named`() throws {
        _ = try site.request()
        let later = try site.request(on: site.machine.after(days: 1))
        guard case .awaitingLicense(let request) = try site.verdict() else {
            Issue.record("not awaiting")
            return
        }
        #expect(request == later.body)
    }

    @Test func `A request that is newer than the license is underway`() throws {
        let first = try site.request()
        let license = try site.vendor.license(for: first, lastDay: "2026-11-30")
        _ = try site.install(license)
        let state = try #require(try site.folder.product(Site.product))
        #expect(try state.requestUnderway(after: license.body) == nil)
        let second = try site.request(on: site.machine.after(days: 30))
        #expect(try state.requestUnderway(after: license.body) == second.body)
        let renewal = try site.vendor.license(for: second)
        #expect(try state.requestUnderway(after: renewal.body) == nil)
    }

    @Test func `A damaged license is to be installed again`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        try site.damage("license")
        let refusal = #expect(throws: Refusal.self) { try site.verdict() }
        #expect(refusal?.facts == [.needed(.license)])
        #expect(try site.install(site.vendor.license(for: site.request())).name == "installed")
    }

    @Test func `Licensed for ever`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        for days in [0, 1, 36_500] {
            #expect(try site.verdict(on: site.machine.after(days: days)).code == "active")
        }
    }

    @Test(arguments: [
        ("2026-11-23", Int64(0), "active"), ("2026-11-23", 86_399, "active"),
        ("2026-11-23", 86_400, "expired"),
        ("2026-11-23", 200_000, "expired"),
    ])
    func `A license is good to the last second of its last day`(
        lastDay: String, second: Int64, code: String
    ) throws {
        _ = try site.install(site.vendor.license(for: site.request(), lastDay: lastDay))
        let time = day(lastDay).start.adding(seconds: second)
        #expect(try site.verdict(on: site.machine.at(time)).code == code)
    }

    @Test(arguments: [LicenseKind.dated, .lease, .trial])
    func `The end is the end, whatever the kind`(kind: LicenseKind) throws {
        _ = try site.install(site.vendor.license(for: site.request(), lastDay: "2026-12-23", kind: kind))
        let end = day("2026-12-24").start
        #expect(try site.verdict(on: site.machine.at(end.adding(seconds: -1))).isLicensed)
        #expect(try site.verdict(on: site.machine.at(end)).code == "expired")
    }

    @Test func `A license begins with the first second of its first day`() throws {
        _ = try site.install(site.vendor.license(for: site.request(), startsOn: "2026-12-01"))
        let start = day("2026-12-01").start
        #expect(try site.verdict(on: site.machine.at(start.adding(seconds: -1))).code == "not-yet-valid")
        #expect(try site.verdict(on: site.machine.at(start)).code == "active")
    }

    @Test
    func `A license of tomorrow is good today, and one of the day after shows that the clock is behind`()
        throws
    {
        _ = try site.install(
            site.vendor.license(for: site.request(), issuedOn: "2026-11-25", lastDay: "2027-12-31"))
        let first = day("2026-11-24").start
        #expect(try site.verdict(on: site.machine.at(first.adding(seconds: -1))).code == "clock-set-back")
        #expect(try site.verdict(on: site.machine.at(first)).code == "active")
    }

    @Test func `One component may change, and nothing is asked of the user`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        for kind in [ComponentKind.disk, .networkCard, .machineID] {
            let changed = try site.standing(on: site.machine.with(kind, "new"))
            #expect(changed.verdict.isLicensed && changed.deviceKey == .sealed)
            #expect(changed.comparison?.results.filter { $0.outcome != .same }.map(\.kind) == [kind.rawValue])
        }
    }

    @Test func `Another machine is told apart, and the components are named`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        let other = site.machine.with(.disk, "new").with(.networkCard, "02:ff")
        guard case .otherMachine(_, let comparison) = try site.verdict(on: other) else {
            Issue.record("not another machine")
            return
        }
        #expect(comparison.results.filter { $0.outcome != .same }.map(\.kind) == [7, 8])
        #expect(try site.verdict(on: SimulatedMachine(2)).code == "other-machine")
    }

    @Test func `A component more does no harm`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        var grown = site.machine
        grown.components.append(SimulatedMachine.component(.disk, "a second disk"))
        grown.components.append(SimulatedMachine.component(.tpm, "a module"))
        #expect(try site.verdict(on: grown).code == "active")
    }

    @Test func `For a user: the same user on any machine, and nobody else`() throws {
        _ = try site.install(site.vendor.license(for: site.request(forUser: true), binding: .user))
        #expect(try site.verdict().code == "active")
        var otherMachine = SimulatedMachine(2)
        otherMachine.user = site.machine.user
        #expect(try site.verdict(on: otherMachine).code == "active")
        #expect(try site.verdict(on: site.machine.usedBy("somebody")).code == "other-user")
    }

    @Test func `For the site: any machine and any user`() throws {
        _ = try site.install(site.vendor.license(for: site.request(), binding: .site))
        #expect(try site.verdict(on: SimulatedMachine(2)).code == "active")
        #expect(try site.verdict(on: .container).code == "active")
    }

    @Test func `What was said stays said when a machine-bound license also names the user`() throws {
        _ = try site.install(site.vendor.license(for: site.request(forUser: true)))
        #expect(try site.verdict(on: site.machine.usedBy("somebody")).code == "active")
    }

    @Test func `An issuing key that is withdrawn takes its licenses with it, from that day on`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        for (version, withdrawn, code) in [
            (UInt32(2), "2026-11-24", "active"), (3, "2026-11-23", "issuing-key-withdrawn"),
        ] {
            let key = site.vendor.listedKey(withdrawnFrom: withdrawn)
            let file = try site.vendor.productFile(version: version, issuingKeys: [key])
            _ = try site.folder.install(file.unverified, rootKey: nil)
            #expect(try site.verdict().code == code)
        }
    }

    @Test func `An issuing key that is not listed any more is not believed`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        let other = try SimulatedVendor(2)
        let file = try site.vendor.productFile(version: 2, issuingKeys: [other.listedKey()])
        _ = try site.folder.install(file.unverified, rootKey: nil)
        #expect(try site.verdict().code == "issuing-key-unknown")
        #expect(try site.verdict().license == nil, "nothing that an unchecked license says is passed on")
    }
}
