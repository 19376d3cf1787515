import ArgumentParser
import Glibc
import Refusals

/// A command whose exit status is an answer: `status`, `verify`, or one that handles many things of which
/// some may be refused.
package protocol AnsweringCommand: ParsableCommand {
    /// The options that every command has; an `@OptionGroup`.
    var global: GlobalOptions { get }

    /// Does the work.
    ///
    /// - Returns: what the process exits with, if its output arrives.
    /// - Throws: why it could not be done; it is shown, and the process exits with the status of its code.
    func answer(in context: CommandContext) throws(Refusal) -> ExitStatus
}

/// A command that can be told its folder.
package protocol PlacedCommand {
    /// Write the commands that are shown, with the folder.
    var nextCommands: NextCommands { get }
}

/// A command that knows where its refusals are explained.
package protocol HelpedCommand {
    /// The address at which the vendor explains refusals, by their codes; nil where none is known.
    func helpAddress(in context: CommandContext) -> String?
}

extension AnsweringCommand {
    /// Runs in the real world and ends the process. ``runMain(_:arguments:)`` does the same with the name
    /// of the root command, and does not come this way.
    package mutating func run() throws {
        ThisProcess.prepare()
        let runner = CommandRunner(context: .live(programName: Self._commandName))
        Glibc.exit(runner.run(self))
    }
}
