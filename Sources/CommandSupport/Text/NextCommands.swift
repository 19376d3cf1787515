/// Writes the commands that a person is told to type next. Those of this program name the folder that this command was
/// told: without it they would be about another one.
package struct NextCommands: Sendable {
    private enum Program: String {
        case client = "countersign-client"
        case responder = "countersign-responder"
    }

    private let program: Program?
    /// As it is typed, after a space.
    private let option: String

    /// For a command that was told no folder.
    package init() {
        program = nil
        option = ""
    }

    /// For a command of the client.
    ///
    /// - Parameter state: the folder that `--state` named; nil if none did.
    package init(state: String?) { self.init(.client, "--state", state) }

    /// For a command of the responder.
    ///
    /// - Parameter vault: the folder that `--vault` named; nil if none did.
    package init(vault: String?) { self.init(.responder, "--vault", vault) }

    private init(_ program: Program, _ name: String, _ value: String?) {
        self.program = program
        option = value.map { " \(name) \(ShellWord.quoted($0))" } ?? ""
    }

    /// A command of `countersign-client`.
    ///
    /// - Parameter words: the subcommand and what it is given, as they are typed.
    package func client(_ words: String) -> String { line(.client, words) }

    /// A command of `countersign-responder`.
    ///
    /// - Parameter words: the subcommand and what it is given, as they are typed.
    package func responder(_ words: String) -> String { line(.responder, words) }

    private func line(_ program: Program, _ words: String) -> String {
        "\(program.rawValue) \(words)" + (program == self.program ? option : "")
    }
}
