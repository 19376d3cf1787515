import Activation
import DurableFiles

/// Everything that a command takes from around it, in one value: its streams, the clock, the terminal, the
/// environment, who and where it is.
///
/// ``live(programName:)`` makes the real one; ``CommandHarness`` makes one in memory, which stops a test that
/// uses what it was not given.
package struct CommandContext: Sendable {
    /// The name that begins every message: `countersign-client`.
    package let programName: String
    /// What is piped or typed in.
    package private(set) var standardInput: any ByteSource
    /// Where results go, and nothing else.
    package let standardOutput: any TextSink
    /// Where everything else goes.
    package let standardError: any TextSink
    /// The environment variables.
    package let environment: [String: String]
    /// The terminal, if there is one.
    package let terminal: any Terminal
    /// How the command shows its results, and so how whatever is said beside them is shown.
    package internal(set) var format: OutputFormat = .text
    /// Writes the commands that are shown to be typed next.
    package var next = NextCommands()

    private let clock: @Sendable () -> Int64
    private let stopwatch: @Sendable () -> Int64
    private let wakefulness: @Sendable () -> Int64?
    private let offset: @Sendable (Int64) -> Int
    private let interruptNote: @Sendable (String?) -> Void
    private let rootPath: @Sendable () -> String
    private let user: @Sendable () -> String
    private let home: @Sendable () -> String

    /// Each of the closures is evaluated when it is used: asking for a user's name can take longer than a
    /// whole `verify`, which has no need of it.
    ///
    /// - Parameters:
    ///   - now: the clock, in seconds since 1970-01-01 00:00 UTC.
    ///   - milliseconds: a clock that is never set, in milliseconds since any moment.
    ///   - awake: for how many seconds the machine has run and been awake; nil where it does not tell.
    ///   - offsetFromUTC: how far the local clocks are ahead of UTC at a moment, in seconds.
    ///   - onInterrupt: takes what is said before a signal, such as that of Ctrl-C, ends the program; nil for nothing.
    ///   - root: the root of the file system that the fingerprint is taken from.
    ///   - userName: the login name of the user that runs the command.
    ///   - homeFolder: the absolute path of his home folder.
    package init(
        programName: String,
        standardInput: any ByteSource,
        standardOutput: any TextSink,
        standardError: any TextSink,
        environment: [String: String],
        terminal: any Terminal,
        now: @autoclosure @escaping @Sendable () -> Int64,
        milliseconds: @autoclosure @escaping @Sendable () -> Int64,
        awake: @autoclosure @escaping @Sendable () -> Int64? = nil,
        offsetFromUTC: @escaping @Sendable (Int64) -> Int = { _ in 0 },
        onInterrupt: @escaping @Sendable (_ text: String?) -> Void = { _ in },
        root: @autoclosure @escaping @Sendable () -> String,
        userName: @autoclosure @escaping @Sendable () -> String,
        homeFolder: @autoclosure @escaping @Sendable () -> String
    ) {
        self.programName = programName
        self.standardInput = standardInput
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.environment = environment
        self.terminal = terminal
        clock = now
        stopwatch = milliseconds
        wakefulness = awake
        offset = offsetFromUTC
        interruptNote = onInterrupt
        rootPath = root
        user = userName
        home = homeFolder
    }

    /// The same, with another standard input.
    package func taking(_ input: any ByteSource) -> CommandContext {
        var context = self
        context.standardInput = input
        return context
    }

    /// The time, in seconds since 1970-01-01 00:00 UTC.
    package var now: @Sendable () -> Int64 { clock }

    /// A clock that is never set, in milliseconds since some moment; for rates, not for dates.
    package var milliseconds: @Sendable () -> Int64 { stopwatch }

    /// Says this on standard error before a signal, such as that of Ctrl-C, ends the program, instead of what was to be
    /// said until now; nil or nothing for nothing.
    ///
    /// - Parameter text: whole lines.
    package func sayOnInterrupt(_ text: String?) { interruptNote(text == "" ? nil : text) }

    /// For how many seconds the machine has run and been awake; nil where it does not tell.
    package var awake: @Sendable () -> Int64? { wakefulness }

    /// A moment as the clocks here show it; nil where they show UTC.
    package func localTime(_ time: UnixTime) -> LocalTime? {
        let offset = offset(time.rawValue)
        // No clock shows a moment at the end of all numbers.
        let isNear = abs(time.rawValue / 2) < Int64.max / 4
        return offset == 0 || abs(offset) > 86_400 || !isNear ? nil : LocalTime(time, offset: offset)
    }

    /// The root of the file system that the fingerprint is taken from; `/` outside tests.
    package var root: String { rootPath() }

    /// The login name of the user that runs the command, from the user database and not from the
    /// environment, which anybody can set; the decimal user id where the database has no name for it.
    package var userName: String { user() }

    /// The absolute path of the user's home folder: `HOME`, or what the user database says.
    package var homeFolder: String { home() }

    /// The folder that an option names, else an environment variable, else the place that the XDG Base
    /// Directory Specification gives it.
    ///
    /// - Parameters:
    ///   - option: what was given on the command line.
    ///   - variable: such as `COUNTERSIGN_STATE`.
    ///   - base: the XDG variable, such as `XDG_STATE_HOME`, and what holds under the home folder without it.
    ///   - name: the folder's own name there.
    package func folder(
        _ option: String?, variable: String, base: (variable: String, fallback: String), name: String
    ) -> String {
        if let option { return option }
        if let set = environment[variable], !set.isEmpty { return set }
        // The specification says that a relative path is to be ignored.
        if let set = environment[base.variable], set.hasPrefix("/") { return joinedPath(set, name) }
        return joinedPath(joinedPath(homeFolder, base.fallback), name)
    }

    /// How text is drawn on one of the two streams: its width, and whether it is coloured.
    package func style(of stream: OutputStream) -> TextStyle {
        TextStyle(
            width: min(terminal.width(of: stream), TextStyle.widest),
            isColored: terminal.supportsColor(on: stream)
        )
    }
}
