import Activation
import CommandSupport
import CommandTesting
import Cryptography
import Issuing
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Issuing
@testable import countersign_responder

/// One call after the other, and nobody at the desk.
extension PhoneDialogueTests {
    /// Whether the keys of the vault that was opened last are still in memory. Of one thread only.
    private final class Watch: @unchecked Sendable {
        weak var keys: OpenedProofKeys?
        var opened = 0
        /// What was typed for a passphrase, and what asked for it.
        var typed: [String] = []
        var prompts: [String] = []
    }

    /// - Parameter isTyped: whether the agent types the passphrase, and no file has it.
    private func shift(_ acts: [Agent.Act], _ watch: Watch = Watch(), isTyped: Bool = true) -> PhoneShift {
        let context = context(acts)
        let path = vendor.temporary("vault")
        return PhoneShift(
            context: context, input: IdleInput(context.standardInput, minutes: 15), minutes: 15,
            unlock: { (typed) throws(Refusal) in
                let text = typed.map { $0.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
                if let text { watch.typed.append(text) }
                guard text.map({ $0 == "correct horse battery" }) ?? true else {
                    throw Refusal(.passphraseWrong)
                }
                do {
                    let vault = try LockedVault(opening: path).unlock(
                        passphrase: Vendor.secret("correct horse battery"), in: vendor.surroundings)
                    (watch.keys, watch.opened) = (vault.keys.openedProofKeys, watch.opened + 1)
                    return vault
                } catch let refusal as Refusal {
                    throw refusal
                } catch {
                    throw Refusal(.internalInconsistency, "\(error)")
                }
            },
            askHidden: isTyped
                ? { (prompt) throws(Refusal) in
                    watch.prompts.append(prompt)
                    return try context.standardInput.readLine(limit: 1024)
                } : nil,
            session: { (vault, context, _) throws(Refusal) in
                PhoneSession(
                    vault: vault, desk: try vault.desk(in: vendor.surroundings), context: context,
                    agent: "Anna", form: nil, choice: nil, acceptsClock: false, copies: nil,
                    commands: CallCommands(agent: "Anna", next: NextCommands()))
            })
    }

    @Test func `Enter takes the next call, with the same passphrase, and a number continues one`() throws {
        let watch = Watch()
        let acts = try groups() + ["no", "", "pause", "hm", "2", "end", "quit", "yes"]
        #expect(try shift(acts, watch).run(nil) == .no)
        #expect(watch.opened == 1)
        #expect(said.contains("Call 2, agent Anna.") && said.contains("Call 2 continues, agent Anna."))
        #expect(said.contains("Enter for the next call, or 'quit'>"))
        #expect(said.contains("a number continues the call with that number"))
        #expect(!said.contains("Call 3"))
    }

    @Test func `What goes wrong in a call ends no shift, and a call that is not there does not begin one`()
        throws
    {
        #expect(try shift(["9", "x", "end", "quit"]).run(nil) == .no)
        let other = shift(["9", "", "end", "quit"])
        #expect(throws: Refusal.self) { try other.run(7) }
        let refused = try shift(groups().prefix(3) + ["pause", "77", "quit"])
        #expect(try refused.run(nil) == Refusals.ExitStatus.noInput)
        #expect(said.contains("There is no call 77."))
    }

    @Test func `When nobody types, the call is kept, the keys are wiped, and the passphrase opens it again`()
        throws
    {
        let watch = Watch()
        let isWiped = Agent.Act.event { #expect(watch.keys == nil) }
        let typed = try groups()
        let back: [Agent.Act] = [.idle, isWiped, "", "wrong horse", "what", "correct horse battery"]
        let acts = typed.prefix(5) + back + typed.dropFirst(5) + ["no", .idle, "quit"]
        #expect(try shift(Array(acts), watch).run(nil) == .no)
        #expect(said.contains("Call 1 is kept."))
        #expect(said.contains("Nothing was typed for 15 minutes, so the vault is locked."))
        #expect(said.contains("code: passphrase.wrong") && !said.contains("horse"))
        #expect(said.contains("Call 1 continues, agent Anna."))
        #expect(watch.typed == ["wrong horse", "what", "correct horse battery"])
        #expect(
            said.contains(
                "Its passphrase continues call 1; 'next' takes another call, 'quit' ends the program."))
        #expect(said.contains("Its passphrase takes the next call; 'quit' ends the program."))
        #expect(watch.opened == 2 && watch.keys == nil)
        #expect(try vendor.seatsInUse(license) == 0)
    }

    @Test func `Whose passphrase is in a file says that they are there, and the end of the input ends it`()
        throws
    {
        let (watch, ended) = (Watch(), Watch())
        let acts: [Agent.Act] = ["1", .idle, "what", "", "end", "quit"]
        #expect(try shift(acts, watch, isTyped: false).run(nil) == .no)
        #expect(said.contains("Enter to unlock it and continue call 1, 'next' for another call, or 'quit'>"))
        #expect(watch.opened == 2 && watch.prompts.isEmpty)
        _ = try shift([.idle], ended).run(nil)
        #expect(ended.opened == 1 && ended.prompts.count == 1)
    }

    @Test
    func
        `The command itself is unlocked at the terminal: not with a wrong passphrase, then with the right one`()
        throws
    {
        let right = "correct horse battery"
        let terminal = ScriptedTerminal(passphrases: [right, "", "a", "b", "", "d", right])
        let typed = try groups()
        let acts = typed.prefix(5) + [.idle] + typed.dropFirst(5) + ["yes", "p", "quit"]
        let (output, error, clock) = (MemorySink(), MemorySink(), vendor.clock)
        let context = CommandContext(
            programName: "desk", standardInput: Agent(Array(acts)), standardOutput: output,
            standardError: error, environment: ["COUNTERSIGN_VAULT": vendor.temporary("vault")],
            terminal: terminal, now: clock.now.rawValue, milliseconds: 0, root: "/", userName: "anna",
            homeFolder: vendor.temporary("home"))
        let status = CommandRunner(context: context).run(
            Responder.self, arguments: ["phone", "--agent", "Anna", "--lock-after", "2"])
        let said = error.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(status == 0, "\(said)")
        #expect(said.contains("Nothing was typed for 2 minutes, so the vault is locked."))
        // However many are wrong, it stays locked, and another may be typed.
        #expect(said.components(of: "That passphrase is wrong. Try again.") == 3)
        #expect(terminal.prompts == Array(repeating: "Passphrase of the vault", count: 7))
        #expect(said.contains("Call 1 continues, agent Anna.") && said.contains("Group 1 of 32"))
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `At the card nobody who comes later finds a question that was left open`() throws {
        let acts = try groups() + [.idle, "next", "yes", "end", "quit"]
        #expect(try shift(acts).run(nil) == .no)
        #expect(try vendor.seatsInUse(license) == 0 && said.contains("Call 2, agent Anna."))
    }

    @Test func `While an answer is read, nobody who types for long loses the place`() throws {
        let acts = try groups() + ["yes", "", "", .idle, "correct horse battery", "e", "quit"]
        #expect(try shift(acts).run(nil) == .success)
        #expect(said.components(of: "Group 3 of 32") == 2)
    }
}
