import Activation
import ArgumentParser
import CommandTesting
import Cryptography
import Issuing
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Synchronization
import Testing

@testable import CommandSupport
@testable import countersign_responder

/// The question whether to grant, and what is on the card above it.
extension PhoneDialogueTests {
    private func groups(_ request: Verified<Request>, _ key: ActivationKey) throws -> [Agent.Act] {
        try RequestCode(of: request, key: key.proofKey()).spoken.groups(.digits).map { .line($0) }
    }

    @Test func `Neither letter is an answer: both words are asked for whole`() throws {
        #expect(try answer(groups() + ["y", "n", "YES"]) == .success)
        #expect(said.contains("Type the whole word: yes.") && said.contains("Type the whole word: no."))
        #expect(said.components(of: "Grant it? yes, no or pause>") == 3)
        #expect(try vendor.seatsInUse(license) == 1, "capital letters are the same word")
        #expect(try answer(groups(2, device: 8) + ["n", "pause"]) == .success)
        #expect(try !actions().contains("phone.refused"))
    }

    @Test func `'new' takes another seat, if one is free`() throws {
        _ = try answer(groups() + ["yes"])
        #expect(try answer(groups(device: 9) + ["new", "yes"]) == .success)
        #expect(shown.contains("on a new seat, 2 of 2"))
        #expect(try vendor.seatsInUse(license) == 2)
        #expect(try answer(groups(device: 10) + ["new", "no"]) == .no)
        #expect(said.contains("No seat is free for another machine."))
        #expect(try vendor.seatsInUse(license) == 2)
    }

    @Test func `What was typed before the question was seen is no answer to it`() throws {
        let context = context([])
        let hasty = try HastyAgent(Agent(groups() + ["pause"]), early: "yes\n")
        let session = try session(in: context.taking(hasty))
        #expect(try PhoneDialogue(session: session).answer(nil) == .success)
        #expect(said.contains("'yes' was typed before this was shown, and does not count. Type it again."))
        #expect(try vendor.seatsInUse(license) == 0)
    }

    @Test func `Times on the card are those of the clocks here too, and a renewal says that nothing changes`()
        throws
    {
        let dated = try vendor.sell(.until(#require(CalendarDay("2027-03-31"))))
        let activation = try SimulatedMachine().request(with: file, key: dated.key)
        _ = try answer(groups(activation, dated.key) + ["yes"])
        #expect(
            shown.contains("a license until the end of 2027-03-31 (UTC), 2027-04-01 01:00 here, on a new"))
        #expect(!shown.contains("as before"))
        let renewal = try SimulatedMachine().vouchedRequest(with: file, for: .renewal, license: dated.id)
        _ = try answer(groups(renewal, dated.key) + ["no"])
        #expect(
            shown.contains(
                "the answer: a license until the end of 2027-03-31 (UTC), 2027-04-01 01:00 here, as before: it was "
                    + "sold until that day, on seat 1"))
        #expect(shown.contains("seat first (UTC) last (UTC) last (here) known mark"))
        #expect(shown.contains("1 2026-11-23 2026-11-23 12:00 2026-11-23 13:00 by telephone same"))
        #expect(shown.contains("earlier calls: call 1, 2026-11-23 13:00 (12:00 UTC), Anna"))
        _ = try answer(groups(activation, dated.key) + ["no"])
        #expect(shown.contains("that this request got on 2026-11-23 13:00 (12:00 UTC); nothing is counted"))
    }

    @Test func `A program is told the same, in UTC`() throws {
        let lease = try vendor.sell(.lease(days: 30))
        let activation = try SimulatedMachine().request(with: file, key: lease.key)
        _ = try answer(groups(activation, lease.key) + ["yes"])
        let renewal = try SimulatedMachine().vouchedRequest(with: file, for: .renewal, license: lease.id)
        let texts = try groups(renewal, lease.key).map { if case .line(let text) = $0 { text } else { "" } }
        func step(_ call: Int64?) throws -> String {
            let before = shown.utf8.count
            var context = context([])
            context.format = .json
            _ = try PhoneSteps(session: session(in: context)).step(
                call, call == nil ? texts : [], confirm: false)
            return String(decoding: shown.utf8.dropFirst(before), as: UTF8.self)
        }
        let today = try step(nil)
        #expect(
            today.contains(#""same_last_day" : true"#) && today.contains("as before: it was answered today"))
        #expect(
            today.contains(#""last" : "2026-11-23 12:00""#) && today.contains(#""at" : "2026-11-23 12:00""#))
        vendor.clock.advance(days: 1)
        let later = try step(2)
        #expect(later.contains(#""same_last_day" : false"#) && !later.contains("as before"))
    }

    @Test func `Who refused a request is on the card of everyone who looks, and for programs`() throws {
        let groups = try groups()
        _ = try answer(groups + ["no"])
        for agent in ["Dora", "Eve"] {
            let before = shown.utf8.count
            #expect(try answer(["pause"], call: 1, agent: agent) == .success)
            let card = String(decoding: shown.utf8.dropFirst(before), as: UTF8.self)
            #expect(
                card.contains(
                    "refused: by Anna in call 1, 2026-11-23 13:00 (12:00 UTC) the answer: a license"))
        }
        var context = context([])
        context.format = .json
        let texts = groups.map { if case .line(let text) = $0 { text } else { "" } }
        _ = try PhoneSteps(session: session(in: context)).step(nil, texts, confirm: false)
        #expect(
            shown.contains(
                #""refused_before" : [ { "agent" : "Anna", "at" : "2026-11-23 12:00", "call" : 1 } ]"#))
    }
}

/// An agent who types before they are asked, once.
private final class HastyAgent: ByteSource {
    private let agent: Agent
    private let early: Mutex<[UInt8]>

    let isTerminal = true

    init(_ agent: Agent, early: String) {
        self.agent = agent
        self.early = Mutex(Array(early.utf8))
    }

    func readLine(limit: Int) throws(Refusal) -> [UInt8]? { try agent.readLine(limit: limit) }

    func readAll(limit: Int) throws(Refusal) -> [UInt8] { try agent.readAll(limit: limit) }

    func readAll(limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8] {
        try agent.readAll(limit: limit)
    }

    func discardTyped() -> [UInt8] {
        early.withLock { early in
            defer { early = [] }
            return early
        }
    }
}
