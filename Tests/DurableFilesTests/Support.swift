import DurableFiles
import Glibc
import Refusals
import Testing

/// A folder of its own for each test, removed with everything in it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/countersign-test-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { _ = run("rm", "-rf", path) }

    func callAsFunction(_ name: String) -> String { joinedPath(path, name) }

    /// The names in it, hidden ones too.
    var names: [String] { get throws { try listFolder(path).map(\.name) } }
}

/// Runs a command found in PATH, silently; returns its exit status.
@discardableResult
func run(_ arguments: String...) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, nil, &words, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
}

/// A small file system in memory, mounted in a temporary folder.
final class MemoryDisk: Sendable {
    let folder: TemporaryFolder

    init(_ options: String) throws {
        folder = try TemporaryFolder()
        try #require(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.path) == 0)
    }

    deinit { unmount() }

    func unmount() { run("umount", "-l", folder.path) }

    func remount(_ options: String) throws {
        try #require(run("mount", "-o", "remount,\(options)", folder.path) == 0)
    }

    /// Only root may mount, and not in every container.
    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? MemoryDisk("size=64k")) != nil
    }()
}

/// What a piece of work is refused with; nil if it is not.
func refused(_ work: () throws -> Void) -> Refusal? {
    do {
        try work()
        return nil
    } catch {
        return error as? Refusal
    }
}

/// Does the work with the rights of nobody in the file system, if this process is root; the right belongs
/// to the thread, so the work must not wait for anything.
func withoutPrivileges<Result>(_ work: () throws -> Result) throws -> Result {
    guard geteuid() == 0 else { return try work() }
    typealias SetUser = @convention(c) (uid_t) -> Int32
    let symbol = try #require(dlsym(nil, "setfsuid"))
    let setFileSystemUser = unsafeBitCast(symbol, to: SetUser.self)
    _ = setFileSystemUser(65_534)
    defer { _ = setFileSystemUser(0) }
    return try work()
}

func permissions(of path: String) throws -> mode_t {
    var found = stat()
    try #require(lstat(path, &found) == 0)
    return found.st_mode & 0o7777
}

/// Does the work in a thread of its own after a while: a task might wait for a thread that a test blocks.
func later(microseconds: UInt32, _ work: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    let delayed = Work {
        usleep(microseconds)
        work()
    }
    var thread = pthread_t()
    let result = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, Unmanaged.passRetained(delayed).toOpaque())
    if result == 0 { pthread_detach(thread) } else { Issue.record("no thread: \(result)") }
}
