import Glibc

/// An open file that is closed when its owner goes away.
struct FileDescriptor: ~Copyable, Sendable {
    let number: Int32

    /// Takes over a descriptor that nobody else will close.
    init(owning number: Int32) {
        self.number = number
    }

    /// Opens `path`, never to be inherited by a program started later, never as the controlling terminal.
    init(opening path: String, _ flags: Int32) throws(SystemError) {
        number = try retrying { PathText.withBytes(of: path) { open($0, flags | O_CLOEXEC | O_NOCTTY) } }
    }

    /// Opens `name` in an open folder; `mode` counts where the flags create the file.
    init(
        opening name: String, in folder: borrowing FileDescriptor, _ flags: Int32, mode: mode_t = 0
    ) throws(SystemError) {
        let parent = folder.number
        number = try retrying {
            PathText.withBytes(of: name) { openat(parent, $0, flags | O_CLOEXEC | O_NOCTTY, mode) }
        }
    }

    deinit { _ = Glibc.close(number) }
}

/// Waits until a descriptor that was opened without waiting by somebody else (a terminal, a pipe) is ready.
func waitUntilReady(_ descriptor: Int32, for events: Int32) throws(SystemError) {
    var poller = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: events), revents: 0)
    try retrying { poll(&poller, 1, -1) }
}
