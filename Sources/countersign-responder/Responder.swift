import ArgumentParser
import CommandSupport

/// `countersign-responder`: the vendor's side.
struct Responder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign-responder",
        abstract: "Answers activation requests from machines without a network.",
        discussion: """
            To begin:
              countersign-responder init
              countersign-responder product add acme.shipcad --name ShipCAD
              countersign-responder product export acme.shipcad --out shipcad.product
              countersign-responder license add --product acme.shipcad \\
                --customer Yard --perpetual
            Then, for each request that comes in:
              countersign-responder respond machine.request --out machine.license
            """,
        version: ProgramVersion.text,
        subcommands: [
            InitCommand.self, ProductCommand.self, LicenseCommand.self, CustomerCommand.self,
            RespondCommand.self, PhoneCommand.self, InspectCommand.self,
            AuditCommand.self,
        ]
    )
}
