import Activation
import ArgumentParser
import CommandSupport
import CommandTesting
import Cryptography
import Issuing
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import countersign_responder

@Suite("A call at a terminal")
struct PhoneDialogueTests {
    let vendor: Vendor
    let file: Verified<ProductFile>
    let license: LicenseID
    let key: ActivationKey
    private let output = MemorySink()
    private let error = MemorySink()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        (license, key) = try vendor.sell(seats: 2)
    }

    /// All groups of a caller's code.
    func groups(_ machine: Int = 1, device: UInt8 = 7) throws -> [Agent.Act] {
        let request = try SimulatedMachine(machine).request(with: file, key: key, device: device)
        return try RequestCode(of: request, key: key.proofKey()).spoken.groups(.digits).map { .line($0) }
    }

    func answer(_ acts: [Agent.Act], call: Int64? = nil, agent: String = "Anna") throws -> Refusals.ExitStatus
    {
        try PhoneDialogue(session: session(acts, agent: agent)).answer(call)
    }

    func context(
        _ acts: [Agent.Act], agent: String = "Anna",
        onInterrupt: @escaping @Sendable (String?) -> Void = { _ in }
    ) -> CommandContext {
        let clock = vendor.clock
        return CommandContext(
            programName: "desk", standardInput: Agent(acts), standardOutput: output, standardError: error,
            environment: [:], terminal: NoTerminal(), now: clock.now.rawValue, milliseconds: 0,
            offsetFromUTC: { _ in 3600 }, onInterrupt: onInterrupt, root: "/", userName: agent,
            homeFolder: "/")
    }

    func session(
        _ acts: [Agent.Act], agent: String = "Anna", acceptsClock: Bool = false
    ) throws -> PhoneSession {
        try session(in: context(acts, agent: agent), agent: agent, acceptsClock: acceptsClock)
    }

    func session(
        in context: CommandContext, agent: String = "Anna", acceptsClock: Bool = false,
        commands: CallCommands = CallCommands(agent: nil, next: NextCommands())
    ) throws -> PhoneSession {
        PhoneSession(
            vault: vendor.vault, desk: try vendor.vault.desk(in: vendor.surroundings), context: context,
            agent: agent, form: nil, choice: nil, acceptsClock: acceptsClock,
            copies: PhoneCopies(
                output: try OutputOptions.parse([]), carriers: try CarrierOptions.parse([]),
                typesetter: try PaperOptions.parse([]).typesetter(in: context)),
            commands: commands)
    }

    func actions() throws -> [String] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(limit: 100).map(\.action)
        }
    }

    /// Everything that was said, on one line.
    var said: String { oneLine(error) }
    var shown: String { oneLine(output) }

    private func oneLine(_ sink: MemorySink) -> String {
        sink.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private let reading = [Agent.Act](repeating: "", count: 32)

    @Test func `Shows the card, grants on yes, reads all groups, and the call is over`() throws {
        #expect(try answer(groups() + ["yes"] + reading) == .success)
        #expect(shown.contains("customer: Nordic Yard") && shown.contains("0 of 2 in use"))
        #expect(said.contains("Grant it? yes, no or pause>"))
        #expect(said.contains("Group 32 of 32") && said.contains("the call is over"))
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `Grants nothing on no, and whoever goes on is told`() throws {
        #expect(try answer(groups() + ["no"]) == .no)
        #expect(said.contains("Nothing was granted, and the call is over."))
        #expect(try vendor.seatsInUse(license) == 0 && actions().contains("phone.refused"))
        #expect(try answer(["yes"] + reading, call: 1, agent: "Bert") == .success)
        #expect(said.contains("An agent refused the request of this call."))
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `Waits on pause and at the end of the input, and says how to go on`() throws {
        let groups = try groups()
        #expect(try answer(Array(groups.prefix(4))) == .success)
        #expect(said.contains("Call 1 is kept. To continue it: countersign-responder phone --resume 1"))
        #expect(try answer(Array(groups.dropFirst(4)) + ["pause"], call: 1) == .success)
        #expect(try vendor.seatsInUse(license) == 0)
        #expect(try answer(["hm", "", "seat 3", "yes", "", "p"], call: 1) == .success)
        #expect(said.contains("This is not one of the answers."))
        #expect(try vendor.seatsInUse(license) == 1)
        // Reading goes on where it was.
        let before = said.utf8.count
        #expect(try answer(["p"], call: 1, agent: "Bert") == .success)
        #expect(String(said.utf8.dropFirst(before))?.contains("Group 2 of 32") == true)
    }

    @Test func `Asks for the seat where the mark does not decide`() throws {
        _ = try answer(groups() + ["yes"] + reading)
        let acts = try groups(device: 9) + ["yes", "seat 7", "seat 1", "yes"] + reading
        #expect(try answer(acts) == .success)
        #expect(said.contains("Whose seat? no, a seat's number, 'new' or pause>"))
        #expect(said.contains("Choose a seat first; then you are asked again."))
        #expect(said.contains("License \(license) has no seat 7 in use; only seat 1 is."))
        #expect(!shown.contains("--seat"), "an option cannot be given any more")
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `Says that a seat that is chosen against the mark is another's`() throws {
        _ = try answer(groups() + ["yes"] + reading)
        let mark = try MachineMark(
            of: SimulatedMachine().request(with: file, key: key).body.fingerprint)
        let other = try #require(
            try (2...50).first {
                try MachineMark(of: SimulatedMachine($0).request(with: file, key: key).body.fingerprint)
                    != mark
            })
        #expect(try answer(groups(other) + ["1", "no"]) == .no)
        #expect(shown.contains("The machine that has it has another mark"))
    }

    @Test func `Ends at once where nothing can be granted, and does not say that it waits`() throws {
        _ = try vendor.vault.revoke(license, reason: "sold on", in: vendor.surroundings)
        #expect(try answer(groups() + ["yes"]) == .no)
        #expect(shown.contains("was revoked on"))
        #expect(said.contains("Nothing can be granted, and the call is over."))
        #expect(!said.contains("is kept"))
    }

    @Test func `Ends at once where a renewal is asked for and no machine has a seat`() throws {
        let renewal = try SimulatedMachine().vouchedRequest(with: file, for: .renewal, license: license)
        let typed = try RequestCode(of: renewal, key: key.proofKey()).spoken.groups(.digits)
            .map { Agent.Act.line($0) }
        #expect(try answer(typed + ["new"]) == .no)
        #expect(!said.contains("Whose seat?") && said.contains("the call is over"))
    }

    @Test func `Shows the card again where something has changed before the yes`() throws {
        let clock = vendor.clock
        let midnight = Agent.Act.event { clock.advance(days: 1) }
        #expect(try answer(groups() + [midnight, "yes", "yes"] + reading) == .success)
        #expect(said.contains("Something has changed; the answer would be different now."))
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `Asks for a reason where the changes of machine are used up, and grants it for that`() throws {
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(rebindings: 0)),
            in: vendor.surroundings)
        try vendor.vault.setSeats(1, of: license, in: vendor.surroundings)
        #expect(try answer(groups() + ["yes"] + reading) == .success)
        // No, and what is no reason, grant nothing.
        #expect(try answer(groups(device: 8) + ["override", "override \u{1b}[2J", "yes", "no"]) == .no)
        #expect(
            said.contains("Override? no, a seat's number, 'new' or 'override' and a reason or pause>")
                == false)
        #expect(said.contains("Type 'override' and the reason first; then you are asked again."))
        #expect(said.contains("This cannot be used as a reason."))
        let asked = try groups(device: 9) + ["override Mainboard replaced, ticket 4711", "yes"]
        #expect(try answer(asked + reading) == .success)
        #expect(shown.contains("machine changes: with this answer 1 of 0 used in 365 days"))
        let details = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(limit: 100).compactMap(\.detail)
        }
        #expect(details.contains { $0.contains("reason: Mainboard replaced, ticket 4711") })
    }

    @Test func `Stops where another agent has taken the call over`() throws {
        let (vault, surroundings) = (vendor.vault, vendor.surroundings)
        let takeover = Agent.Act.event {
            _ = try vault.resumeCall(1, agent: "Bert", in: surroundings)
        }
        let refusal = #expect(throws: Refusal.self) { try answer(groups() + [takeover, "yes"]) }
        #expect(refusal?.code == .phoneCallTaken && refusal?.sentence == "Bert has taken over call 1.")
        // By the name that was given, and not by the login name.
        let commands = CallCommands(agent: "Anna B", next: NextCommands())
        let other = Agent.Act.event { _ = try vault.resumeCall(2, agent: "Bert", in: surroundings) }
        let second = PhoneDialogue(
            session: try session(
                in: context(groups(2, device: 8) + [other, "yes"]), commands: commands))
        let advice = #expect(throws: Refusal.self) { try second.answer(nil) }?.advice(NextCommands())
        #expect(advice?.contains("phone --resume 2 --agent 'Anna B'") == true)
        #expect(try vendor.seatsInUse(license) == 0)
    }
}
