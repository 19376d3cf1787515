import Activation
import Testing

@testable import ClockGuard

/// The rules that the page's cases do not show by themselves.
struct RuleTests {
    private var settled: Life {
        var life = Life()
        life.runChecked(days: 10)
        return life
    }

    @Test func `The tolerance is exact, to the second`() {
        for (behind, isSetBack) in [(24 * hour, false), (24 * hour + 1, true)] {
            var life = settled
            life.error = -behind
            #expect(life.check().isSetBack == isSetBack)
        }
    }

    @Test func `A product can choose its tolerance within bounds`() {
        #expect(ClockPolicy().tolerance == 24 * hour)
        #expect(ClockPolicy(toleranceHours: 0).tolerance == hour)
        #expect(ClockPolicy(toleranceHours: .min).tolerance == hour)
        #expect(ClockPolicy(toleranceHours: .max).tolerance == 720 * hour)
        var life = settled
        life.policy = ClockPolicy(toleranceHours: 48)
        life.error = -40 * hour
        #expect(!life.check().isSetBack)
        life.policy = ClockPolicy(toleranceHours: 2)
        #expect(life.check().isSetBack)
    }

    @Test func `Both times are told, and which file shows it`() {
        var life = settled
        let shown = life.shown
        life.off(hour)
        life.run(20 * day)
        life.off(hour)
        life.setClock(to: shown)
        guard case .setBack(let setBack) = life.check(), case .systemFile(let path) = setBack.evidence else {
            Issue.record("Not noticed")
            return
        }
        #expect(setBack.shown.rawValue == shown)
        #expect(setBack.expected.rawValue > shown + 10 * day && setBack.expected.rawValue <= life.real)
        #expect(life.files[path] == setBack.expected.rawValue)
        #expect(!setBack.hasLostItsTime)
    }

    @Test func `Dates are judged by the mark where the clock is behind it, and by the clock during a leap`() {
        var life = settled
        let highWaterMark = life.shown
        life.error = -5 * hour
        #expect(life.check() == .trustworthy(now: UnixTime(rawValue: highWaterMark), leap: nil))
        life.error = 40 * day
        guard case .trustworthy(let now, let leap) = life.check() else {
            Issue.record("A leap ahead is no clock set back")
            return
        }
        #expect(now.rawValue == life.shown)
        #expect(leap == ClockLeap(expected: UnixTime(rawValue: highWaterMark), shown: now))
        #expect(leap?.isRemarkable == true)
    }

    @Test func `A second leap is no witness for itself`() {
        // A weekend, two days at work, and then a wrong year: found by a simulated year.
        var life = settled
        life.off(63 * hour)
        life.runChecked(days: 1)
        life.error = 1_000 * day
        life.runChecked(days: 2)
        life.error = 0
        #expect(!life.check().isSetBack)
    }

    @Test func `Trying out years one after the other is no probation`() {
        var life = settled
        for years: Int64 in 1...6 {
            life.error = years * 365 * day
            life.check()
        }
        life.error = 0
        #expect(life.check() == .trustworthy(now: UnixTime(rawValue: life.real), leap: nil))
    }

    @Test func `A check seldom has something to write`() {
        var life = settled
        life.check()
        var written = 0
        for _ in 0..<(24 * 60) {
            life.run(60)
            if ClockGuard.judge(life.record, life.reading, signed: life.signed).isWorthWriting {
                written += 1
                life.check()
            }
        }
        #expect(written == 24)
    }

    @Test func `Each of eight machines that share a folder is remembered, a ninth takes the oldest's place`()
    {
        var life = settled
        for boot in 101...109 {
            life.boot = UInt8(boot)
            life.check()
            life.run(hour)
        }
        #expect(life.record?.boots.map { Int($0.id[0]) } == Array(102...109))
    }

    @Test func `A counter that goes back counts nothing until it is where it was`() throws {
        var life = settled
        let before = try #require(life.record)
        for awake in [100, life.awake, 100, life.awake, 100] {
            life.awake = awake
            let after = ClockGuard.judge(life.record, life.reading, signed: life.signed).record
            life.record = after
        }
        #expect(life.record?.lived == before.lived)
        #expect(life.record?.boots == before.boots)
    }

    @Test func `Wrong times that files have from before the first check show nothing, then or later`() {
        var life = Life()
        for number in 1...20 { life.files["/old/\(number)"] = life.real + Int64(number) * 10 * day }
        #expect(!life.check().isSetBack)
        #expect(!life.runChecked(days: 3).isSetBack)
    }

    @Test func `Two mistakes that nobody looked into do not add up`() {
        var life = settled
        for ahead: Int64 in [300, 302] {
            life.error = ahead * day
            life.run(47 * hour)
            life.files["/kept/\(ahead)"] = life.shown
            life.files["/kept/\(ahead) too"] = life.shown - day
            life.error = 0
            #expect(!life.check().isSetBack)
        }
    }

