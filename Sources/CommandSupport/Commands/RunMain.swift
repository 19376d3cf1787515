import ArgumentParser
import Glibc

/// Runs a program and ends the process with its exit status.
///
/// - Parameters:
///   - root: the root command; its name begins every message.
///   - arguments: those after the program's name.
public func runMain<Root: ParsableCommand>(_ root: Root.Type, arguments: [String]) -> Never {
    ThisProcess.prepare()
    let runner = CommandRunner(context: .live(programName: root._commandName))
    exit(runner.run(root, arguments: arguments))
}
