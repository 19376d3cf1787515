import Activation
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation

extension Vendor {
    /// What is wrong with the log, and with what follows from it: the first sentences.
    func findings() throws -> [String] { try vault.verifyLog().findings.map(\.sentence) }

    /// Opens the vault once more.
    func unlock(_ passphrase: String = "correct horse battery") throws -> Vault {
        try locked().unlock(passphrase: Self.secret(passphrase), in: surroundings)
    }

    /// The vault, as others see it who do not know the passphrase.
    func locked() throws -> LockedVault { try LockedVault(opening: temporary("vault")) }

    /// Gives all seats of a license back, at second 1.
    func returnSeats(of id: LicenseID) throws {
        try vault.ledger.write { (writer) throws(Refusal) in
            for seat in try writer.activations(ofLicense: id.bytes) {
                try writer.returnActivation(seat, at: 1)
                try writer.appendAudit(
                    AuditEntry(at: 1, actor: "desk", action: "seat.returned", subject: .license(id)))
            }
        }
    }

    /// What the last events tell, the latest first.
    func events(_ filter: AuditFilter = AuditFilter(), limit: Int64 = 100) throws -> [AuditRecord] {
        try vault.ledger.read { (ledger) throws(Refusal) in try ledger.auditRecords(filter, limit: limit) }
    }
}
