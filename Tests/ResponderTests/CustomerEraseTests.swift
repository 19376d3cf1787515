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

@Suite("The question before a customer is erased")
struct CustomerEraseTests {
    private let vendor: Vendor

    init() throws {
        vendor = try Vendor()
        _ = try vendor.sell()
    }

    private func erase(on terminal: any Terminal, _ more: String...) -> CommandResult {
        let harness = CommandHarness(
            environment: ["COUNTERSIGN_VAULT": vendor.temporary("vault")], terminal: terminal,
            now: vendor.clock.now.rawValue, userName: "anna", homeFolder: vendor.temporary("home"))
        return harness.run(Responder.self, ["customer", "erase", "Nordic Yard"] + more)
    }

    private var isErased: Bool {
        get throws {
            try vendor.vault.ledger.read { (ledger) throws(Refusal) in
                try ledger.customer(named: "Nordic Yard") == nil
            }
        }
    }

    @Test(arguments: ["yes", "YES"])
    func `The whole word erases it, and only then the passphrase is asked for`(answer: String) throws {
        let terminal = ScriptedTerminal(passphrases: ["correct horse battery"], lines: [answer])
        let result = erase(on: terminal)
        #expect(result.status == 0, "\(result.standardError)")
        #expect(terminal.prompts == ["Type 'yes' to erase it: ", "Passphrase of the vault"])
        #expect(result.standardError.contains("customer: Nordic Yard"))
        #expect(result.standardError.contains("Backups still have it."))
        #expect(result.standardOutput.contains("erased customer 1 from now on"))
        #expect(try isErased)
    }

    @Test(arguments: ["no", "y", "yes please", "ja", ""])
    func `Anything else changes nothing, and no passphrase is asked for`(answer: String) throws {
        let terminal = ScriptedTerminal(lines: [answer])
        let result = erase(on: terminal)
        #expect(result.status == 1 && terminal.prompts == ["Type 'yes' to erase it: "])
        #expect(result.standardOutput.contains("Nothing was erased."))
        #expect(try !isErased)
    }

    @Test func `Where nobody can be asked, it takes --yes`() throws {
        let refused = erase(on: NoTerminal())
        #expect(refused.status == 64 && refused.standardError.contains("give --yes"))
        #expect(try !isErased)
        let terminal = ScriptedTerminal(passphrases: ["correct horse battery"])
        #expect(erase(on: terminal, "--yes").status == 0)
        #expect(try terminal.prompts == ["Passphrase of the vault"] && isErased)
    }
}
