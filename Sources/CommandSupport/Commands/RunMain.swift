import ArgumentParser
import Glibc

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
