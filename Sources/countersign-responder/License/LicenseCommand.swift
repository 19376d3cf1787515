import ArgumentParser

/// `countersign-responder license`.
struct LicenseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "license",
        abstract: "Add licenses, list them, show them, change their seats, revoke them.",
        subcommands: [
            LicenseAdd.self, LicenseList.self, LicenseShow.self, LicenseSeats.self, LicenseRevoke.self,
        ])
}
