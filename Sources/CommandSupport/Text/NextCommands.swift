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
    /// The same for the product, where requests must name it.
    private var product = ""

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
        // What begins with a hyphen would be taken for an option.
        option = value.map { " \(name)\($0.hasPrefix("-") ? "=" : " ")\(ShellWord.quoted($0))" } ?? ""
    }

    /// The same for a machine with several products: requests name this one.
    ///
    /// - Parameter product: its id.
    package func naming(product: String) -> NextCommands {
        var next = self
        next.product = " --product \(ShellWord.quoted(product))"
        return next
    }

    /// A command of `countersign-client`.
    ///
    /// - Parameter words: the subcommand and what it is given, as they are typed.
    package func client(_ words: String) -> String {
        let parts = words.split(separator: " ")
        return line(
            .client, words + (parts.first == "request" && !parts.contains("--product") ? product : ""))
    }

    /// A command of `countersign-responder`.
    ///
    /// - Parameter words: the subcommand and what it is given, as they are typed.
    package func responder(_ words: String) -> String { line(.responder, words) }

    private func line(_ program: Program, _ words: String) -> String {
        "\(program.rawValue) \(words)" + (program == self.program ? option : "")
    }
}
