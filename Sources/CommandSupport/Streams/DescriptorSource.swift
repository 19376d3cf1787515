import Glibc
import Refusals
import Synchronization

/// A ``ByteSource`` on a file descriptor that stays open and belongs to somebody else (usually 0).
///
/// What was handed out is erased from the buffer, because a passphrase may come this way.
package final class DescriptorSource: ByteSource {
    private static let chunk = 4096
    private static let beginning = 64

    private let descriptor: Int32
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
                    return try Self.line(of: pending.take(end, dropping: 1), limit: limit, name: name)
                }
                searched = pending.count
                // CR LF may add one byte that is not the line's.
                guard searched <= limit + 1 else { throw Self.lineTooLong(limit, name) }
                guard try fill(&pending, upTo: Self.chunk) else { break }
            }
            guard pending.count > 0 else { return nil }
            return try Self.line(of: pending.take(pending.count), limit: limit, name: name)
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

    /// See ``ByteSource/isFollowed(within:)``.
    package func isFollowed(within milliseconds: Int32) -> Bool {
        guard isTerminal else { return false }
        return pending.withLock { pending in
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            return pending.count > 0 || poll(&waiting, 1, milliseconds) > 0
        }
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
    private static func uptime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// See ``ByteSource/discardTyped()``. A paste arrives in pieces, so this waits until nothing more has come for
    /// a while.
    package func discardTyped() {
        guard isTerminal else { return }
        pending.withLock { pending in
            _ = pending.take(pending.count)
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&waiting, 1, Self.quietTime) > 0, (try? fill(&pending, upTo: Self.chunk)) == true {
                _ = pending.take(pending.count)
            }
        }
        // And the line that has no end yet.
        tcflush(descriptor, TCIFLUSH)
    }

    /// For how long nothing must come for a paste to be over, in milliseconds.
    private static let quietTime: Int32 = 400

    private static func line(of bytes: [UInt8], limit: Int, name: String) throws(Refusal) -> [UInt8] {
        var line = bytes
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard line.count <= limit else {
            line.erase()
            throw lineTooLong(limit, name)
        }
        return line
    }

    private static func lineTooLong(_ limit: Int, _ name: String) -> Refusal {
        Refusal(.documentTooLarge, "\(name) has a line of more than \(limit) bytes.")
    }

    private func tooLarge(_ limit: Int) -> Refusal {
        Refusal(.documentTooLarge, "\(name) is longer than \(limit) bytes.")
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
