import Activation
import Testing

@testable import ClockGuard

/// A year of simulated life, many times over: what is real and what the clock shows are known apart, so that
/// the guard's promises can be held against the truth at every check.
struct YearTests {
    @Test(arguments: Schedule.all, 1...4)
    func `An honest machine is never told that its clock was set back`(schedule: Schedule, seed: Int) {
        var year = Year(schedule, seed: seed)
        while year.goesOn {
            let verdict = year.next()
            #expect(!verdict.isSetBack, "\(year.life.shown) \(verdict)")
            year.expectSoundMark()
        }
        #expect(year.checks > 40)
    }

    @Test(arguments: Schedule.all, 1...4)
    func `A clock ahead for up to two days leaves no trace`(schedule: Schedule, seed: Int) {
        var year = Year(schedule, seed: seed)
        while year.goesOn {
            if year.isTimeForEvent() {
                let wrong = year.random(from: 2, to: 3_650) * day
                let end = year.life.real + year.random(from: 1, to: 48) * hour
                year.life.error += wrong
                while year.life.real < end {
                    #expect(!year.next(until: end).isSetBack)
                }
                year.life.error -= wrong
            }
            #expect(!year.next().isSetBack)
            year.expectSoundMark()
        }
        #expect(year.events > 3)
    }

    @Test(arguments: Schedule.all, 1...4)
    func `An empty battery is told as long as the clock is wrong, and not after`(
        schedule: Schedule, seed: Int
    ) {
        var year = Year(schedule, seed: seed)
        while year.goesOn {
            if year.isTimeForEvent() {
                let error = year.life.error
                year.life.off(hour)
                year.life.setClock(to: [0, Case.year2000, Case.year2010][year.events % 3])
                for _ in 0..<year.random(from: 1, to: 8) {
                    guard case .setBack(let setBack) = year.next(isHonest: false) else {
                        Issue.record("The clock has lost its time, and is believed")
                        return
                    }
                    #expect(setBack.hasLostItsTime)
                }
                year.life.error = error
            }
            #expect(!year.next().isSetBack)
            year.expectSoundMark()
        }
        #expect(year.events > 3)
    }

    @Test(arguments: Schedule.all, 1...4)
    func `A clock that is set back beyond the tolerance and the lag is noticed at every check`(
        schedule: Schedule, seed: Int
    ) {
        var year = Year(schedule, seed: seed)
        while year.goesOn {
            // The first weeks are for the high-water mark to catch up.
            if year.isTimeForEvent(), year.life.real - Life.beginning > 60 * day {
                let back =
                    schedule.lag + year.life.policy.tolerance + 15 * hour + year.random(from: 0, to: 400)
                    * day
                year.life.error -= back
                for _ in 0..<year.random(from: 1, to: 8) {
                    #expect(year.next(isHonest: false).isSetBack)
                    year.expectSoundMark()
                }
                year.life.error += back
            }
            #expect(!year.next().isSetBack)
            year.expectSoundMark()
        }
        #expect(year.events > 3)
    }

    @Test(arguments: Schedule.all, 1...4)
    func `A clock that is ahead for a month is put right by one correction`(schedule: Schedule, seed: Int) {
        var year = Year(schedule, seed: seed)
        var corrections: UInt32 = 0
        while year.goesOn {
            if year.isTimeForEvent() {
                let wrong = year.random(from: 60, to: 3_650) * day
                let end = year.life.real + year.random(from: 20, to: 45) * day
                year.life.error += wrong
                while year.life.real < end { #expect(!year.next(until: end).isSetBack) }
                year.life.error -= wrong
                if year.life.check().isSetBack {
                    year.life.correct(UInt8(year.events))
                    corrections += 1
                    #expect(year.life.record?.corrections == corrections)
                    #expect(!year.life.check().isSetBack)
                }
            }
            #expect(!year.next().isSetBack)
            year.expectSoundMark()
        }
        #expect(corrections > 0)
    }
}

/// How a machine is used.
enum Schedule: String, CaseIterable, Sendable {
    case server, office, laptop, plant
    case dualBoot = "office, two systems"

