import Activation
import Testing

@testable import ClockGuard

struct CorrectionTests {
    private let request = RequestDigest(uncheckedBytes: [UInt8](repeating: 7, count: 12))

    /// A machine that was ten years ahead for a month, and whose clock is right again.
    private var locked: Life {
        get throws {
            var life = Life()
            life.runChecked(days: 5)
            life.error = 3_650 * day
            life.runChecked(days: 30)
            life.error = 0
            try #require(life.check().isSetBack)
            return life
        }
    }

    @Test func `A correction answers only a request that was made here`() throws {
        var life = try locked
        #expect(life.take(UnixTime(rawValue: life.real), answering: request) == .notAwaited)
        #expect(life.check().isSetBack)
    }

    @Test func `A correction is not taken a second time`() throws {
        var life = try locked
        life.correct(7)
        #expect(life.record?.corrections == 1)
        #expect(life.take(UnixTime(rawValue: life.real), answering: request) == .notAwaited)
        #expect(life.record?.corrections == 1)
    }

    @Test func `A correction closes the other requests, so that none is kept for later`() throws {
        var life = try locked
        life.record = life.record?.awaiting(request)
        life.correct(8)
        #expect(life.record?.awaitedRequests == [])
        #expect(life.take(UnixTime(rawValue: life.real), answering: request) == .notAwaited)
    }

    @Test func `A correction is taken after thirty days of running, and not after more`() throws {
        for (days, isTaken) in [(30, true), (31, false)] {
            var life = try locked
            life.record = life.record?.awaiting(request)
            let asked = UnixTime(rawValue: life.real)
            life.runChecked(days: days)
            let correction = life.take(asked, answering: request)
            #expect(life.record?.corrections == (isTaken ? 1 : 0), "\(correction)")
        }
    }

    @Test func `Time that was not written down counts against a correction too`() throws {
        var life = try locked
        life.check()
        life.record = life.record?.awaiting(request)
        life.run(32 * day)
        guard case .tooLate(let lived) = life.take(UnixTime(rawValue: life.real), answering: request) else {
            Issue.record("A correction that is too late was taken")
            return
        }
        #expect((31 * day...32 * day).contains(lived))
    }

    @Test func `A correction does not go below what the vendor has signed`() throws {
        var life = try locked
        life.signed = [UnixTime(rawValue: life.real)]
        life.check()
        life.record = life.record?.awaiting(request)
        life.take(UnixTime(rawValue: life.real - 300 * day), answering: request)
        #expect(life.record?.highWaterMark.rawValue == life.real)
        #expect(life.record?.floor.rawValue == life.real)
    }

    @Test func `The time of a correction is a signed time from then on`() throws {
        var life = try locked
        life.correct(7)
        let signed = life.real
        life.correct(8)
        #expect(life.record?.floor.rawValue == signed)
        life.record = life.record?.awaiting(request)
        life.take(UnixTime(rawValue: signed - 10 * day), answering: request)
        #expect(life.record?.floor.rawValue == signed)
    }

    @Test func `After a correction the wrong times of files count no more, and running time does`() throws {
        var life = try locked
        life.correct(7)
        #expect(!life.runChecked(days: 30).isSetBack)
        life.error = -3 * day
        #expect(life.check().isSetBack)
    }

    @Test func `Only the last requests are answered`() throws {
        var life = try locked
        life.record = life.record?.awaiting(request)
        for number in 20..<UInt8(20 + ClockRecord.awaitedLimit) {
            life.record = life.record?.awaiting(
                RequestDigest(uncheckedBytes: .init(repeating: number, count: 12)))
        }
        #expect(life.take(UnixTime(rawValue: life.real), answering: request) == .notAwaited)
        #expect(life.record?.awaitedRequests.count == ClockRecord.awaitedLimit)
    }

    @Test func `A correction leaves of the old record what cannot be wrong, and nothing else`() throws {
        var life = Life()
        life.runChecked(days: 5)
        // A file of the future is excused, and a leap is on probation, when the correction comes.
        let wrong = life.real + 400 * day
        life.files["/etc/adjtime"] = wrong
        life.check()
        life.off(4 * day)
        life.check()
        life.record = life.record?.awaiting(request)
        let before = try #require(life.record)
        try #require(before.excused.contains { $0.rawValue == wrong } && !before.probation.isEmpty)
        life.files["/etc/adjtime"] = life.real - day
        life.run(hour)
        guard
            case .applied(let record) = before.corrected(
                to: UnixTime(rawValue: life.real), answering: request, reading: life.reading,
                policy: life.policy)
        else {
            Issue.record("not taken")
            return
        }
        #expect(record.seen == life.reading.now && record.seen != before.seen)
        #expect(record.excused == [] && record.probation == [] && record.awaited == [])
        #expect(record.boots.map(\.id) == [life.reading.boot?.id])
        #expect(record.highWaterMark.rawValue == life.real && record.floor.rawValue == life.real)
        #expect(record.lived > before.lived && record.corrections == before.corrections + 1)
        // What is later than the vendor's time is excused anew.
        life.files["/var/log/wtmp"] = life.real + 300 * day
        guard
            case .applied(let again) = before.corrected(
                to: UnixTime(rawValue: life.real), answering: request, reading: life.reading,
                policy: life.policy)
        else {
            Issue.record("not taken")
            return
        }
        #expect(again.excused.map(\.rawValue) == [life.real + 300 * day])
    }
}
