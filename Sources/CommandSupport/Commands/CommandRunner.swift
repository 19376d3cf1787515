import ArgumentParser
import Glibc
import Refusals

/// Parses and runs commands in a context, and turns whatever happens into text and an exit status.
package struct CommandRunner: Sendable {
    private let context: CommandContext

    /// - Parameter context: what the commands take from around them.
    package init(context: CommandContext) {
        self.context = context
    }

    /// The same for what `main` was called with.
    func run<Root: ParsableCommand>(_ root: Root.Type, arguments: ProgramArguments) -> Int32 {
        if let illegible = arguments.illegible {
            return refuse(
                Refusal(
                    .usageInvalid, "The argument '\(illegible)' is not UTF-8 text.",
                    remedy: "If it is the name of a file, give the file another name."), .text)
        }
        return run(root, arguments: arguments.words)
    }

    /// Parses the arguments and runs the command that they name.
    ///
    /// - Parameters:
    ///   - root: the command that has all others as its subcommands.
    ///   - arguments: those after the program's name.
    /// - Returns: the exit status: 0 yes, 1 no, 64 when the arguments are not right, else as ``ExitStatus``.
    package func run<Root: ParsableCommand>(_ root: Root.Type, arguments: [String]) -> Int32 {
        if let refusal = UsageRefusal.singleDash(root, arguments) {
            return refuse(refusal, OutputFormat.guess(from: arguments))
        }
        do {
            var command = try root.parseAsRoot(arguments)
            if let command = command as? any AnsweringCommand { return run(command) }
            if let overview = Self.overview(of: command) { return lackSubcommand(root, arguments, overview) }
            // The parser's own commands do their work.
            try command.run()
            return finish(.success)
        } catch {
            return end(root, arguments, with: error)
        }
    }

    /// Runs a command that is parsed already.
    func run(_ command: any AnsweringCommand) -> Int32 {
        let format = command.global.format
        var context = context
        context.format = format
        context.next = (command as? any PlacedCommand)?.nextCommands ?? NextCommands()
        do throws(Refusal) {
            return finish(try command.answer(in: context), format)
        } catch {
            context.diagnostics().refuse(
                error, help: (command as? any HelpedCommand)?.helpAddress(in: context))
            return error.code.exitStatus.rawValue
        }
    }

    /// The parser's errors: a request for help, or arguments that are not right.
    private func end<Root: ParsableCommand>(
        _ root: Root.Type, _ arguments: [String], with error: any Error
    ) -> Int32 {
        let format = OutputFormat.guess(from: arguments)
        let code = root.exitCode(for: error)
        let message = root.message(for: error)
        if code.isSuccess {
            return showHelp(root.fullMessage(for: error, columns: context.style(of: .output).width), format)
        }
        if message.isEmpty { return code.rawValue }
        return refuse((error as? Refusal) ?? UsageRefusal.make(message, root, arguments), format)
    }

    /// The type of a command that only groups others.
    private static func overview(of command: any ParsableCommand) -> (any ParsableCommand.Type)? {
        let type = type(of: command)
        return type.configuration.subcommands.isEmpty ? nil : type
    }

    /// Nothing to do is not "done": a script whose arguments were lost on the way must not go on.
    private func lackSubcommand<Root: ParsableCommand>(
        _ root: Root.Type, _ arguments: [String], _ command: any ParsableCommand.Type
    ) -> Int32 {
        let format = OutputFormat.guess(from: arguments)
        let width = context.style(of: .error).width
        if format == .text {
            let overview = HelpText.fitting(root.helpMessage(for: command, columns: width), width: width)
            // Where it cannot be shown, the refusal after it says enough.
            try? context.standardError.write(overview + "\n\n")
        }
        return refuse(UsageRefusal.lackingSubcommand(root, arguments), format)
    }

    private func showHelp(_ text: String, _ format: OutputFormat) -> Int32 {
        do throws(Refusal) {
            let help = HelpText.fitting(text, width: context.style(of: .output).width)
            try context.standardOutput.write(help.hasSuffix("\n") ? help : help + "\n")
            return finish(.success, format)
        } catch {
            return refuse(error, format)
        }
    }

    private func refuse(_ refusal: Refusal, _ format: OutputFormat) -> Int32 {
        context.diagnostics(format).refuse(refusal)
        return refusal.code.exitStatus.rawValue
    }

    /// An answer that did not arrive is no answer.
    private func finish(_ status: ExitStatus, _ format: OutputFormat = .text) -> Int32 {
        do throws(Refusal) {
            try context.standardOutput.finish()
            return status.rawValue
        } catch {
            return refuse(error, format)
        }
    }
}

/// Runs a program and ends the process with its exit status.
///
/// - Parameters:
///   - root: the root command; its name begins every message.
///   - arguments: what `main` was called with.
///   - context: what the commands take from around them; nil for the process's own.
package func runMain<Root: ParsableCommand>(
    _ root: Root.Type, arguments: ProgramArguments, in context: CommandContext? = nil
) -> Never {
    ThisProcess.prepare()
    let runner = CommandRunner(context: context ?? .live(programName: root._commandName))
    exit(runner.run(root, arguments: arguments))
}
