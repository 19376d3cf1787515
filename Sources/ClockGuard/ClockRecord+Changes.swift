import Activation

extension ClockRecord {
    func anchor(of boot: Boot) -> BootAnchor {
        BootAnchor(id: boot.id, awake: boot.awake, mark: mark, lived: lived)
    }

    mutating func excuse(_ times: [UnixTime]) {
        excused = Array(Set(excused + times).sorted().suffix(Self.excusedLimit))
    }

    /// Adds a reading to the stretch that it goes on from; a further leap begins another one. Where the clock
    /// has gone back, what it showed after that is forgotten.
    mutating func continueProbation(at now: UnixTime, tolerance: Int64) {
        probation.removeAll { now < $0.latest.adding(-tolerance) }
        if var last = probation.last, now <= last.latest.adding(lived - last.livedLatest + tolerance) {
            if now.day > last.latest.day { last.days += 1 }
            last.latest = max(last.latest, now)
            last.livedLatest = lived
            probation[probation.count - 1] = last
        } else {
            probation.append(ClockStretch(at: now, lived: lived))
            probation.removeFirst(max(0, probation.count - Self.probationLimit))
        }
    }

    /// Moves the mark to the end of the latest stretch from whose beginning the clock has gone on for long
    /// enough. Not further: a second leap is no witness for itself.
    mutating func endProbation() {
        guard let end = probation.last?.latest else { return }
        for index in probation.indices.reversed() {
            let stretch = probation[index]
            guard Probation.isPassed(from: stretch.since, to: end, days: days(from: index)),
                lived - stretch.livedSince >= ClockPolicy.probationRunning
            else { continue }
            mark = max(mark, stretch.latest)
            probation.removeFirst(index + 1)
            return
        }
    }

    /// On how many days of the calendar the clock was read from that stretch on.
    private func days(from index: Int) -> Int {
        let stretches = probation[index...]
        let shared = zip(stretches, stretches.dropFirst()).filter { $0.latest.day == $1.since.day }
        return stretches.reduce(0) { $0 + $1.days } - shared.count
    }

    /// A check writes only what would be missed, so that hardly any check writes.
    func isWorthWriting(over old: ClockRecord) -> Bool {
        floor != old.floor || excused != old.excused || Set(boots.map(\.id)) != Set(old.boots.map(\.id))
            || Self.hasMoved(mark.rawValue, old.mark.rawValue) || Self.hasMoved(lived, old.lived)
            || probation.count != old.probation.count
            || zip(probation, old.probation).contains { $0.isWorthWriting(over: $1) }
    }

    fileprivate static func hasMoved(_ one: Int64, _ other: Int64) -> Bool {
        abs(one - other) >= ClockPolicy.writingInterval
    }
}

extension ClockStretch {
    fileprivate func isWorthWriting(over old: ClockStretch) -> Bool {
        since != old.since || days != old.days || ClockRecord.hasMoved(latest.rawValue, old.latest.rawValue)
    }
}
