import ArgumentParser

/// `countersign-responder audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read the log of all changes, and show others that nobody changed it.",
        subcommands: [
            AuditVerify.self, AuditCheckpoint.self, AuditProve.self, AuditList.self, AuditAlerts.self,
        ])
}
