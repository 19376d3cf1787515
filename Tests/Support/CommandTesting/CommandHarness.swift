import ArgumentParser
import CommandSupport

/// Runs commands inside a test, with streams in memory.
///
/// What a test does not give is not there: a command that uses the clock, the root, the user or the home
/// folder without having been given one stops the test with a sentence that names it.
package struct CommandHarness: Sendable {
    /// What the commands take from around them.
    package let context: CommandContext
    private let output: MemorySink
    private let error: MemorySink

    /// - Parameters:
    ///   - programName: what messages begin with.
    ///   - input: what can be read from standard input.
    ///   - environment: the environment variables.
    ///   - terminal: without one, there is none.
    ///   - now: the time, in seconds since 1970.
    ///   - root: the root of the file system that the fingerprint is taken from.
    ///   - userName: the login name of the user.
    ///   - homeFolder: the path of his home folder.
    ///   - offsetFromUTC: how far the local clocks are ahead of UTC, in seconds.
    package init(
        programName: String = "countersign", input: String = "", environment: [String: String] = [:],
        terminal: any Terminal = NoTerminal(), now: Int64? = nil, root: String? = nil,
        userName: String? = nil, homeFolder: String? = nil, offsetFromUTC: Int = 0
    ) {
        let output = MemorySink()
        let error = MemorySink()
        context = CommandContext(
            programName: programName,
            standardInput: MemorySource(input),
            standardOutput: output,
            standardError: error,
            environment: environment,
            terminal: terminal,
            now: now ?? Self.missing("clock: now"),
            milliseconds: now.map { $0 * 1000 } ?? Self.missing("clock: now"),
            offsetFromUTC: { _ in offsetFromUTC },
            root: root ?? Self.missing("root"),
            userName: userName ?? Self.missing("userName"),
            homeFolder: homeFolder ?? Self.missing("homeFolder")
        )
        self.output = output
        self.error = error
    }

    /// Parses and runs a command in the harness's context, as ``runMain(_:arguments:)`` would.
    package func run<Root: ParsableCommand>(_ root: Root.Type, _ arguments: [String]) -> CommandResult {
        let before = (output.text.utf8.count, error.text.utf8.count)
        let status = CommandRunner(context: context).run(root, arguments: arguments)
        return CommandResult(
            standardOutput: String(decoding: output.text.utf8.dropFirst(before.0), as: UTF8.self),
            standardError: String(decoding: error.text.utf8.dropFirst(before.1), as: UTF8.self),
            status: status
        )
    }

    /// Reached only in a test, and only when the test is wrong.
    private static func missing<Value>(_ name: String) -> Value {
        fatalError("the command used what this test's context was not given: \(name)")
    }
}

/// What a command left behind.
package struct CommandResult: Sendable, Equatable {
    /// Everything on standard output.
    package let standardOutput: String
    /// Everything on standard error.
    package let standardError: String
    /// The exit status.
    package let status: Int32

    /// - Parameters:
    ///   - standardOutput: everything on standard output.
    ///   - standardError: everything on standard error.
    ///   - status: the exit status.
    package init(standardOutput: String, standardError: String, status: Int32) {
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.status = status
    }
}
