import ArgumentParser

/// `countersign-responder customer`.
struct CustomerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customer", abstract: "Erase what the vault knows of a customer.",
        subcommands: [CustomerErase.self])
}
