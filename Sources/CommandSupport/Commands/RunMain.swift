import ArgumentParser
import Glibc

/// Runs a program and ends the process with its exit status.
///
/// - Parameters:
///   - root: the root command; its name begins every message.
///   - arguments: what `main` was called with.
public func runMain<Root: ParsableCommand>(_ root: Root.Type, arguments: ProgramArguments) -> Never {
    ThisProcess.prepare()
    let runner = CommandRunner(context: .live(programName: root._commandName))
    exit(runner.run(root, arguments: arguments))
}
