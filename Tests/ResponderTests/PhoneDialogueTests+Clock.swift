import Activation
import CommandSupport
import CommandTesting
import Issuing
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import countersign_responder

/// A desk whose clock looks wrong: what is signed cannot be taken back.
extension PhoneDialogueTests {
    private var wrong: String { "this vault signed nothing for 400 days" }

    @Test func `A clock that looks wrong is on the card, and asked about before anything is granted`() throws
    {
        let typed = try groups()
        vendor.clock.advance(days: 400)
        #expect(try answer(typed + ["yes", "y", "hm", "pause"]) == .success)
        #expect(shown.contains("the clock: By this computer's clock, \(wrong)."))
        #expect(shown.contains("It shows 2027-12-28 13:00 (12:00 UTC)."))
        #expect(said.contains("Is the clock right? right, no or pause>") && !said.contains("Grant it?"))
        #expect(said.contains("First look at this computer's clock"))
        #expect(try vendor.seatsInUse(license) == 0)
        // Whoever goes on later is asked too: the call was opened under the wrong clock.
        #expect(try answer(["yes", "right", "yes"], call: 1) == .success)
        #expect(said.contains("Grant it? yes, no or pause>"))
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `A license that has ended by a clock that looks wrong: the clock is looked at first`() throws {
        let key = try vendor.sell(.until(vendor.clock.now.day.adding(days: 5))).key
        let request = try SimulatedMachine(1).request(with: file, key: key, device: 7)
        let typed: [Agent.Act] = try RequestCode(of: request, key: key.proofKey()).spoken.groups(.digits).map
        {
            .line($0)
        }
        vendor.clock.advance(days: 400)
        #expect(try answer(typed) == .no)
        #expect(shown.contains("what to do: First check this computer's clock. Agree on a new term"))
        vendor.clock.advance(days: -375)
        #expect(try answer(typed) == .no)
        #expect(shown.components(of: "First check this computer's clock.") == 1)
    }

    @Test func `A clock that is set right in between is not asked about`() throws {
        let typed = try groups()
        let clock = vendor.clock
        clock.advance(days: 400)
        let isSet = Agent.Act.event { clock.advance(days: -400) }
        #expect(try answer(typed + ["pause", isSet]) == .success)
        clock.set(SimulatedMachine.noon)
        #expect(try answer(["yes"], call: 1) == .success)
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `What was granted before is read again under any clock`() throws {
        _ = try answer(groups() + ["yes"])
        let before = said.utf8.count
        vendor.clock.advance(days: 400)
        #expect(try answer([""], call: 1) == .success)
        #expect(String(said.utf8.dropFirst(before))?.contains("Group 1 of 32") == true)
    }

    @Test
    func `A program is told of the clock on the card, and grants nothing unless it says that it was checked`()
        throws
    {
        let texts = try groups().map { if case .line(let text) = $0 { text } else { "" } }
        vendor.clock.advance(days: 20)
        _ = try vendor.answer(SimulatedMachine(2).request(with: file, key: vendor.sell().key))
        vendor.clock.advance(days: -10)
        let step = { (confirm: Bool, accepts: Bool) throws -> Refusals.ExitStatus in
            try PhoneSteps(session: session([], acceptsClock: accepts)).step(nil, texts, confirm: confirm)
        }
        #expect(try step(false, false) == .success)
        #expect(shown.contains("This computer's clock is 10 days behind"))
        #expect(shown.contains("First check the clock. To grant it:"))
        #expect(shown.contains("--confirm --accept-clock"))
        let refusal = #expect(throws: Refusal.self) { try step(true, false) }
        #expect(
            refusal?.code == .phoneClockDoubtful
                && refusal?.advice(NextCommands()).contains("--accept-clock") == true)
        #expect(try vendor.seatsInUse(license) == 0)
        #expect(try step(true, true) == .success)
        #expect(try vendor.seatsInUse(license) == 1)
    }
}
