import ArgumentParser
import CommandSupport

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
            FingerprintCommand.self,
            InspectCommand.self,
        ]
    )
}
