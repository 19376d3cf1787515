import Glibc
import Refusals

/// How a line is read from a person.
extension DescriptorSource {
    /// How it ended.
    private enum Ending {
        case line([UInt8])
        /// At the end of the input.
        case nothing
        /// A signal was noted.
        case interrupted
    }

    /// See ``ByteSource/readLine(_:)``.
    ///
    /// A signal that ends or stops the process finds the terminal as it was: it is noted, the terminal is put back, and
    /// only then it takes effect. After a stop (`^Z`, `fg`) the question is asked again, with what was typed.
    package func readLine(_ question: LineQuestion) throws(Refusal) -> [UInt8]? {
        guard isTerminal else {
            try question.sink.write(question.prompt)
            return try readLine(limit: question.limit)
        }
        var line = EditedLine(history: question.history?.lines ?? [])
        while true {
            let signals = SignalWatch()
            let ending = try answer(question, &line, signals)
            switch ending {
            case .line(let bytes): return bytes
            case .nothing: return nil
            case .interrupted:
                // Where it ends the process, the shell's prompt gets a line of its own, if nothing is said before it.
                if !signals.isEnding || !InterruptNote.isSet { try question.sink.write("\n") }
                signals.raiseNoted()
            }
        }
    }

    private func answer(
        _ question: LineQuestion, _ line: inout EditedLine, _ signals: SignalWatch
    ) throws(Refusal) -> Ending {
        defer { signals.end() }
        guard let columns = question.columns, let raw = RawMode(descriptor) else {
            try question.sink.write(question.prompt)
            return try plainLine(question, signals)
        }
        defer { raw.end() }
        let (screen, text) = LineScreen.begin(question.prompt, columns: columns)
        try question.sink.write(text)
        return try editedLine(question, &line, screen, signals)
    }

    /// A line that the terminal itself edits.
    private func plainLine(_ question: LineQuestion, _ signals: SignalWatch) throws(Refusal) -> Ending {
        let start = Self.uptime()
        while true {
            if signals.isNoted { return .interrupted }
            if hasLine(limit: question.limit) { break }
            if Self.isIdle(question, since: start) { return .nothing }
            guard isReadable(within: Self.signalTime) else { continue }
            guard try fillOnce() else { break }
        }
        return try readLine(limit: question.limit).map { .line($0) } ?? .nothing
    }

    /// A line that is edited here. The screen is drawn once nothing more has come, so that a paste costs no time.
    private func editedLine(
        _ question: LineQuestion, _ line: inout EditedLine, _ screen: LineScreen, _ signals: SignalWatch
    ) throws(Refusal) -> Ending {
        var screen = screen
        var keys = LineKeys()
        var lastKey = Self.uptime()
        while true {
            var isEnd = false
            while !isEnd, let byte = nextByte() {
                if byte == UInt8(ascii: "\n") {
                    try finish(&screen, &line, question)
                    return .line(line.bytes)
                }
                for key in keys.keys(byte) where line.press(key) { isEnd = true }
                guard line.byteCount <= question.limit else { throw lineTooLong(question.limit) }
            }
            if keys.isWithin, !isReadable(within: Self.sequenceTime) {
                for key in keys.abandon() { _ = line.press(key) }
            }
            try question.sink.write(screen.update(line))
            if isEnd { return .nothing }
            if signals.isNoted { return .interrupted }
            if Self.isIdle(question, since: lastKey) { return .nothing }
            guard isReadable(within: Self.signalTime) else { continue }
            lastKey = Self.uptime()
            if try fillOnce() { continue }
            return line.cells.isEmpty ? .nothing : .line(line.bytes)
        }
    }

    /// Whether nobody has typed for too long; then that is told.
    private static func isIdle(_ question: LineQuestion, since lastKey: Int64) -> Bool {
        guard let idle = question.idle, uptime() - lastKey >= idle.milliseconds else { return false }
        idle.reached()
        return true
    }

    /// The cursor goes to the end, so that nothing is written over what was typed.
    private func finish(
        _ screen: inout LineScreen, _ line: inout EditedLine, _ question: LineQuestion
    ) throws(Refusal) {
        _ = line.press(.end)
        try question.sink.write(screen.update(line) + "\n")
    }

    /// How long a signal waits that came just before the wait began, in milliseconds.
    private static let signalTime: Int32 = 100
    /// Within what time the rest of an escape sequence comes, in milliseconds.
    private static let sequenceTime: Int32 = 50
}
