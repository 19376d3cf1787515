import Activation
import Cryptography
import Issuing
import Ledger
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

/// Those who guess, those who are in a hurry, and those who said no.
extension CallTests {
    @Test func `Wrong proofs are counted, and after five within an hour the right one is refused too`() throws
    {
        let stranger = try vendor.sell().key
        let wrong = try (1...5).map { try self.code(request(device: UInt8($0 + 20)), key: stranger) }
        // The very same once more tells a guesser nothing.
        for _ in 1...7 { expect(.phoneWrongCode) { try desk().card(for: wrong[0], in: call()) } }
        for code in wrong.dropFirst() {
            expect(.phoneWrongCode) { try desk().card(for: code, in: call()) }
        }
        let right = try self.code(request())
        expect(.phoneTooManyAttempts) { try desk().card(for: right, in: call()) }
        let blocked = try #require(throws: Refusal.self) { try self.answer(right, in: call("Bert")) }
        #expect(blocked.code == .phoneTooManyAttempts)
        let until = vendor.clock.now.adding(seconds: 3600)
        #expect(
            blocked.sentence.hasSuffix(
                "license \(license). No more are checked until \(until.shortText) (UTC)."))
        #expect(blocked.facts.contains(.until(until.rawValue)))
        // Another license is not hindered.
        let other = try SimulatedMachine().request(with: file, key: stranger)
        #expect(try self.answer(self.code(other, key: stranger), in: call()).seatsInUse == 1)
        vendor.clock.set(vendor.clock.now.adding(seconds: 3599))
        expect(.phoneTooManyAttempts) { try desk().card(for: right, in: call()) }
        vendor.clock.set(vendor.clock.now.adding(seconds: 1))
        #expect(try self.answer(right, in: call()).seatsInUse == 1)
        let alerts = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: vendor.clock.now)
        }
        #expect(alerts.map(\.code) == ["too-many-wrong-proofs"])
        #expect(alerts.map(\.license) == [license.description])
        #expect(
            alerts.map(\.sentence) == [
                "5 wrong codes were given for license \(license) of Nordic Yard; 3 more after "
                    + "that were not checked (calls 1, 8 to 13, 15, agents Anna, Bert)."
            ])
        #expect(alerts.map(\.customer) == ["Nordic Yard"] && alerts.map(\.agents) == [["Anna", "Bert"]])
        #expect(alerts.first?.calls.count == 8)
        // All of it is in the log, with the agent's name.
        let log = try audit()
        #expect(log.count { $0.hasPrefix("phone.proof-wrong \(license)") && $0.hasSuffix("agent Anna") } == 5)
        #expect(log.count { $0.hasPrefix("phone.proof-wrong-again \(license)") } == 6)
        #expect(log.count { $0.hasPrefix("phone.blocked \(license)") } == 3)
        #expect(log.count { $0.hasPrefix("phone.blocked \(license)") && $0.hasSuffix("agent Bert") } == 1)
    }

    @Test func `A clock that is set back, or ahead for a moment, gives nobody new tries`() throws {
        let stranger = try vendor.sell().key
        let right = try self.code(request())
        vendor.clock.advance(days: 900)
        for device in UInt8(21)...25 {
            let wrong = try self.code(request(device: device), key: stranger)
            expect(.phoneWrongCode) { try desk().card(for: wrong, in: call()) }
        }
        let then = vendor.clock.now
        for hours in [-23, 0, -2, 0] as [Int64] {
            vendor.clock.set(then.adding(seconds: hours * 3600))
            expect(.phoneTooManyAttempts) { try desk().card(for: right, in: call()) }
        }
        vendor.clock.set(then.adding(seconds: 7200))
        let another = try self.code(request(device: 26), key: stranger)
        expect(.phoneWrongCode) { try desk().card(for: another, in: call()) }
        vendor.clock.set(then)
        expect(.phoneTooManyAttempts) { try desk().card(for: right, in: call()) }
        vendor.clock.set(then.adding(seconds: 1 - 86_400))
        expect(.phoneTooManyAttempts) { try desk().card(for: right, in: call()) }
        // A clock that was ahead by years, or by a day, keeps nobody waiting for that long.
        vendor.clock.set(then.adding(seconds: -86_400))
        _ = try desk().card(for: self.code(request(device: 30)), in: call())
        vendor.clock.set(then.adding(days: -899))
        _ = try desk().card(for: right, in: call())
    }

    @Test func `Wrong proofs on both sides of a full hour are counted together, the same one once`() throws {
        let stranger = try vendor.sell().key
        let noon = vendor.clock.now
        vendor.clock.set(UnixTime(rawValue: noon.rawValue / 3600 * 3600 + 3500))
        for device in UInt8(21)...23 {
            let wrong = try self.code(request(device: device), key: stranger)
            expect(.phoneWrongCode) { try desk().card(for: wrong, in: call()) }
            for _ in 1...3 { expect(.phoneWrongCode) { try desk().card(for: wrong, in: call()) } }
        }
        #expect(try alerts() == ["wrong-proofs"])
        vendor.clock.set(vendor.clock.now.adding(seconds: 200))
        for device in UInt8(24)...25 {
            let wrong = try self.code(request(device: device), key: stranger)
            expect(.phoneWrongCode) { try desk().card(for: wrong, in: call()) }
        }
        #expect(try alerts() == ["too-many-wrong-proofs"])
        vendor.clock.set(vendor.clock.now.adding(seconds: 7200))
        let wrong = try self.code(request(device: 26), key: stranger)
        expect(.phoneWrongCode) { try desk().card(for: wrong, in: call()) }
        #expect(try alerts() == ["too-many-wrong-proofs", "wrong-proofs"])
    }

    @Test func `An agent's name has 1 to 64 characters`() throws {
        for name in ["A", String(repeating: "ä", count: 64)] { _ = try call(name) }
        for name in ["", String(repeating: "a", count: 65), "A\nB"] {
            expect(.usageInvalid) { try call(name) }
        }
    }

    @Test func `An agent's name makes no alert`() throws {
        _ = try self.answer(self.code(request()), in: call("A, seat chosen by the agent: 9, seat 9"))
        #expect(try alerts() == [])
    }

    @Test func `Whatever is refused is in the audit log`() throws {
        let named = try SimulatedMachine().request(with: file, key: key, forUser: true)
        expect(.usageInvalid) { try self.answer(self.code(named), in: call()) }
        expect(.usageInvalid) { try self.answer(self.code(request()), seat: .number(7), in: call("Bert")) }
        let refused = try audit().filter { $0.hasPrefix("request.refused \(license)") }
        #expect(refused.count == 2 && refused.allSatisfy { $0.contains("usage.invalid") })
        #expect(
            refused.contains { $0.hasSuffix("agent Anna") } && refused.contains { $0.hasSuffix("agent Bert") }
        )
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `Codes for licenses that are not there keep nobody else out`() throws {
        let number = try call()
        let stranger = try ActivationKey.generate(from: SystemRandom())
        for other in 0...60 {
            let request = try SimulatedMachine().request(
                with: file, key: stranger, license: LicenseID([1, 2, 3, 4, UInt8(other)]))
            let code = try self.code(request, key: stranger)
            expect(other < 60 ? .activationKeyUnknown : .phoneTooManyAttempts) {
                try desk().card(for: code, in: number)
            }
        }
        #expect(try self.answer(self.code(request()), in: number).seatsInUse == 1)
    }

    @Test
    func
        `Those who guess keep nobody from hearing an answer that was granted, or from a call that was proven`()
        throws
    {
        let granted = try self.code(request())
        let (first, second) = (try call(), try call())
        let answer = try self.answer(granted, in: first)
        let asked = try self.code(request(otherMachine()))
        _ = try desk().card(for: asked, in: second)
        let stranger = try vendor.sell().key
        for device in UInt8(21)...25 {
            let wrong = try self.code(request(device: device), key: stranger)
            expect(.phoneWrongCode) { try desk().card(for: wrong, in: call()) }
        }
        // In its call, and when he calls again.
        #expect(try desk().answerBefore(granted, in: first)?.document == answer.document)
        #expect(try self.answer(granted, in: call()).document == answer.document)
        #expect(try self.answer(asked, in: second).seatsInUse == 2)
        // What was never proven waits.
        expect(.phoneTooManyAttempts) { try desk().card(for: self.code(request(device: 8)), in: call()) }
    }

    @Test func `Where an agent said no, nothing is granted until somebody looked at it again`() throws {
        _ = try self.answer(self.code(request()), in: call())
        let code = try self.code(request(otherMachine()))
        let number = try call()
        _ = try desk().card(for: code, seat: .number(1), in: number)
        #expect(try vendor.vault.refuseCall(number, in: vendor.surroundings))
        #expect(
            try audit().contains { $0.hasPrefix("phone.refused \(license)") && $0.contains("agent Anna") })
        let resumed = try vendor.vault.resumeCall(number.number, agent: "Bert", in: vendor.surroundings)
        #expect(resumed.isRefused && resumed.seat(for: code) == nil && resumed.code == nil)
        expect(.phoneCallRefused) { try self.answer(code, in: resumed.held) }
        #expect(try vendor.seatsInUse(license) == 1)
        _ = try desk().card(for: code, in: resumed.held)
        #expect(try self.answer(code, in: resumed.held).seatsInUse == 2)
        // What is granted is not refused any more.
        #expect(try !vendor.vault.refuseCall(resumed.held, in: vendor.surroundings))
        #expect(try audit().count { $0.hasPrefix("phone.refused") } == 1)
    }

    @Test func `That a request was refused is on every card of it until it is granted, and of no other`()
        throws
    {
        let code = try self.code(request())
        let (first, waiting) = (try call("Eve"), try call("Gus"))
        _ = try desk().card(for: code, in: waiting)
        #expect(try desk().card(for: code, in: first).refusals == [])
        let then = vendor.clock.now
        try vendor.vault.refuseCall(first, in: vendor.surroundings)
        #expect(try audit().contains { $0.hasPrefix("phone.refused \(license) request ") })
        vendor.clock.advance(days: 1)
        // An agent who has not looked since then grants nothing: in a call that was shown it before, and in a new one.
        let later = try call("Fay")
        for held in [waiting, later] {
            expect(.phoneCallRefused) { try self.answer(code, in: held) }
        }
        #expect(try vendor.seatsInUse(license) == 0)
        let eve = CallRefusal(call: first.number, agent: "Eve", at: then)
        for held in [later, later, waiting] {
            #expect(try desk().card(for: code, in: held).refusals == [eve])
        }
        let again = try vendor.vault.resumeCall(first.number, agent: "Dora", in: vendor.surroundings).held
        for _ in 1...2 { #expect(try desk().card(for: code, in: again).refusals == [eve]) }
        try vendor.vault.refuseCall(again, in: vendor.surroundings)
        let dora = CallRefusal(call: first.number, agent: "Dora", at: vendor.clock.now)
        // Another request was not refused.
        #expect(try desk().card(for: self.code(request(device: 8)), in: call()).refusals == [])
        expect(.phoneCallRefused) { try self.answer(code, in: later) }
        #expect(try desk().card(for: code, in: later).refusals == [dora, eve])
        #expect(try self.answer(code, in: later).seatsInUse == 1)
        #expect(try desk().card(for: code, in: call()).refusals == [])
        #expect(try self.answer(code, in: call()).isRepeated)
    }

    @Test func `Seats are numbered from 1 in each license`() throws {
        let other = try vendor.sell()
        let first = try SimulatedMachine().request(with: file, key: other.key)
        _ = try self.answer(self.code(first, key: other.key), in: call())
        _ = try self.answer(self.code(request()), in: call())
        let code = try self.code(request(otherMachine()))
        let card = try desk().card(for: code, seat: .number(1), in: call())
        #expect(card.machines.map(\.number) == [1])
        guard case .license(_, let seat, _) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(card.number(of: seat) == 1)
        #expect(try self.answer(code, seat: .number(1), in: call()).seatsInUse == 1)
        #expect(try audit().contains { $0.hasPrefix("phone.seat-chosen") && $0.contains(", seat 1, call") })
        expect(.usageInvalid) {
            try self.answer(self.code(request(device: 9)), seat: .number(2), in: call())
        }
        for number in [Int64.min, -1, 0, .max] {
            expect(.usageInvalid) {
                try self.answer(self.code(request(device: 10)), seat: .number(number), in: call())
            }
        }
    }

    @Test func `A request for another product is named, to who has the key, and is no guess`() throws {
        let id = try #require(ProductID("nordwerft.pipes"))
        try vendor.vault.add(
            Vault.NewProduct(
                id: id, name: "Pipe Router", vendor: "Nordwerft", features: [], contact: Contact()),
            in: vendor.surroundings)
        let other = try vendor.productFile(id)
        for (device, isForUser) in zip(UInt8(20)...27, [true, false, false, true, false, false, true, false])
        {
            let asked = try SimulatedMachine().request(
                with: other, key: key, forUser: isForUser, device: device)
            let refusal = try #require(throws: Refusal.self) {
                _ = try desk().card(for: self.code(asked), in: call())
            }
            #expect(refusal.code == .requestOtherProduct)
            #expect(
                refusal.sentence
                    == "The machine's request is for Pipe Router (nordwerft.pipes), and license \(license) of "
                    + "Nordic Yard is for Hull Designer (\(Vendor.product)).")
        }
        #expect(try alerts() == [])
        // Who has not the key is told nothing of it, and is counted.
        let stranger = try vendor.sell().key
        let guess = try SimulatedMachine().request(with: other, key: key, device: 30)
        expect(.phoneWrongCode) { try desk().card(for: self.code(guess, key: stranger), in: call()) }
        #expect(try alerts() == ["wrong-proofs"])
        #expect(try self.answer(self.code(request()), in: call()).seatsInUse == 1)
    }

    @Test func `A key that is unknown is one guess, however many requests are made with it`() throws {
        let stranger = try ActivationKey.generate(from: SystemRandom())
        for device in UInt8(20)...29 {
            let asked = try SimulatedMachine().request(with: file, key: stranger, device: device)
            let refusal = try #require(throws: Refusal.self) {
                _ = try desk().card(for: self.code(asked, key: stranger), in: call())
            }
            #expect(refusal.code == .activationKeyUnknown)
            #expect(
                refusal.remedy.contains("the key is of another vault")
                    && refusal.facts.contains(.license(asked.body.license.description)))
        }
        let log = try audit()
        #expect(log.count { $0.hasPrefix("phone.proof-wrong ") } == 1)
        #expect(log.count { $0.hasPrefix("phone.proof-wrong-again ") } == 9)
    }
}
