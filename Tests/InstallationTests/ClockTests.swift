import Activation
import ClockGuard
import Cryptography
import DurableFiles
import Fingerprint
import Installation
import Refusals
import Simulation
import Synchronization
import Testing

@Suite("The clock, and a license")
struct ClockTests {
    private let site: Site

    init() throws { site = try Site() }

    /// A site whose license is installed, and has been looked at every day for some days.
    private func lived(days: Int) throws -> Verified<License> {
        let license = try site.vendor.license(for: site.request(), lastDay: "2027-12-31")
        _ = try site.install(license)
        for day in 0...days {
            #expect(try site.standing(on: site.machine.after(days: day)).verdict.isLicensed)
        }
        return license
    }

    @Test func `A clock that is set back is noticed, and nothing else is lost by it`() throws {
        _ = try lived(days: 40)
        guard case .clockSetBack(let license, let setBack) = try site.verdict(on: site.machine.after(days: 3))
        else {
            Issue.record("not noticed")
            return
        }
        #expect(license.lastDay == day("2027-12-31"))
        #expect(setBack.shown == site.machine.after(days: 3).now && setBack.expected > setBack.shown)
        #expect(try site.verdict(on: site.machine.after(days: 40)).isLicensed)
    }

    @Test func `What an installation has seen of time is remembered with the license`() throws {
        let request = try site.request()
        _ = try site.install(site.vendor.license(for: request, lastDay: "2027-12-31"))
        _ = try site.check(on: site.running(0))
        // Ten days that the machine runs, and nothing looks at the clock but the installation.
        let longer = try site.vendor.license(for: request, lastDay: "2028-12-31")
        _ = try site.folder.install(
            longer.unverified, trusting: .installed(longer.body.product), machine: site.running(10),
            random: SystemRandom())
        #expect(try site.check(on: site.running(3, run: 8)).verdict.code == "clock-set-back")
        #expect(try site.check(on: site.running(10, run: 8)).verdict.license == longer.body)
    }

    @Test func `Drift and a clock in local time never trip it`() throws {
        _ = try lived(days: 10)
        for hours in [-14, 14, -14, 0, -23] as [Int64] {
            let shown = site.machine.at(site.machine.after(days: 10).now.adding(seconds: hours * 3_600))
            #expect(try site.verdict(on: shown).isLicensed)
        }
    }

    @Test func `An empty battery is said to be one`() throws {
        _ = try lived(days: 2)
        guard
            case .clockSetBack(_, let setBack) = try site.verdict(on: site.machine.at(UnixTime(rawValue: 90)))
        else {
            Issue.record("not noticed")
            return
        }
        #expect(setBack.hasLostItsTime)
    }

    @Test func `A license that would have ended is judged by the mark, not by the clock that is behind it`()
        throws
    {
        _ = try site.install(site.vendor.license(for: site.request(), lastDay: "2026-11-30"))
        for day in 0...8 { _ = try site.standing(on: site.machine.after(days: day)) }
        // Half a day back is within the tolerance, and is no way to have another half day.
        let back = site.machine.at(site.machine.after(days: 8).now.adding(seconds: -13 * 3_600))
        #expect(back.now.day == day("2026-11-30"))
        #expect(try site.verdict(on: back).code == "expired")
    }

    @Test func `A check that races a correction does not take it back`() throws {
        let license = try site.vendor.license(for: site.request(forUser: true), binding: .user)
        _ = try site.install(license)
        let ahead = site.machine.after(days: 40)
        #expect(try site.standing(on: ahead).verdict.isLicensed)
        let request = try site.timeRequest(on: ahead)
        let right = site.machine.after(days: 1)
        let correction = try site.vendor.correction(for: request, at: right.now)
        // The user is asked for in the midst of a check, after the record was read.
        let site = site
        let corrected = Mutex<[UInt8]>([])
        let late = site.machine.after(days: 42)
        let machine = Machine(
            survey: MachineSurvey(components: late.components),
            user: {
                if (try? site.install(correction, on: right)) != nil {
                    corrected.withLock { $0 = (try? site.temporary.read(site.file("clock"))) ?? [] }
                }
                return late.user
            }(), clock: ClockReading(now: late.now, boot: nil))
        let standing = try site.check(on: machine)
        #expect(standing.isWorthKeeping && !standing.couldNotRecord)
        let kept = try site.temporary.read(site.file("clock"))
        #expect(kept == corrected.withLock { $0 } && !kept.isEmpty)
        #expect(try site.verdict(on: right).isLicensed)
    }

