import Activation
import Cryptography
import Testing

@testable import ClockGuard

let hour: Int64 = 3_600
let day: Int64 = 24 * hour

/// A machine's life: what time it really is and what its clock shows are two things. Files of the system are
/// touched while it runs, by what the clock shows.
struct Life {
    /// 2027-03-01T08:00:00Z, a Monday.
    static let beginning: Int64 = 1_803_888_000

    var real: Int64
    /// What the clock shows is so much more than what is real.
    var error: Int64 = 0
    var record: ClockRecord?
    /// What the vendor has signed: a product file the day before.
    var signed = [UnixTime(rawValue: Life.beginning - day)]
    var policy = ClockPolicy()
    var files: [String: Int64] = [:]
    var boot: UInt8 = 1
    var awake: Int64 = 60
    private var lastDay: Int64 = 0

    init(real: Int64 = Life.beginning) {
        self.real = real
        touch()
    }

    var shown: Int64 { real + error }

    var reading: ClockReading {
        ClockReading(
            now: UnixTime(rawValue: shown), boot: Boot(id: Array(repeating: boot, count: 16), awake: awake),
            files: files.map { ClockFile(path: $0.key, time: UnixTime(rawValue: $0.value)) })
    }

    /// Runs for so many seconds, and touches files each hour.
    mutating func run(_ seconds: Int64) {
        var left = seconds
        while left > 0 {
            let step = min(left, hour)
            real += step
            awake += step
            left -= step
            touch()
        }
    }

    mutating func sleep(_ seconds: Int64) {
        real += seconds
    }

    mutating func off(_ seconds: Int64) {
        real += seconds
        boot = boot == 255 ? 1 : boot + 1
        awake = 60
        touch()
        files["/var/lib/systemd/random-seed"] = shown
    }

    mutating func setClock(to shown: Int64) { error = shown - real }

    /// A check; what comes of it is kept where it is worth it.
    @discardableResult
    mutating func check() -> ClockVerdict {
        let judgement = ClockGuard.judge(record, reading, signed: signed, policy: policy)
        if judgement.isWorthWriting { record = judgement.record }
        return judgement.verdict
    }

    /// Runs for so many days with a check every six hours.
    @discardableResult
    mutating func runChecked(days: Int) -> ClockVerdict {
        for _ in 0..<(days * 4) {
            check()
            run(6 * hour)
        }
        return check()
    }

    /// Asks the vendor, who knows what time it is, and takes his answer.
    @discardableResult
    mutating func correct(_ number: UInt8 = 1) -> ClockCorrection {
        let request = RequestDigest(uncheckedBytes: Array(repeating: number, count: 12))
        record = record?.awaiting(request)
        return take(UnixTime(rawValue: real), answering: request)
    }

    @discardableResult
    mutating func take(_ time: UnixTime, answering request: RequestDigest) -> ClockCorrection {
        guard
            let correction = record?.corrected(to: time, answering: request, reading: reading, policy: policy)
        else { return .notAwaited }
        if case .applied(let next) = correction { record = next }
        return correction
    }

    /// A journal that goes on, stamps of each day and each week, journals put away every other day.
    private mutating func touch() {
        files["/var/log/journal/m/system.journal"] = shown
        let today = shown / day
        guard today != lastDay else { return }
        lastDay = today
        files["/var/lib/systemd/timers/stamp-logrotate.timer"] = shown
        if today % 7 == 4 { files["/var/lib/systemd/timers/stamp-fstrim.timer"] = shown }
        if today % 2 == 0 { files["/var/log/journal/m/system@\(today / 2 % 8).journal"] = shown }
    }
}

/// A verdict in the words of the page.
func words(_ verdict: ClockVerdict, shown: Int64) -> String {
    switch verdict {
    case .trustworthy(let now, let leap):
        if leap != nil { return "trustworthy, a leap" }
        return now.rawValue == shown ? "trustworthy" : "trustworthy, by the mark"
    case .setBack(let setBack):
        let evidence =
            switch setBack.evidence {
            case .highWaterMark: "the mark"
            case .signedDocument: "a signed date"
            case .systemFile: "a system file"
            }
        return "set back: \(evidence)\(setBack.hasLostItsTime ? ", time lost" : "")"
    }
}

extension ClockVerdict {
    var isSetBack: Bool {
        if case .setBack = self { true } else { false }
    }
}
