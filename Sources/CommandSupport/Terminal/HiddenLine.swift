import Glibc

/// Reads the answer to a secret question, and leaves no copy of it behind.
enum HiddenLine {
    /// How reading ended.
    enum Ending {
        /// At the end of the line: these are its bytes.
        case line([UInt8])
        /// At the end of a line that is longer than allowed; it was read whole and forgotten.
        case tooLong
        /// With an empty line.
        case nothing
        /// At the end of the input, with nothing before it.
        case ended
        /// A signal was noted.
        case interrupted
        /// With this error number.
        case failed(Int32)
    }

    static func read(from descriptor: Int32, limit: Int, interruptedBy signals: SignalWatch) -> Ending {
        withUnsafeTemporaryAllocation(byteCount: limit, alignment: 1) { buffer in
            defer { if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) } }
            var (count, isEnd) = (0, false)
            while true {
                if signals.isNoted { return .interrupted }
                guard wait(for: descriptor) else { continue }
                var byte: UInt8 = 0
                let result = Glibc.read(descriptor, &byte, 1)
                if result < 0, errno == EINTR || errno == EAGAIN { continue }
                if result < 0 { return .failed(errno) }
                isEnd = result == 0
                if isEnd || byte == UInt8(ascii: "\n") { break }
                if count < limit { buffer[count] = byte }
                count += 1
            }
            guard count > 0 else { return isEnd ? .ended : .nothing }
            return count > limit ? .tooLong : .line([UInt8](buffer[0..<count]))
        }
    }

    /// Waits a little; `false` when it is time to look for a signal again.
    ///
    /// A signal can arrive just before the wait begins, or in another thread: so the wait has an end.
    private static func wait(for descriptor: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 100) > 0
    }
}
