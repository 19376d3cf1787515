import Activation
import CommandSupport
import CommandTesting
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import countersign_responder

@Suite("The question before a license is revoked")
struct LicenseRevokeTests {
    private let vendor: Vendor
    private let license: LicenseID

    init() throws {
        vendor = try Vendor()
        license = try vendor.sell().id
    }

    private func revoke(on terminal: any Terminal, _ more: String...) -> CommandResult {
        let harness = CommandHarness(
            environment: ["COUNTERSIGN_VAULT": vendor.temporary("vault")], terminal: terminal,
            now: vendor.clock.now.rawValue, userName: "anna", homeFolder: vendor.temporary("home"))
        return harness.run(
            Responder.self, ["license", "revoke", license.description, "--reason", "sold on"] + more)
    }

    private var isRevoked: Bool {
        get throws {
            try vendor.vault.ledger.read { (ledger) throws(Refusal) in
                try ledger.license(license.bytes)?.revocation != nil
            }
        }
    }

    @Test(arguments: ["yes", "YES"])
    func `The whole word revokes it, and only then the passphrase is asked for`(answer: String) throws {
        let terminal = ScriptedTerminal(passphrases: ["correct horse battery"], lines: [answer])
        let result = revoke(on: terminal)
        #expect(result.status == 0, "\(result.standardError)")
        #expect(terminal.prompts == ["Type 'yes' to revoke it: ", "Passphrase of the vault"])
        #expect(result.standardError.contains("customer: Nordic Yard"))
        #expect(result.standardError.contains("A revoked license stays revoked."))
        #expect(try isRevoked)
        // Once more there is nothing to ask.
        let again = ScriptedTerminal(passphrases: ["correct horse battery"])
        #expect(revoke(on: again).status == 0 && again.prompts == ["Passphrase of the vault"])
    }

    /// The end of the input is an empty answer.
    @Test(arguments: ["no", "y", "yes please", "ja", ""])
    func `Anything else changes nothing, and no passphrase is asked for`(answer: String) throws {
        let terminal = ScriptedTerminal(lines: [answer])
        let result = revoke(on: terminal)
        #expect(result.status == 1 && terminal.prompts == ["Type 'yes' to revoke it: "])
        #expect(try !isRevoked)
    }

    @Test func `Where nobody can be asked, it takes --yes`() throws {
        let refused = revoke(on: NoTerminal())
        #expect(refused.status == 64 && refused.standardError.contains("give --yes"))
        #expect(try !isRevoked)
        let terminal = ScriptedTerminal(passphrases: ["correct horse battery"])
        #expect(revoke(on: terminal, "--yes").status == 0)
        #expect(try terminal.prompts == ["Passphrase of the vault"] && isRevoked)
    }
}