    @Test func `A record that is deleted is missed, and the license with it`() throws {
        let license = try lived(days: 40)
        site.temporary.remove(site.file("clock"))
        #expect(refusal { try site.verdict(on: site.machine.after(days: 3)) }?.code == .clockRecordLost)
        #expect(refusal { try site.install(license) }?.code == .clockRecordLost)
        // A new request makes a new device key, so the license of the old one does not come back.
        let request = try site.request()
        #expect(refusal { try site.install(license) }?.code == .licenseNotRequestedHere)
        _ = try site.install(site.vendor.license(for: request))
        #expect(try site.verdict().isLicensed)
    }

    @Test func `A renewal does not make up for a lost record, and leaves the key as it is`() throws {
        _ = try lived(days: 2)
        site.temporary.remove(site.file("clock"))
        let kept = try site.temporary.read(site.file("device.key"))
        #expect(refusal { try site.renewal() }?.code == .clockRecordLost)
        #expect(refusal { try site.timeRequest() }?.code == .clockRecordLost)
        #expect(try site.temporary.read(site.file("device.key")) == kept)
    }

    @Test func `A site license brings back no record either`() throws {
        let license = try site.vendor.license(for: site.request(), lastDay: "2026-12-10", binding: .site)
        _ = try site.install(license)
        for day in 0...20 { _ = try site.standing(on: site.machine.after(days: day)) }
        site.temporary.remove(site.file("clock"))
        #expect(refusal { try site.install(license) }?.code == .clockRecordLost)
        site.temporary.remove(site.file("device.key"))
        #expect(refusal { try site.install(license) }?.code == .stateDamaged)
    }

    @Test func `A license that is not taken moves nothing`() throws {
        let request = try site.request()
        _ = try site.install(site.vendor.license(for: request, lastDay: "2026-12-31"))
        // Of a desk whose clock is a month ahead.
        let early = try site.vendor.license(
            for: site.renewal(), issuedOn: "2026-12-23", lastDay: "2027-01-31")
        #expect(try site.install(early).name == "kept better")
        #expect(try site.verdict().isLicensed)
    }

    @Test func `Where the clock is set back, the later license is taken all the same`() throws {
        _ = try lived(days: 40)
        let back = site.machine.after(days: 3)
        let later = try site.vendor.license(
            for: site.renewal(on: back), issuedOn: "2027-01-02", lastDay: "2028-12-31")
        #expect(try site.install(later, on: back).name == "installed")
        #expect(try site.verdict(on: back).code == "clock-set-back")
        #expect(try site.verdict(on: site.machine.after(days: 41)).isLicensed)
    }

    @Test func `A record of another folder, or one that was changed, is none`() throws {
        _ = try lived(days: 1)
        let other = try Site()
        _ = try other.install(other.vendor.license(for: other.request()))
        let foreign = try other.temporary.read(other.file("clock"))
        let own = try site.temporary.read(site.file("clock"))
        try site.temporary.write(foreign, to: site.file("clock"))
        #expect(refusal { try site.verdict() }?.code == .clockRecordLost)
        for index in own.indices {
            var changed = own
            changed[index] ^= 0x10
            try site.temporary.write(changed, to: site.file("clock"))
            #expect(refusal { try site.verdict() }?.code == .clockRecordLost)
        }
        try site.temporary.write(own, to: site.file("clock"))
        #expect(try site.verdict().isLicensed)
    }

    @Test func `A check that cannot write says what is so all the same`() throws {
        _ = try lived(days: 1)
        let before = try site.temporary.read(site.file("clock"))
        let lock = try site.holdLock()
        defer { lock.release() }
        #expect(try site.verdict(on: site.machine.after(days: 2)).isLicensed)
        #expect(try site.standing(on: site.machine.after(days: 2)).couldNotRecord)
        #expect(try site.temporary.read(site.file("clock")) == before)
    }
}

@Suite("A clock that was ahead by mistake")
struct CorrectionTests {
    private let site: Site
    private let ahead: Int = 3_000

    init() throws {
        site = try Site()
        _ = try site.install(site.vendor.license(for: site.request(), lastDay: "2099-12-31"))
    }

