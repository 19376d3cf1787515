import Glibc
import Refusals
import Synchronization

/// A ``ByteSource`` on a file descriptor that stays open and belongs to somebody else (usually 0).
///
/// What was handed out is erased from the buffer, because a passphrase may come this way.
package final class DescriptorSource: ByteSource {
    private static let chunk = 4096
    private static let beginning = 64

    let descriptor: Int32
    private let name: String
    private let pending = Mutex(Secret())

    /// - Parameters:
    ///   - descriptor: the file descriptor; it is not closed.
    ///   - name: what refusals call it, beginning a sentence: `"Standard input"`.
    package init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    /// Whether the descriptor is a terminal.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// See ``ByteSource/readLine(limit:)``.
    package func readLine(limit: Int) throws(Refusal) -> [UInt8]? {
        try pending.withLock { (pending) throws(Refusal) -> [UInt8]? in
            var searched = 0
            while true {
                if let end = pending.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
                    return try line(of: pending.take(end, dropping: 1), limit: limit)
                }
                searched = pending.count
                // CR LF may add one byte that is not the line's.
                guard searched <= limit + 1 else { throw lineTooLong(limit) }
                guard try fill(&pending, upTo: Self.chunk) else { break }
            }
            guard pending.count > 0 else { return nil }
            return try line(of: pending.take(pending.count), limit: limit)
        }
    }

    /// See ``ByteSource/readTextLine(limit:)``.
    package func readTextLine(limit: Int) throws(Refusal) -> TextLine? {
        let encoding = isTerminal ? .utf8 : try encoding()
        guard case .utf16(let isLittleEndian, let isMarked) = encoding else {
            return try readLine(limit: limit).map { TextLine($0) }
        }
        let (bytes, isEnded) = try pending.withLock { (pending) throws(Refusal) in
            // Each character of UTF-8 is one unit at least, and there are the mark and the ending.
            try readUnits(&pending, atMost: 2 * limit + 8, isLittleEndian)
        }
        var line = TextLine(
            utf16: bytes, isLittleEndian: isLittleEndian, isMarked: isMarked, isEnded: isEnded)
        guard line.text.count <= limit else {
            line.erase()
            throw lineTooLong(limit)
        }
        return line
    }

    /// What the next bytes are written in.
    private func encoding() throws(Refusal) -> TextLine.Encoding {
        try pending.withLock { (pending) throws(Refusal) in
            // Where a line has ended, nothing more need come.
            while pending.count < 2, pending.first(1) != [UInt8(ascii: "\n")] {
                guard try fill(&pending, upTo: Self.chunk) else { break }
            }
            return TextLine.Encoding(beginning: pending.first(2))
        }
    }

    /// The bytes up to a line feed of two bytes, or to the end.
    private func readUnits(
        _ pending: inout Secret, atMost most: Int, _ isLittleEndian: Bool
    ) throws(Refusal) -> (bytes: [UInt8], isEnded: Bool) {
        var searched = 0
        while true {
            while let feed = pending.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
                let start = isLittleEndian ? feed : feed - 1
                guard start + 1 < pending.count else { break }
                searched = feed + 1
                guard start >= 0, start % 2 == 0, pending.byte(at: isLittleEndian ? feed + 1 : feed - 1) == 0
                else { continue }
                return (pending.take(start, dropping: 2), true)
            }
            guard pending.count <= most else { throw lineTooLong(most / 2) }
            guard try fill(&pending, upTo: Self.chunk) else { return (pending.take(pending.count), false) }
        }
    }

    /// See ``ByteSource/readAll(limit:)``.
    package func readAll(limit: Int) throws(Refusal) -> [UInt8] {
        try pending.withLock { (pending) throws(Refusal) -> [UInt8] in
            while pending.count <= limit {
                let wanted = min(Self.chunk, limit + 1 - pending.count)
                guard try fill(&pending, upTo: wanted) else { return pending.take(pending.count) }
            }
            throw tooLarge(limit)
        }
    }

    /// See ``ByteSource/readAll(limit:)``.
    package func readAll(
        limit: (_ beginning: [UInt8]) throws(Refusal) -> Int
    ) throws(Refusal) -> [UInt8] {
        try pending.withLock { (pending) throws(Refusal) -> [UInt8] in
            while pending.count < Self.beginning {
                guard try fill(&pending, upTo: Self.beginning - pending.count) else { break }
            }
            let limit = try limit(pending.first(Self.beginning))
            while pending.count <= limit {
                let wanted = min(16 * Self.chunk, limit + 1 - pending.count)
                guard try fill(&pending, upTo: wanted) else { return pending.take(pending.count) }
            }
            throw tooLarge(limit)
        }
    }

    /// See ``ByteSource/isFollowed(within:)``. The beginning of a line that nobody has ended is not one.
    package func isFollowed(within milliseconds: Int32) -> Bool {
        guard isTerminal else { return false }
        return hasLine(limit: .max - 1) || isReadable(within: milliseconds)
    }

    /// See ``ByteSource/arrives(within:)``.
    package func arrives(within milliseconds: Int64) -> Bool {
        guard isTerminal else { return true }
        return pending.withLock { pending in
            if pending.count > 0 { return true }
            let end = Self.uptime() + milliseconds
            while true {
                let left = end - Self.uptime()
                guard left > 0 else { return false }
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let result = poll(&waiting, 1, Int32(clamping: left))
                // What is wrong with the terminal is said by reading from it.
                if result < 0, errno != EINTR { return true }
                // The wait stands still while the machine sleeps, and the clock does not.
                if result > 0 { return Self.uptime() <= end }
            }
        }
    }

    /// Since the machine was started, asleep or awake, in milliseconds.
    static func uptime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// See ``ByteSource/discardTyped()``. A paste arrives in pieces, so this waits until nothing more has come for
    /// a while.
    package func discardTyped() -> [UInt8] {
        guard isTerminal else { return [] }
        // So that the line that has no end yet comes too.
        let raw = RawMode(descriptor)
        let typed = pending.withLock { pending in
            var typed = pending.take(pending.count)
            while isReadable(within: Self.quietTime), (try? fill(&pending, upTo: Self.chunk)) == true {
                let more = pending.take(pending.count)
                if typed.count < Self.chunk { typed += more }
            }
            return typed
        }
        raw?.end()
        tcflush(descriptor, TCIFLUSH)
        return typed
    }

    /// For how long nothing must come for a paste to be over, in milliseconds.
    private static let quietTime: Int32 = 400

    private func line(of bytes: [UInt8], limit: Int) throws(Refusal) -> [UInt8] {
        var line = bytes
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard line.count <= limit else {
            line.erase()
            throw lineTooLong(limit)
        }
        return line
    }

    func lineTooLong(_ limit: Int) -> Refusal {
        Refusal(.documentTooLarge, "\(name) has a line of more than \(limit) bytes.")
    }

    private func tooLarge(_ limit: Int) -> Refusal {
        Refusal(.documentTooLarge, "\(name) is longer than \(limit) bytes.")
    }

    // MARK: Key by key

    /// Whether a line is there with its end, or more than one may have.
    func hasLine(limit: Int) -> Bool {
        pending.withLock { $0.firstIndex(of: UInt8(ascii: "\n"), from: 0) != nil || $0.count > limit + 1 }
    }

    /// The next byte of those that were read already.
    func nextByte() -> UInt8? {
        pending.withLock { $0.count > 0 ? $0.take(1).first : nil }
    }

    /// Whether reading would not wait, now or within this time; it ends early when a signal arrives.
    func isReadable(within milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, milliseconds) > 0
    }

    /// Reads once, whatever is there; `false` at the end of the input.
    func fillOnce() throws(Refusal) -> Bool {
        try pending.withLock { (pending) throws(Refusal) in try fill(&pending, upTo: Self.chunk) }
    }

    /// Reads once, whatever is there; `false` at the end of the input.
    private func fill(_ pending: inout Secret, upTo count: Int) throws(Refusal) -> Bool {
        while true {
            let result = pending.append(upTo: count) { read(descriptor, $0.baseAddress, $0.count) }
            if result >= 0 { return result > 0 }
            let code = errno
            switch code {
            case EINTR:
                continue
            case EAGAIN:
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&waiting, 1, -1)
            case EISDIR:
                throw Refusal(.fileIsFolder, "\(name) is a folder.", remedy: "Redirect a file in it.")
            default:
                throw Refusal(.fileUnreadable, "\(name) cannot be read: \(ErrorNumber.text(of: code)).")
            }
        }
    }
}
