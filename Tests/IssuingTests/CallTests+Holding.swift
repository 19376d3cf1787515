import Activation
import Cryptography
import Fingerprint
import Issuing
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

/// Who has a call, what he was shown, and what is kept of it.
extension CallTests {
    func goingOn() throws -> [Int64] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callsThatGoOn(now: vendor.clock.now)
        }.map(\.number)
    }

    private func typed(_ count: Int, of code: SpokenCode, in held: HeldCall) throws {
        var entry = CodeEntry(direction: .request, form: .digits)
        for group in code.groups(.digits).prefix(count) { _ = entry.type(group) }
        try vendor.vault.keepCall(held, typed: entry, in: vendor.surroundings)
    }

    @Test func `A call that broke off is listed for three days, and one that was proven for two weeks`()
        throws
    {
        let code = try self.code(request())
        let (broken, proven) = (try call(), try call())
        try typed(4, of: code, in: broken)
        try typed(10, of: code, in: proven)
        _ = try desk().card(for: code, in: proven)
        vendor.clock.advance(days: 3)
        #expect(try goingOn() == [proven.number, broken.number])
        vendor.clock.set(vendor.clock.now.adding(seconds: 1))
        #expect(try goingOn() == [proven.number])
        vendor.clock.advance(days: 11)
        #expect(try goingOn() == [])
        // It is there all the same.
        #expect(try vendor.vault.resumeCall(1, agent: "Bert", in: vendor.surroundings).typed.count == 4)
        #expect(try goingOn() == [1])
    }

    @Test func `A call whose request came again in a later one is not listed, and each says whose it is`()
        throws
    {
        let code = try self.code(request())
        let (first, second, other) = (try call(), try call(), try call())
        for held in [first, second] {
            try typed(10, of: code, in: held)
            _ = try desk().card(for: code, in: held)
        }
        try typed(2, of: code, in: other)
        #expect(try goingOn() == [other.number, second.number])
        _ = try self.answer(code, in: second)
        try vendor.vault.keepCall(second, isEnded: true, in: vendor.surroundings)
        #expect(try goingOn() == [other.number])
        let calls = try [first, other].map {
            try vendor.vault.resumeCall($0.number, agent: "Bert", in: vendor.surroundings)
        }
        let customers = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            (try ledger.customer(of: calls[0]), try ledger.customer(of: calls[1]))
        }
        #expect(customers == ("Nordic Yard", nil))
    }

    @Test func `A caller who has proven nothing is listed by the license that their groups name`() throws {
        let code = try self.code(request())
        let held = try call()
        try typed(9, of: code, in: held)
        let before = try call(held.number)
        #expect(before.namedLicense == nil)
        try typed(10, of: code, in: held)
        let after = try call(held.number)
        #expect(after.license == nil && after.namedLicense == license)
        let customer = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.customer(of: after)
        }
        #expect(customer == "Nordic Yard")
    }

    private func call(_ number: Int64) throws -> Call {
        let calls = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callsThatGoOn(now: vendor.clock.now)
        }
        return try #require(calls.first { $0.number == number })
    }

    @Test func `A call is handed over, with all that was typed`() throws {
        let first = try call()
        let groups = try self.code(request()).groups(.digits)
        var entry = CodeEntry(direction: .request, form: .digits)
        for group in groups.prefix(4) { _ = entry.type(group) }
        try vendor.vault.keepCall(first, typed: entry, in: vendor.surroundings)
        let resumed = try vendor.vault.resumeCall(first.number, agent: "Bert", in: vendor.surroundings)
        #expect(resumed.typed.count == 4 && resumed.form == .digits && resumed.agent == "Bert")
        #expect(try audit().contains { $0.contains("phone.resumed") && $0.contains("taken over from Anna") })
        expect(.phoneCallUnknown) {
            try vendor.vault.resumeCall(77, agent: "Bert", in: vendor.surroundings)
        }
        expect(.usageInvalid) { try call("a\u{202E}b") }
        expect(.usageInvalid) { try call("") }
        #expect(try goingOn() == [first.number])
        try vendor.vault.keepCall(resumed.held, isEnded: true, in: vendor.surroundings)
        #expect(try goingOn() == [])
    }

    @Test func `Whoever lost a call to another agent does nothing more in it`() throws {
        let anna = try call()
        let code = try self.code(request())
        _ = try desk().card(for: code, in: anna)
        let bert = try vendor.vault.resumeCall(anna.number, agent: "Bert", in: vendor.surroundings).held
        let refusal = #expect(throws: Refusal.self) { try desk().answer(code, in: anna) }
        #expect(refusal?.code == .phoneCallTaken && refusal?.sentence == "Bert has taken over call 1.")
        expect(.phoneCallTaken) { try desk().card(for: code, in: anna) }
        expect(.phoneCallTaken) { try vendor.vault.keepCall(anna, position: 2, in: vendor.surroundings) }
        expect(.phoneCallTaken) { try vendor.vault.refuseCall(anna, in: vendor.surroundings) }
        #expect(try vendor.seatsInUse(license) == 0)
        #expect(try desk().answer(code, in: bert).seatsInUse == 1)
        let log = try audit()
        #expect(log.contains { $0.hasPrefix("request.granted") && $0.hasSuffix("call 1, agent Bert") })
        #expect(log.contains { $0.hasPrefix("phone.opened") && $0.hasSuffix("call 1, agent Anna") })
    }

    @Test func `Another code in the same call has no answer yet, whatever was read before`() throws {
        let held = try call()
        let (first, second) = (try self.code(request()), try self.code(request(try otherMachine())))
        _ = try self.answer(first, in: held)
        try vendor.vault.keepCall(held, position: 9, in: vendor.surroundings)
        #expect(try desk().answerBefore(first, in: held)?.isRepeated == true)
        _ = try desk().card(for: second, in: held)
        let resumed = try vendor.vault.resumeCall(held.number, agent: "Bert", in: vendor.surroundings)
        #expect(resumed.position == 0)
        #expect(try desk().answerBefore(second, in: resumed.held) == nil)
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `A seat that was chosen for one code is not chosen for another`() throws {
        let held = try call()
        let (first, second) = (try self.code(request()), try self.code(request(try otherMachine())))
        _ = try desk().card(for: first, seat: .new, in: held)
        let resumed = try vendor.vault.resumeCall(held.number, agent: "Eve", in: vendor.surroundings)
        #expect(resumed.seat(for: first) == .new && resumed.seat(for: second) == nil)
        // Nor is another code granted than the one whose card was shown.
        expect(.phoneAnswerChanged) { try self.answer(second, in: resumed.held) }
        _ = try desk().card(for: second, in: resumed.held)
        #expect(try self.answer(second, in: resumed.held).seatsInUse == 1)
        #expect(try alerts() == [])
    }

    @Test func `A seat that was not shown is not granted`() throws {
        _ = try self.answer(self.code(request()), in: call())
        let (code, held) = (try self.code(request(try otherMachine())), try call())
        _ = try desk().card(for: code, in: held)
        let refusal = #expect(throws: Refusal.self) { try self.answer(code, seat: .number(1), in: held) }
        #expect(refusal?.code == .phoneAnswerChanged && refusal?.facts.contains(.chosenSeat("1")) == true)
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `What was not shown is not granted, and what the agent chose for the card is kept`() throws {
        let (one, held) = (try self.code(request()), try call())
        _ = try desk().card(for: one, seat: .new, in: held)
        // Midnight, say: what would be granted is of another day.
        vendor.clock.advance(days: 1)
        expect(.phoneAnswerChanged) { try self.answer(one, seat: .new, in: held) }
        #expect(try vendor.seatsInUse(license) == 0)
        #expect(
            try audit().contains { $0.hasPrefix("request.refused") && $0.contains("phone.answer-changed") })
        _ = try desk().card(for: one, seat: .new, in: held)
        #expect(try self.answer(one, seat: .new, in: held).seatsInUse == 1)
    }

    @Test func `A seat that somebody took meanwhile is not given in place of the one that was shown`() throws
    {
        let (x, held) = (try self.code(request()), try call())
        _ = try desk().card(for: x, in: held)
        // Another machine with the same mark.
        _ = try self.answer(self.code(request(device: 9)), in: call())
        expect(.phoneAnswerChanged) { try self.answer(x, in: held) }
        #expect(try vendor.seatsInUse(license) == 1)
        // What was granted to the very same code meanwhile is told.
        let told = try self.answer(x, seat: .new, in: call())
        #expect(try self.answer(x, in: held).document == told.document)
    }
}
