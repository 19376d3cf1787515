import DurableFiles
import Glibc

extension CommandContext {
    /// The context of a real process.
    ///
    /// - Parameters:
    ///   - programName: the name that begins every message.
    ///   - root: the root of the file system that the fingerprint is taken from.
    package static func live(programName: String, root: String = "/") -> CommandContext {
        let environment = environmentVariables()
        return CommandContext(
            programName: programName,
            standardInput: DescriptorSource(descriptor: STDIN_FILENO, name: "Standard input"),
            standardOutput: DescriptorSink(descriptor: STDOUT_FILENO, name: "Standard output"),
            standardError: DescriptorSink(descriptor: STDERR_FILENO, name: "Standard error"),
            environment: environment,
            terminal: SystemTerminal(environment: environment),
            now: ThisProcess.seconds(of: CLOCK_REALTIME),
            milliseconds: ThisProcess.milliseconds(of: CLOCK_MONOTONIC),
            awake: ThisProcess.seconds(of: CLOCK_MONOTONIC),
            offsetFromUTC: { ThisProcess.offsetFromUTC(at: $0) },
            onInterrupt: { InterruptNote.set($0) },
            root: root,
            userName: ThisProcess.userName(),
            homeFolder: ThisProcess.homeFolder(environment)
        )
    }
}
