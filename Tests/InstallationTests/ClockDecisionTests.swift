import Activation
import ClockGuard
import Fingerprint
import Glibc
import Installation
import Refusals
import Simulation
import Testing

/// What the clock decides about a license, and what it does not: the table of `docs/clock.md`, row by row.
@Suite("What the clock decides")
struct ClockDecisionTests {
    @Test func `The page's table says what is found, row by row`() throws {
        let rows = try Self.rows()
        #expect(rows.count == 19)
        for row in rows {
            #expect(try Self.verdict(of: row.license, when: row.clock) == row.verdict, "\(row)")
        }
    }

    @Test func `A wrong clock beside a perpetual license is told, and moves nothing`() throws {
        let site = try Site()
        _ = try site.install(site.vendor.license(for: site.request()))
        for day in 0...40 { _ = try site.standing(on: site.machine.after(days: day)) }
        let standing = try site.standing(on: site.machine.after(days: 3))
        #expect(standing.verdict.isLicensed)
        guard case .setBack(let setBack)? = standing.clock?.verdict else {
            Issue.record("not told")
            return
        }
        #expect(setBack.shown == site.machine.after(days: 3).now)
        // A dated license that comes later finds the high-water mark where it was.
        let dated = try site.vendor.license(
            for: site.renewal(on: site.machine.after(days: 41)), issuedOn: "2026-12-30", lastDay: "2027-12-31"
        )
        _ = try site.folder.install(
            site.vendor.productFile(version: 2).unverified, rootKey: nil)
        try site.damage("license")
        #expect(try site.install(dated, on: site.machine.after(days: 3)).name == "installed")
        #expect(try site.verdict(on: site.machine.after(days: 3)).code == "clock-set-back")
    }

    @Test func `A perpetual license is installed, and takes the place of one that ends, on a wrong clock`()
        throws
    {
        let site = try Site()
        _ = try site.install(site.vendor.license(for: site.request(), lastDay: "2027-12-31"))
        for day in 0...40 { _ = try site.standing(on: site.machine.after(days: day)) }
        let back = site.machine.after(days: 3)
        #expect(try site.verdict(on: back).code == "clock-set-back")
        let perpetual = try site.vendor.license(for: site.renewal(on: back))
        #expect(try site.install(perpetual, on: back).name == "installed")
        #expect(try site.verdict(on: back).code == "active")
    }

    // MARK: - The rows

    private struct Row {
        let license: String
        let clock: String
        let verdict: String
    }

    private static func verdict(of license: String, when clock: String) throws -> String {
        let site = try Site()
        let binding: LicenseBinding =
            license.hasSuffix("for a user") ? .user : license.hasSuffix("for the site") ? .site : .machine
        let kind: LicenseKind? =
            license.hasPrefix("lease") ? .lease : license.hasPrefix("trial") ? .trial : nil
        let isPerpetual = license.hasPrefix("perpetual")
        _ = try site.install(
            site.vendor.license(
                for: site.request(forUser: binding == .user),
                startsOn: license.hasSuffix("with a first day") ? "2026-11-25" : nil,
                lastDay: isPerpetual ? nil : "2027-12-31", kind: kind, binding: binding,
                maintenanceUntil: license.contains("its maintenance over") ? "2026-11-24" : nil))
        for day in 0...40 { _ = try site.standing(on: site.machine.after(days: day)) }
        if license.hasSuffix("its record lost") { site.temporary.remove(site.file("clock")) }
        if license.hasSuffix("its issuing key withdrawn") {
            let key = site.vendor.listedKey(withdrawnFrom: "2026-11-23")
            let file = try site.vendor.productFile(version: 2, issuingKeys: [key])
            _ = try site.folder.install(file.unverified, rootKey: nil)
        }
        do {
            return try site.verdict(on: machine(of: site, when: clock)).code
        } catch let refusal as Refusal {
            return refusal.code.rawValue
        }
    }

    private static func machine(of site: Site, when clock: String) throws -> SimulatedMachine {
        let tenYears = 3_650
        switch clock {
        case "right": return site.machine.after(days: 41)
        case "set back": return site.machine.after(days: 1)
        case "time lost": return site.machine.at(UnixTime(rawValue: 90))
        case "ten years ahead": return site.machine.after(days: tenYears)
        case "ten years ahead, then put right":
            for day in 0..<20 {
                let ahead = site.machine.after(days: tenYears + day)
                let boot = Boot(id: [UInt8](repeating: 7, count: 16), awake: Int64(day) * 86_400)
                _ = try site.check(
                    on: Machine(
                        survey: .init(components: ahead.components), user: ahead.user,
                        clock: ClockReading(now: ahead.now, boot: boot)))
            }
            return site.machine.after(days: 61)
        default: throw UnknownClock(name: clock)
        }
    }

    private struct UnknownClock: Error { let name: String }

    private static func rows() throws -> [Row] {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let file = try #require(fopen("/\(root)/docs/clock.md", "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let start = try #require(lines.firstIndex(of: "<!-- decisions -->"))
        let end = try #require(lines.firstIndex(of: "<!-- end of decisions -->"))
        return try lines[(start + 1)..<end].map { line in
            let cells = line.split(separator: "|").map { $0.trimmingSpaces }
            try #require(cells.count == 3, "\(line)")
            return Row(license: cells[0], clock: cells[1], verdict: cells[2])
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
