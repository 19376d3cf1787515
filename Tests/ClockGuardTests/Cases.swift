import Activation

@testable import ClockGuard

/// The cases of the page's table: a life of a machine, and what is said at its end.
struct Case: Sendable {
    let name: String
    let live: @Sendable (inout Life) -> ClockVerdict

    /// What the page must say.
    var verdict: String {
        var life = Life()
        let verdict = live(&life)
        return words(verdict, shown: life.shown)
    }

    static let year2000: Int64 = 946_684_800
    static let year2010: Int64 = 1_262_304_000
    static let year = 365 * day

    static let all: [Case] = ordinary + mistakes + attacks

    static let ordinary: [Case] = [
        Case(name: "first check") { $0.check() },
        Case(name: "a server that runs for a year") { $0.runChecked(days: 365) },
        Case(name: "a counter that is fast by 500 parts in a million, for ten years") { life in
            for _ in 0..<520 {
                life.check()
                life.run(7 * day)
                life.awake += 7 * day / 2_000
            }
            return life.check()
        },
        Case(name: "switched off for a night") { life in
            life.runChecked(days: 5)
            life.off(15 * hour)
            return life.check()
        },
        Case(name: "switched off for a weekend") { life in
            life.runChecked(days: 5)
            life.off(63 * hour)
            return life.check()
        },
        Case(name: "four days at work after the weekend") { life in
            life.runChecked(days: 5)
            for off: Int64 in [63, 15, 15, 15] {
                life.off(off * hour)
                life.check()
                life.run(9 * hour)
            }
            return life.check()
        },
        Case(name: "asleep for three months") { life in
            life.runChecked(days: 5)
            life.sleep(90 * day)
            return life.check()
        },
        Case(name: "stored for half a year, then at work for a week") { life in
            life.runChecked(days: 5)
            life.off(182 * day)
            return life.runChecked(days: 7)
        },
        Case(name: "a laptop that is used for an hour each week, after half a year") { life in
            for _ in 0..<26 {
                life.check()
                life.run(hour)
                life.check()
                life.off(7 * day - hour)
            }
            return life.check()
        },
        Case(name: "another system on the machine has left the clock 14 hours ahead") { life in
            life.runChecked(days: 5)
            life.off(hour)
            life.error = 14 * hour
            return life.check()
        },
        Case(name: "and then the clock is right again") { life in
            for error: Int64 in [0, 14, 0, 14, 0, 14, 0] {
                life.off(hour)
                life.error = error * hour
                life.runChecked(days: 2)
            }
            return life.check()
        },
        Case(name: "another system has left it 12 hours behind") { life in
            life.runChecked(days: 5)
            life.off(hour)
            life.error = -12 * hour
            return life.check()
        },
        Case(name: "a virtual machine that is put back by 20 days, its disk with it") { life in
            life.runChecked(days: 5)
            let (record, boot, awake, files) = (life.record, life.boot, life.awake, life.files)
            life.runChecked(days: 20)
            (life.record, life.boot, life.awake, life.files) = (record, boot, awake, files)
            return life.check()
        },
        Case(name: "two machines that run for months and share the folder") { life in
            let other: UInt8 = 200
            for round in 0..<200 {
                life.boot = round % 2 == 0 ? 1 : other
                life.check()
                life.run(12 * hour)
            }
            return life.check()
        },
    ]

    static let mistakes: [Case] = [
        Case(name: "the battery is empty: 1970") { emptyBattery(&$0, 0) },
        Case(name: "the battery is empty: 2000") { emptyBattery(&$0, year2000) },
        Case(name: "the battery is empty: 2010") { emptyBattery(&$0, year2010) },
        Case(name: "the battery is empty, and there is no record yet") { life in
            life.setClock(to: year2000)
            return life.check()
        },
        Case(name: "the clock is put right after that") { life in
            _ = emptyBattery(&life, year2000)
            life.run(2 * hour)
            life.error = 0
            return life.check()
        },
        Case(name: "set ten years ahead") { aheadForDays(&$0, 0) },
        Case(name: "ten years ahead for two days, then put right") { life in
            _ = aheadForDays(&life, 2)
            life.error = 0
            return life.check()
        },
        Case(name: "the same, and nothing was checked meanwhile") { life in
            life.runChecked(days: 5)
            life.error = 10 * year
            life.run(2 * day)
            life.error = 0
            return life.check()
        },
        Case(name: "ten years ahead from Friday to Tuesday, off at the weekend, then put right") { life in
            life.runChecked(days: 4)
            life.error = 10 * year
            for off: Int64 in [0, 63, 15] {
                life.off(off * hour)
                life.check()
                life.run(9 * hour)
                life.check()
            }
            life.error = 0
            return life.check()
        },
        Case(name: "ten years ahead for a month, then put right") { life in
            _ = aheadForDays(&life, 30)
            life.error = 0
            return life.check()
        },
        Case(name: "the same, and the vendor has sent a correction") { life in
            _ = aheadForDays(&life, 30)
            life.error = 0
            life.check()
            life.correct()
            return life.check()
        },
        Case(name: "ten years ahead at the first check, put right the next day") { life in
            life.error = 10 * year
            life.runChecked(days: 1)
            life.error = 0
            return life.check()
        },
        Case(name: "a correction, and the clock is still at 2000") { life in
            _ = emptyBattery(&life, year2000)
            life.correct()
            return life.check()
        },
    ]

