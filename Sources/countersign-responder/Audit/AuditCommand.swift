import ArgumentParser

/// `countersign-responder audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Read the audit log, and prove that nobody changed it.",
        subcommands: [AuditVerify.self, AuditList.self, AuditAlerts.self])
}
