import Glibc
import Refusals
import Synchronization

/// A ``TextSink`` on a file descriptor that stays open and belongs to somebody else (usually 1 or 2).
package final class DescriptorSink: TextSink {
    private let descriptor: Int32
    private let name: String
    private let gone = Atomic<Bool>(false)

    /// - Parameters:
    ///   - descriptor: the file descriptor; it is not closed.
    ///   - name: what refusals call it, beginning a sentence: `"Standard output"`.
    package init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    /// Whether a write found the pipe closed at the other end.
    package var readerHasGone: Bool { gone.load(ordering: .relaxed) }

    /// Writes all the bytes, however many calls that takes.
    ///
    /// - Throws: `disk.full` when there is no room; `file.unwritable` for every other error but a closed pipe.
    package func write(bytes: [UInt8]) throws(Refusal) {
        var written = 0
        while written < bytes.count, !readerHasGone {
            let count = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count >= 0 {
                written += count
            } else {
                try recover(from: errno)
            }
        }
    }

    /// Asks the file system for errors that it kept back (NFS and quotas report some only on close).
    ///
    /// - Throws: as ``write(bytes:)`` does.
    package func finish() throws(Refusal) {
        guard !readerHasGone else { return }
        // Closing a duplicate flushes like closing the original, and leaves the original usable for the refusal.
        let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard duplicate >= 0 else { return }
        if close(duplicate) != 0 {
            try recover(from: errno)
        }
    }

    /// Returns when the write is to be tried again.
    private func recover(from code: Int32) throws(Refusal) {
        switch code {
        case EINTR:
            return
        case EAGAIN:
            // Somebody set the stream non-blocking (a terminal shared with another program): wait for room.
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&waiting, 1, -1)
        case EPIPE:
            gone.store(true, ordering: .relaxed)
        case ENOSPC, EDQUOT:
            throw Refusal(
                .diskFull, "\(name) could not be written: no space is left.",
                remedy:
                    "Free some space, or send it elsewhere. Check what was already done before you repeat the command."
            )
        default:
            throw Refusal(
                .fileUnwritable, "\(name) could not be written: \(ErrorNumber.text(of: code)).",
                remedy: "Send it elsewhere. Check what was already done before you repeat the command."
            )
        }
    }
}
