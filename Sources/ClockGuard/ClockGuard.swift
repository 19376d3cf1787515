import Activation

/// Says whether a machine's clock can be believed, from what is remembered and what is seen. Pure: the same
/// values give the same answer. `docs/clock.md` has the rules and why they are what they are.
package enum ClockGuard {
    /// Judges the clock.
    ///
    /// - Parameters:
    ///   - record: what is remembered; nil at the very first check only. That a record is missing where there
    ///     has been one is for the caller to notice.
    ///   - reading: what is seen.
    ///   - signed: when the vendor signed the documents in use, each with its signature verified.
    ///   - policy: the product's tolerance.
    package static func judge(
        _ record: ClockRecord?, _ reading: ClockReading, signed: [UnixTime],
        policy: ClockPolicy = ClockPolicy()
    ) -> ClockJudgement {
        var judging = Judging(record, reading, policy)
        let verdict = judging.verdict(signed: signed)
        judging.remember()
        return ClockJudgement(
            verdict: verdict, record: judging.record,
            isWorthWriting: record.map { judging.record.isWorthWriting(over: $0) } ?? true)
    }
}

/// One check under way.
struct Judging {
    var record: ClockRecord
    private let isFirst: Bool
    private let reading: ClockReading
    private let tolerance: Int64
    private var now: UnixTime { reading.now }

    init(_ record: ClockRecord?, _ reading: ClockReading, _ policy: ClockPolicy) {
        self.record = record ?? ClockRecord(startingAt: reading.now)
        self.reading = reading
        tolerance = policy.tolerance
        isFirst = record == nil
    }

    /// The steps, in the order of the page.
    mutating func verdict(signed: [UnixTime]) -> ClockVerdict {
        raise(to: signed)
        raise(by: reading.boot)
        if isFirst { excuseFilesAhead() }
        excuseTakenBackLeap()
        let witness = raiseByFiles()
        if now < record.highWaterMark.adding(-tolerance) { return .setBack(setBack(witness)) }
        let leap = judgeLeap()
        excuseFilesAhead()
        record.excused.removeAll { $0 <= record.highWaterMark }
        return .trustworthy(now: max(now, record.highWaterMark), leap: leap)
    }

    private mutating func raise(to signed: [UnixTime]) {
        let latest = signed.filter { $0 <= ClockReading.latest }.max() ?? record.floor
        record.floor = max(record.floor, latest)
        record.highWaterMark = max(record.highWaterMark, record.floor)
    }

    private mutating func raise(by boot: Boot?) {
        guard let boot, let anchor = record.boots.first(where: { $0.id == boot.id }) else { return }
        let passed = Self.certain(boot.awake - anchor.awake)
        record.highWaterMark = max(
            record.highWaterMark, min(anchor.highWaterMark.adding(passed), ClockReading.latest))
        record.lived = max(record.lived, min(anchor.lived + passed, Boot.longest))
    }

    /// Of so many seconds by the machine's own counter, those that have passed for certain. The kernel may run
    /// the counter fast by 500 parts in a million; over years that would be days.
    private static func certain(_ seconds: Int64) -> Int64 {
        seconds <= 0 ? 0 : seconds - (seconds + 999) / 1_000
    }

    private var unexcused: [ClockFile] {
        reading.files.filter { !record.excused.contains($0.time) }
    }

    private mutating func excuseFilesAhead() {
        record.excuse(unexcused.map(\.time).filter { $0 > now.adding(tolerance) })
    }

    /// The clock is back from a leap that was not believed: what was written during it has wrong times.
    private mutating func excuseTakenBackLeap() {
        for stretch in record.probation where now < stretch.since.adding(-tolerance) {
            let during = stretch.since.adding(-tolerance)...stretch.latest.adding(tolerance)
            let times = unexcused.map(\.time).filter { $0 > now.adding(tolerance) && during.contains($0) }
            record.excuse(times)
        }
    }

    /// The file that shows that it is later than was known; nil if none does.
    private mutating func raiseByFiles() -> ClockFile? {
        let files = unexcused
        guard let time = Probation.latestPassed(files.map(\.time) + [now]), time > record.highWaterMark,
            let witness = files.first(where: { $0.time == time })
        else { return nil }
        record.highWaterMark = time
        return witness
    }

    private func setBack(_ witness: ClockFile?) -> ClockSetBack {
        let evidence: ClockSetBack.Evidence =
            if now < record.floor.adding(-tolerance) {
                .signedDocument
            } else if let witness {
                .systemFile(path: witness.path)
            } else {
                .highWaterMark
            }
        let expected = evidence == .signedDocument ? record.floor : record.highWaterMark
        return ClockSetBack(shown: now, expected: expected, evidence: evidence)
    }

    /// Moves the high-water mark to the clock where it can be believed; else the leap that it is.
    private mutating func judgeLeap() -> ClockLeap? {
        let expected = record.highWaterMark
        if isLeap {
            record.continueProbation(at: now, tolerance: tolerance)
            record.endProbation()
        }
        guard isLeap else {
            record.highWaterMark = max(record.highWaterMark, now)
            record.probation = []
            return nil
        }
        return ClockLeap(expected: expected, shown: now)
    }

    private var isLeap: Bool { now > record.highWaterMark.adding(tolerance) }

    /// Notes the reading in the record.
    mutating func remember() {
        record.seen = now
        guard let boot = reading.boot else { return }
        let known = record.boots.first { $0.id == boot.id }
        // The counter of one run never goes back; where it seems to, a virtual machine was.
        if let known, known.awake > boot.awake { return }
        record.boots.removeAll { $0.id == boot.id }
        record.boots.append(record.anchor(of: boot))
        record.boots.removeFirst(max(0, record.boots.count - ClockRecord.bootLimit))
    }
}