    @Test func `Without the kernel's id nothing counts as running time, and the clock still does`() {
        let now = UnixTime(rawValue: Life.beginning)
        let first = ClockGuard.judge(nil, ClockReading(now: now, boot: nil), signed: [now]).record
        let later = ClockReading(now: now.adding(20 * hour), boot: nil)
        let second = ClockGuard.judge(first, later, signed: [now])
        #expect(second.record.lived == 0 && second.record.seen == later.now)
        #expect(second.record.highWaterMark == later.now)
    }

    @Test func `Numbers out of range are brought into it or left out, and nothing overflows`() {
        let odd = [Int64.min, -1, 0, 253_402_300_799, .max].map(UnixTime.init(rawValue:))
        #expect(Boot(id: [], awake: 0) == nil)
        #expect(Boot(id: .init(repeating: 0, count: 16), awake: -1) == nil)
        #expect(Boot(id: .init(repeating: 0, count: 16), awake: .max) == nil)
        let boot = Boot(id: .init(repeating: 0, count: 16), awake: 1 << 40)
        var record: ClockRecord?
        for now in odd + odd.reversed() {
            let files = odd.map { ClockFile(path: "/f", time: $0) }
            let reading = ClockReading(now: now, boot: boot, files: files)
            #expect((0...253_402_300_799).contains(reading.now.rawValue))
            let policy = ClockPolicy(toleranceHours: .max)
            record = ClockGuard.judge(record, reading, signed: odd, policy: policy).record
        }
        #expect(record != nil)
    }

    @Test func `A clock before 1970 or after 9999 is taken as the nearest moment, such files are left out`() {
        let latest: Int64 = 253_402_214_400  // 9999-12-31
        let shown: [Int64] = [.min, -1, 0, 1, latest - 1, latest, latest + 1, .max]
        let taken = shown.map { ClockReading(now: UnixTime(rawValue: $0), boot: nil).now.rawValue }
        #expect(taken == [0, 0, 0, 1, latest - 1, latest, latest, latest])
        let files = shown.map { ClockFile(path: "/f", time: UnixTime(rawValue: $0)) }
        let reading = ClockReading(now: UnixTime(rawValue: Life.beginning), boot: nil, files: files)
        #expect(reading.files.map(\.time.rawValue) == [latest, latest - 1, 1, 0])
    }

    @Test(arguments: [(-1, false), (0, true)] as [(Int64, Bool)])
    func `A leap is worth telling from thirty days on, to the second`(more: Int64, isWorthTelling: Bool) {
        let expected = UnixTime(rawValue: Life.beginning)
        let leap = ClockLeap(expected: expected, shown: expected.adding(30 * day + more))
        #expect(leap.isRemarkable == isWorthTelling)
    }

    @Test(
        arguments: [(1, 0), (1_000, 999), (1_001, 999), (2_000, 1_998), (2_001, 1_998)] as [(Int64, Int64)])
    func `Of what the counter says, one second in each thousand begun may not have passed`(
        seconds: Int64, passed: Int64
    ) throws {
        func reading(_ awake: Int64) -> ClockReading {
            ClockReading(
                now: UnixTime(rawValue: Life.beginning),
                boot: Boot(id: .init(repeating: 1, count: 16), awake: awake))
        }
        let first = ClockGuard.judge(nil, reading(60), signed: []).record
        #expect(ClockGuard.judge(first, reading(60 + seconds), signed: []).record.lived == passed)
    }

    @Test func `A leap is believed after three days and on the fourth day of the calendar, not before`() {
        let first = UnixTime(rawValue: Life.beginning)
        #expect(Probation.isPassed(from: first, to: first.adding(72 * hour), days: 4))
        #expect(!Probation.isPassed(from: first, to: first.adding(72 * hour - 1), days: 4))
        #expect(!Probation.isPassed(from: first, to: first.adding(72 * hour), days: 3))
    }

    @Test(arguments: [(12 * hour, false), (20 * hour, true)])
    func `A day on which the clock leapt again is counted once, and what is believed is on probation no more`(
        second: Int64, isPassed: Bool
    ) {
        func at(_ seconds: Int64) -> UnixTime { UnixTime(rawValue: Life.beginning + seconds) }
        func stretch(_ since: Int64, _ latest: Int64, days: Int) -> ClockStretch {
            ClockStretch(since: at(since), livedSince: 0, latest: at(latest), livedLatest: 0, days: days)
        }
        var record = ClockRecord(startingAt: at(0))
        record.lived = 2 * hour
        // On one day, and then on three: the first of them is the same one, or the next.
        record.probation = [stretch(0, hour, days: 1), stretch(second, 73 * hour, days: 3)]
        record.endProbation()
        #expect(record.highWaterMark == (isPassed ? at(hour) : ClockPolicy.epoch))
        #expect(record.probation.count == (isPassed ? 1 : 2))
    }

    @Test func `Of many files the latest are taken, each time once`() {
        let files = (0..<1_000).map {
            ClockFile(path: "/\($0)", time: UnixTime(rawValue: Life.beginning + Int64($0 / 2)))
        }
        let reading = ClockReading(now: UnixTime(rawValue: Life.beginning), boot: nil, files: files)
        let expected = (0..<ClockReading.fileLimit).map { Life.beginning + 499 - Int64($0) }
        #expect(reading.files.map(\.time.rawValue) == expected)
    }
}
