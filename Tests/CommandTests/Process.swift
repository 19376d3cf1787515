import Glibc

/// What a process left when it ended.
struct Finished {
    let output: String
    let errors: String
    let status: Int32
}

/// Runs a line of shell in a folder, with just these environment variables, and without a terminal.
///
/// Its output goes to files rather than pipes: nobody has to read two of them at a time.
func runShell(_ line: String, in folder: String, environment: [String: String]) throws -> Finished {
    let (output, errors) = ("\(folder)/.stdout", "\(folder)/.stderr")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

    // A session of its own has no terminal, so that a passphrase cannot be asked for.
    // What a person keeps private is, without a word about it in every story.
    let script = "umask 077; cd '\(folder)' && \(line)"
    let arguments = ["setsid", "--wait", "sh", "-c", script]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, "setsid", &actions, nil, &words, &variables) == 0 else { throw NotStarted() }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Finished(
        output: try text(of: output), errors: try text(of: errors),
        status: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f)
}

/// The shell could not be started.
struct NotStarted: Error {}

/// A file could not be read.
struct NotRead: Error {
    let path: String
}

/// The text of a file.
func text(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw NotRead(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[..<count]
    }
}

/// The folder that the programs were built into: where this test was.
func builtProducts() throws -> String {
    var path = try executablePath()
    while path.contains("/") {
        path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        if access("\(path)/countersign-client", X_OK) == 0 { return path }
    }
    throw NotRead(path: "countersign-client")
}

private func executablePath() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    // The tests of some toolchains are a library that a helper loads; then the arguments say which.
    let arguments = CommandLine.arguments.filter { $0.contains(".build") && $0.hasSuffix(".xctest") }
    if let bundle = arguments.first { return bundle }
    guard count > 0 else { throw NotRead(path: "/proc/self/exe") }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
