import CConfinement
import Glibc

/// A program that was started with nothing: no environment but what is given, no descriptors but its picture, a
/// pipe for the answer and `/dev/null`, signals as they are by default, and a process group of its own.
struct ChildProcess: ~Copyable {
    /// How it ended.
    enum End: Hashable {
        /// By itself, with this status.
        case exited(Int32)
        /// By this signal.
        case killed(Int32)
        /// It did not, and was killed.
        case tookTooLong
        /// Somebody else was told: this process ignores its children's ends.
        case notTold
    }

    /// It could not be started: the kernel's error number.
    struct NotStarted: Error {
        let number: Int32
    }

    private let id: pid_t
    /// The reading end of its standard output.
    private let output: Int32

    /// - Parameters:
    ///   - words: the program's path, then its arguments.
    ///   - environment: all of its environment.
    ///   - input: what becomes its standard input; stays the caller's.
    init(words: [String], environment: [String: String], input: Int32) throws(NotStarted) {
        var ends: [Int32] = [-1, -1]
        guard countersign_pipe(&ends) == 0 else { throw NotStarted(number: errno) }
        defer { close(ends[1]) }
        var process: pid_t = 0
        let result = Self.spawn(
            &process, words, environment.map { "\($0.key)=\($0.value)" }, input: input, output: ends[1])
        guard result == 0 else {
            close(ends[0])
            throw NotStarted(number: result)
        }
        id = process
        output = ends[0]
    }

    /// Reads what it says, until it has said everything, too much, or nothing for too long; then sees to its end.
    /// Nothing is left of it afterwards.
    ///
    /// - Parameters:
    ///   - limit: the most that it may say, in bytes; what comes after one byte more is not waited for.
    ///   - deadline: when it must have ended, by `milliseconds`, a clock that is never set.
    consuming func finish(limit: Int, deadline: Int64, milliseconds: () -> Int64) -> (said: [UInt8], end: End)
    {
        var said: [UInt8] = []
        while said.count <= limit, isReadable(before: deadline, milliseconds) {
            let piece = piece(upTo: limit + 1 - said.count)
            if piece.isEmpty { break }
            said += piece
        }
        close(output)
        return (said, reap(saidTooMuch: said.count > limit, deadline: deadline, milliseconds))
    }

    private func isReadable(before deadline: Int64, _ milliseconds: () -> Int64) -> Bool {
        var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        while true {
            let rest = deadline - milliseconds()
            guard rest > 0 else { return false }
            let result = poll(&waiting, 1, Int32(clamping: rest))
            if result < 0, errno == EINTR { continue }
            return result > 0
        }
    }

    private func piece(upTo count: Int) -> [UInt8] {
        let output = output
        return [UInt8](unsafeUninitializedCapacity: min(count, 65_536)) { buffer, filled in
            var result = read(output, buffer.baseAddress, buffer.count)
            while result < 0, errno == EINTR { result = read(output, buffer.baseAddress, buffer.count) }
            filled = max(0, result)
        }
    }

    /// Its output is closed when it ends, so there is little to wait for, unless it closed it itself.
    private func reap(saidTooMuch: Bool, deadline: Int64, _ milliseconds: () -> Int64) -> End {
        if !saidTooMuch {
            while true {
                if let end = wait(WNOHANG) { return end }
                guard milliseconds() < deadline else { break }
                _ = poll(nil, 0, 1)
            }
        }
        kill(id, SIGKILL)
        let end = wait(0) ?? .notTold
        return saidTooMuch || end != .killed(SIGKILL) ? end : .tookTooLong
    }

    /// Nil while it runs.
    private func wait(_ options: Int32) -> End? {
        var status: Int32 = 0
        while true {
            let result = waitpid(id, &status, options)
            if result == 0 { return nil }
            if result < 0, errno == EINTR { continue }
            if result < 0 { return .notTold }
            let signal = status & 0x7f
            return signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal)
        }
    }
}

extension ChildProcess {
    private static func spawn(
        _ process: inout pid_t, _ words: [String], _ environment: [String], input: Int32, output: Int32
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return ENOMEM }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { return ENOMEM }
        defer { posix_spawnattr_destroy(&attributes) }
        // In this order: the two may have any numbers above the standard ones.
        guard posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0,
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) == 0,
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0
        else { return ENOMEM }
        // Of its own group, so that a Ctrl-C at the desk's terminal is the desk's to deal with.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return withCStrings(words) { arguments in
            withCStrings(environment) { variables in
                posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
            }
        }
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var copies: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeMutableBufferPointer { buffer in
            // The list ends with nil, and so has an element.
            body(buffer.baseAddress.unsafelyUnwrapped)
        }
    }
}
