/// A whole text: what comes through a pipe, or is pasted from a mail.
extension CodeEntry {
    /// Takes all groups of a text, whatever stands around them: a greeting, a signature, the marks of a quotation. Of
    /// the ways to read it, that one counts which leaves the fewest groups missing and has the fewest faults.
    ///
    /// If no group is missing then, what else is there is no fault; and where groups are missing, a line that holds none
    /// is one only if nothing else is there.
    package mutating func type(whole text: String) -> [EntryEvent] {
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard let best = bestReading(lines) else { return [] }
        self = best.entry
        guard !missing.isEmpty else { return best.events.filter { !$0.isFault } }
        let named = best.events.filter { !$0.isUnreadable }
        return named.isEmpty ? Array(best.events.prefix(1)) : named
    }

    /// What comes of reading a text in one way.
    private struct Reading {
        let entry: CodeEntry
        let events: [EntryEvent]

        /// The less, the better. A group that is missing counts no more than a fault, so that nothing strange is taken
        /// for the one that is missing.
        var cost: Int { entry.missing.count + events.count(where: \.isFault) }
    }

    private func bestReading(_ lines: [String]) -> Reading? {
        let best = reading(lines)
        guard right.isEmpty, best?.entry.right.isEmpty != false else { return best }
        let other = CodeEntry(direction: direction, form: form == .digits ? .words : .digits).reading(lines)
        return other?.entry.right.isEmpty == false ? other : best
    }

    /// The best of the ways: with only the lines that look like groups, or more, or all.
    private func reading(_ lines: [String]) -> Reading? {
        let likeness = lines.map { TypedLine($0, form: form).likeness }
        var best: Reading?
        for least in TypedLine.Likeness.allCases.reversed() {
            let taken = zip(lines, likeness).filter { $1 >= least }.map(\.0)
            guard !taken.isEmpty else { continue }
            for reading in [asOne(taken), byLine(taken)] where reading.cost < best?.cost ?? .max {
                best = reading
            }
            // Nothing is better than that.
            if best?.cost == 0 { break }
        }
        return best
    }

    /// So that what follows shows what was left out.
    private func asOne(_ lines: [String]) -> Reading {
        var entry = self
        let events = entry.type(lines.joined(separator: " "), isAll: true)
        return Reading(entry: entry, events: events)
    }

    /// As where each line begins with its number.
    private func byLine(_ lines: [String]) -> Reading {
        var entry = self
        let events = lines.flatMap { entry.type($0) }
        return Reading(entry: entry, events: events)
    }
}