    static let all = allCases

    /// By how much the high-water mark may be behind, as the page says: the longest gap and its probation.
    var lag: Int64 {
        switch self {
        case .server: 12 * hour
        case .office, .dualBoot: 23 * day
        case .laptop: 28 * day
        case .plant: 127 * day
        }
    }
}

/// One life under way.
struct Year {
    var life = Life()
    private(set) var checks = 0
    private(set) var events = 0
    private let schedule: Schedule
    private var generator: SplitMix64
    private var nextEvent: Int64
    /// By how many seconds a day the clock is fast; and what a second system makes of it.
    private let drift: Int64
    private let zone: Int64

    init(_ schedule: Schedule, seed: Int) {
        self.schedule = schedule
        generator = SplitMix64(state: UInt64(seed) &* 7_919)
        drift = generator.next(from: -2, to: 2)
        zone = generator.next(from: -12, to: 14) * hour
        nextEvent = Life.beginning + generator.next(from: 2, to: 30) * day
        life.check()
    }

    var goesOn: Bool { life.real < Life.beginning + 365 * day }

    mutating func random(from low: Int64, to high: Int64) -> Int64 { generator.next(from: low, to: high) }

    mutating func isTimeForEvent() -> Bool {
        guard life.real >= nextEvent else { return false }
        nextEvent = life.real + random(from: 20, to: 60) * day
        events += 1
        return true
    }

    /// Lives on to the next check, and no longer than until `end`.
    mutating func next(until end: Int64 = .max, isHonest: Bool = true) -> ClockVerdict {
        let before = self
        live(isHonest: isHonest)
        if life.real > end {
            // Somebody comes earlier than that, and finds the machine asleep.
            self = before
            life.sleep(end - life.real)
        }
        life.error += drift * (life.real - before.life.real) / day
        checks += 1
        return life.check()
    }

    private mutating func live(isHonest: Bool) {
        switch schedule {
        case .server:
            if random(from: 0, to: 400) == 0 { life.off(hour) }
            life.run(random(from: 1, to: 10) * hour)
        case .office:
            work(days: 5, holiday: 16)
        case .dualBoot:
            let wasOff = work(days: 5, holiday: 16)
            if wasOff, isHonest { flip() }
        case .laptop:
            life.run(random(from: 0, to: 3) * hour / 2)
            if random(from: 0, to: 2) == 0 { life.sleep(random(from: 10, to: 160) * hour) }
            if random(from: 0, to: 30) == 0 { life.off(hour) }
        case .plant:
            life.run(random(from: 2, to: 20) * hour)
            if random(from: 0, to: 200) == 0 { life.off(random(from: 10, to: 120) * day) }
        }
    }

    /// Three hours at work; a night, a weekend or a holiday off where it is time.
    @discardableResult
    private mutating func work(days: Int64, holiday: Int64) -> Bool {
        life.run(3 * hour)
        let sinceMonday = (life.real - Life.beginning) % (7 * day)
        guard sinceMonday % day >= 9 * hour else { return false }
        let nextMorning = sinceMonday - sinceMonday % day + day
        var off = nextMorning - sinceMonday
        if nextMorning >= days * day { off += (7 - days) * day }
        if nextMorning >= days * day, random(from: 0, to: 20) == 0 { off += (holiday - 2) / 7 * 7 * day }
        life.off(off)
        return true
    }

    /// Another system has been there, and has left its own idea of the time in the hardware; or it is put right.
    private var isFlipped = false
    private mutating func flip() {
        guard random(from: 0, to: 2) == 0 else { return }
        life.error += isFlipped ? -zone : zone
        isFlipped.toggle()
    }

    /// The high-water mark is never later than it really is, but for the tolerance.
    func expectSoundMark() {
        guard let highWaterMark = life.record?.highWaterMark.rawValue else { return }
        #expect(highWaterMark <= life.real + life.policy.tolerance)
    }
}

/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(from low: Int64, to high: Int64) -> Int64 {
        low + Int64(next() % UInt64(high - low + 1))
    }
}