    /// The clock is ahead by more than eight years, for so many days, and the machine runs on.
    private func mistake(days: Int) throws {
        for day in 0..<days {
            let machine = site.machine.after(days: ahead + day)
            let boot = Boot(id: [UInt8](repeating: 7, count: 16), awake: Int64(day) * 86_400)
            let reading = ClockReading(now: machine.now, boot: boot)
            _ = try site.check(
                on: Machine(
                    survey: MachineSurvey(components: machine.components), user: nil, clock: reading))
        }
    }

    @Test func `For two days: it leaves no trace`() throws {
        try mistake(days: 2)
        #expect(try site.verdict(on: site.machine.after(days: 2)).isLicensed)
    }

    @Test func `For weeks: the vendor puts it right, once`() throws {
        try mistake(days: 20)
        let now = site.machine.after(days: 21)
        #expect(try site.verdict(on: now).code == "clock-set-back")

        let request = try site.timeRequest(on: now)
        #expect(request.body.kind == .timeCorrection)
        #expect(request.body.purpose.highWaterMark ?? now.now > now.after(days: 2_000).now)
        let correction = try site.vendor.correction(for: request, at: now.after(days: 1).now)
        guard
            case .timeCorrected(_, let time, .trustworthy) = try site.install(
                correction, on: now.after(days: 2))
        else {
            Issue.record("not corrected")
            return
        }
        #expect(time == now.after(days: 1).now)
        #expect(try site.verdict(on: now.after(days: 2)).isLicensed)
        // Used up: neither it nor another for the same request is taken again.
        #expect(refusal { try site.install(correction, on: now) }?.code == .correctionNotAwaited)
        // And no clock can go back before it.
        #expect(try site.verdict(on: now.after(days: -10)).code == "clock-set-back")
    }

    @Test func `Only an answer to a request that is open here is taken`() throws {
        try mistake(days: 20)
        let now = site.machine.after(days: 21)
        let activation = try site.vendor.correction(for: site.request(on: now), at: now.now)
        #expect(refusal { try site.install(activation, on: now) }?.code == .correctionNotAwaited)
        let other = try Site()
        _ = try other.install(other.vendor.license(for: other.request()))
        let foreign = try site.vendor.correction(for: other.timeRequest(), at: now.now)
        #expect(refusal { try site.install(foreign, on: now) }?.code == .correctionNotAwaited)
    }

    @Test func `One that was kept for later is too late`() throws {
        _ = try site.check(on: site.running(0))
        let request = try site.folder.makeTimeRequest(
            trusting: .installed(Site.product), machine: site.running(0), random: SystemRandom()
        ).request
        for day in 1...32 { _ = try site.check(on: site.running(day)) }
        let correction = try site.vendor.correction(for: request, at: site.machine.now)
        #expect(
            refusal {
                try site.folder.install(
                    correction.unverified, trusting: .installed(correction.body.product),
                    machine: site.running(32))
            }?.code
                == .correctionTooLate)
    }
}

@Suite("Asking again")
struct RenewalTests {
    private let site: Site

    init() throws { site = try Site() }

    @Test func `Without a license there is nothing to renew, and no time to be put right`() throws {
        _ = try site.request()
        #expect(refusal { try site.renewal() }?.code == .licenseNoneInUse)
        #expect(refusal { try site.timeRequest() }?.code == .licenseNoneInUse)
    }

    @Test func `A renewal is of the same device key, without a proof, with the components of now`() throws {
        let first = try site.request()
        _ = try site.install(site.vendor.license(for: first))
        let grown = site.machine.with(.networkCard, "02:ff")
        let renewal = try site.renewal(on: grown)
        #expect(renewal.body.kind == .renewal && renewal.body.purpose.proof == nil)
        #expect(renewal.body.deviceKey == first.body.deviceKey && renewal.body.license == first.body.license)
        #expect(
            renewal.body.fingerprint.digests(of: .networkCard)
                != first.body.fingerprint.digests(of: .networkCard))
        _ = try site.install(site.vendor.license(for: renewal, issuedOn: "2026-11-24"), on: grown)
        // Now another part may change, which would have been too much before.
        let again = grown.with(.disk, "new")
        #expect(try site.verdict(on: again).isLicensed)
    }

    @Test func `A request for the time is not one for a license`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        _ = try site.timeRequest(on: site.machine.after(days: 1))
        let state = try #require(try site.folder.product(Site.product))
        let license = try #require(try state.license())
        #expect(try state.requestUnderway(after: license.unverifiedBody) == nil)
    }
}