    static let attacks: [Case] = [
        Case(name: "set back by a year") { life in
            life.runChecked(days: 5)
            life.error = -year
            return life.check()
        },
        Case(name: "set back by 25 hours, on a machine that runs") { life in
            life.runChecked(days: 5)
            life.error = -25 * hour
            return life.check()
        },
        Case(name: "set back by 20 hours") { life in
            life.runChecked(days: 5)
            life.error = -20 * hour
            return life.check()
        },
        Case(name: "set back by 20 hours each day, on the second day") { life in
            life.runChecked(days: 5)
            life.error = -20 * hour
            life.runChecked(days: 1)
            life.error = -40 * hour
            return life.check()
        },
        Case(name: "the same day every day, nine hours a day, on the fifth day") { life in
            life.runChecked(days: 5)
            let morning = life.shown
            for _ in 0..<4 {
                life.setClock(to: morning)
                life.check()
                life.run(9 * hour)
                life.check()
                life.off(15 * hour)
            }
            life.setClock(to: morning)
            return life.check()
        },
        Case(name: "the clock goes on each morning from where it stood when switched off") { life in
            life.runChecked(days: 5)
            for _ in 0..<60 {
                let evening = life.shown
                life.off(15 * hour)
                life.setClock(to: evening)
                life.check()
                life.run(9 * hour)
                life.check()
            }
            return life.check()
        },
        Case(name: "set back below the day of a new license, no record") { life in
            life.error = -3 * day
            return life.check()
        },
        Case(name: "an old record put back, the clock with it, after a start of the machine") { life in
            let old = oldRecord(&life)
            life.off(hour)
            life.record = old.record
            life.setClock(to: old.shown)
            return life.check()
        },
        Case(name: "the same without a start of the machine") { life in
            let old = oldRecord(&life)
            life.files = [:]
            life.record = old.record
            life.setClock(to: old.shown)
            return life.check()
        },
        Case(name: "the same after a start, and the system's files removed") { life in
            let old = oldRecord(&life)
            life.off(hour)
            life.files = [:]
            life.record = old.record
            life.setClock(to: old.shown)
            return life.check()
        },
        Case(name: "no check for a month at work, then set back to the last one") { life in
            life.runChecked(days: 5)
            let last = life.shown
            life.off(hour)
            life.run(30 * day)
            life.off(hour)
            life.setClock(to: last)
            return life.check()
        },
        Case(name: "ahead for a minute and back, so as to excuse the files, then an old record") { life in
            let old = oldRecord(&life)
            life.off(hour)
            life.record = old.record
            life.setClock(to: old.shown + 25 * hour)
            life.check()
            life.setClock(to: old.shown + hour)
            return life.check()
        },
    ]

    private static func emptyBattery(_ life: inout Life, _ shown: Int64) -> ClockVerdict {
        life.runChecked(days: 5)
        life.off(30 * day)
        life.setClock(to: shown)
        return life.check()
    }

    private static func aheadForDays(_ life: inout Life, _ days: Int) -> ClockVerdict {
        life.runChecked(days: 5)
        life.error = 10 * year
        return life.runChecked(days: days)
    }

    private static func oldRecord(_ life: inout Life) -> (record: ClockRecord?, shown: Int64) {
        life.runChecked(days: 5)
        let old = (life.record, life.shown)
        life.runChecked(days: 30)
        return old
    }
}
