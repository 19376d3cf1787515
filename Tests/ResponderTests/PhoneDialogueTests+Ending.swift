import Activation
import CommandSupport
import CommandTesting
import Cryptography
import Issuing
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Synchronization
import Testing

@testable import countersign_responder

/// Calls that end, wait, or are not heard.
extension PhoneDialogueTests {
    @Test func `A call that is continued in words begins with group 1`() throws {
        #expect(try answer(groups() + ["yes", "", "", "p"]) == .success)
        for (form, shown) in [(CodeForm?.none, "Group 3 of 32"), (.words, "Group 1 of 16")] {
            let session = PhoneSession(
                vault: vendor.vault, desk: try vendor.vault.desk(in: vendor.surroundings),
                context: context(["p"]), agent: "Bert", form: form, choice: nil, acceptsClock: false,
                copies: nil,
                commands: CallCommands(agent: nil, next: NextCommands()))
            #expect(try PhoneDialogue(session: session).answer(1) == .success)
            #expect(said.contains(shown))
        }
    }

    @Test func `A call can be ended while groups are asked for again, and after a group was repeated`() throws
    {
        let stranger = try vendor.sell().key
        let request = try SimulatedMachine().request(with: file, key: key)
        let wrong = try RequestCode(of: request, key: stranger.proofKey()).spoken.groups(.digits)
        #expect(try answer(wrong.map { .line($0) } + ["", "e"]) == .no)
        #expect(
            said.contains("'end' ends the call.")
                && said.contains("Nothing was granted, and the call is over."))
        #expect(
            try answer(groups() + ["yes"] + [Agent.Act](repeating: "", count: 31) + ["22", "", "e"])
                == .success)
        #expect(
            said.contains("e: end")
                && said.contains("The call is over. If the caller needs groups again:"))
        #expect(!said.contains("Call 2 is kept."))
    }

    @Test func `What continues a call names the agent and the vault`() throws {
        let commands = CallCommands(agent: "Anna B", next: NextCommands(vault: "/srv/my vault"))
        let context = try context(Array(groups().prefix(2)))
        let session = try session(in: context, commands: commands)
        #expect(try PhoneDialogue(session: session).answer(nil) == .success)
        let command = "countersign-responder phone --resume 1 --agent 'Anna B' --vault '/srv/my vault'"
        #expect(said.contains("Call 1 is kept. To continue it: \(command)"))
        #expect(commands.resuming("CALL") == command.replacing("1", with: "CALL"))
        let taken = commands.completing(Refusal(.phoneCallTaken, facts: [.call(1)]))
        #expect(taken.advice(NextCommands()) == "Leave it there, or take it back: '\(command)'.")
        let changed = commands.completing(
            Refusal(.phoneAnswerChanged, facts: [.call(1), .chosenSeat("2")]))
        #expect(changed.advice(NextCommands()).contains("--resume 1 --seat 2 --agent 'Anna B'"))
        #expect(commands.completing(Refusal(.diskFull)) == Refusal(.diskFull))
        #expect(
            CallCommands(agent: nil, next: NextCommands()).resuming(3)
                == "countersign-responder phone --resume 3")
    }

    @Test func `Ctrl-C says how to continue, as long as there is a call`() throws {
        let sink = NoteSink()
        let context = try context(Array(groups().prefix(2)), onInterrupt: { sink.add($0) })
        #expect(try PhoneDialogue(session: session(in: context)).answer(nil) == .success)
        #expect(
            sink.notes == [
                "  Call 1 is kept. To continue it:\n    countersign-responder phone --resume 1\n", nil,
            ])
    }

    @Test
    func
        `Where too many guessed, the caller hears of another way, and the agent until when, and whose it is`()
        throws
    {
        let stranger = try vendor.sell().key
        for device in UInt8(21)...25 {
            let request = try SimulatedMachine().request(with: file, key: key, device: device)
            let code = try RequestCode(of: request, key: stranger.proofKey()).spoken
            let held = try vendor.vault.openCall(agent: "Eve", in: vendor.surroundings).held
            #expect(throws: Refusal.self) {
                _ = try vendor.vault.desk(in: vendor.surroundings).card(for: code, in: held)
            }
        }
        let refusal = #expect(throws: Refusal.self) { try answer(groups()) }
        let advice = try #require(refusal?.advice(NextCommands()))
        #expect(refusal?.code == .phoneTooManyAttempts)
        #expect(
            refusal?.sentence.contains("until \(vendor.clock.now.adding(seconds: 3600).shortText) (UTC).")
                == true)
        #expect(
            advice.hasPrefix(
                "Tell the caller: they can call again after 2026-11-23 14:00 (13:00 UTC). Sooner"))
        #expect(advice.contains("as a file or a QR code"))
        #expect(advice.contains("'countersign-responder phone --resume 6'"))
        #expect(
            said.contains("License \(license) belongs to Nordic Yard.") && said.contains("do not tell them"))
        // A program may read aloud what it gets, so it is not told whose it is.
        let texts = try groups(device: 9).map { if case .line(let text) = $0 { text } else { "" } }
        let step = #expect(throws: Refusal.self) {
            try PhoneSteps(session: session([])).step(nil, texts, confirm: false)
        }
        #expect(
            step?.advice(NextCommands()).contains("--resume 7") == true
                && step?.description.contains("Nordic") == false)
        #expect(step?.facts.contains(.until(vendor.clock.now.rawValue + 3600)) == true)
    }
}

/// Keeps what would be said on Ctrl-C.
private final class NoteSink: Sendable {
    private let kept = Mutex<[String?]>([])

    var notes: [String?] { kept.withLock { $0 } }

    func add(_ note: String?) { kept.withLock { $0.append(note) } }
}
