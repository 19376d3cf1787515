import ArgumentParser
import CommandSupport
import DurableFiles

/// `countersign-client`: the machine's side.
struct Client: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign-client",
        abstract: "Activates software on a machine without a network.",
        discussion: """
            First make a request and carry it to the vendor:
              countersign-client request --product FILE --key-file FILE --out my.request
            Then install the license that comes back:
              countersign-client install machine.license
            """,
        version: ProgramVersion.text,
        subcommands: [
            RequestCommand.self, InstallCommand.self, StatusCommand.self, VerifyCommand.self,
            FingerprintCommand.self, InspectCommand.self, ForgetCommand.self,
        ]
    )
}

/// All that `main` does, in a context of its choice.
func runClient(_ arguments: ProgramArguments, in context: CommandContext) -> Int32 {
    // Keys pass through this process's memory.
    _ = disableCoreDumps()
    if let quick = QuickVerify(arguments.words) { return quick.run(in: context) }
    runMain(Client.self, arguments: arguments, in: context)
}
