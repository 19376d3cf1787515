import Activation
import Cryptography
import Issuing
import Ledger
import PhoneCode
import Refusals
import Simulation
import Testing

/// Those who guess, those who are in a hurry, and those who said no.
extension CallTests {
    @Test func `Wrong proofs are counted, and after five within an hour the right one is refused too`() throws
    {
        let stranger = try vendor.sell().key
        let wrong = try (1...5).map { try self.code(request(device: UInt8($0 + 20)), key: stranger) }
        // The very same once more tells a guesser nothing.
        for _ in 1...7 { expect(.phoneWrongCode) { try desk().card(for: wrong[0], call: call()) } }
        for code in wrong.dropFirst() {
            expect(.phoneWrongCode) { try desk().card(for: code, call: call()) }
        }
        let right = try self.code(request())
        expect(.phoneTooManyAttempts) { try desk().card(for: right, call: call()) }
        expect(.phoneTooManyAttempts) { try self.answer(right, call: call()) }
        // Another license is not hindered.
        let other = try SimulatedMachine().request(with: file, key: stranger)
        #expect(try self.answer(self.code(other, key: stranger), call: call()).seatsInUse == 1)
        vendor.clock.set(vendor.clock.now.adding(seconds: 3601))
        #expect(try self.answer(right, call: call()).seatsInUse == 1)
        let alerts = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: vendor.clock.now)
        }
        #expect(alerts.map(\.code) == ["too-many-wrong-proofs"])
        #expect(alerts.map(\.license) == [license.description])
    }

    @Test func `Codes for licenses that are not there keep nobody else out`() throws {
        let number = try call()
        let stranger = try ActivationKey.generate(from: SystemRandom())
        for other in 0...60 {
            let request = try SimulatedMachine().request(
                with: file, key: stranger, license: LicenseID([1, 2, 3, 4, UInt8(other)]))
            let code = try self.code(request, key: stranger)
            expect(other < 60 ? .activationKeyUnknown : .phoneTooManyAttempts) {
                try desk().card(for: code, call: number)
            }
        }
        #expect(try self.answer(self.code(request()), call: number).seatsInUse == 1)
    }

    @Test
    func
        `Those who guess keep nobody from hearing an answer that was granted, or from a call that was proven`()
        throws
    {
        let granted = try self.code(request())
        let (first, second) = (try call(), try call())
        let answer = try self.answer(granted, call: first)
        let asked = try self.code(request(otherMachine()))
        _ = try desk().card(for: asked, call: second)
        let stranger = try vendor.sell().key
        for device in UInt8(21)...25 {
            let wrong = try self.code(request(device: device), key: stranger)
            expect(.phoneWrongCode) { try desk().card(for: wrong, call: call()) }
        }
        // In its call, and when he calls again.
        #expect(try desk().answerBefore(granted, call: first)?.document == answer.document)
        #expect(try self.answer(granted, call: call()).document == answer.document)
        #expect(try self.answer(asked, call: second).seatsInUse == 2)
        // What was never proven waits.
        expect(.phoneTooManyAttempts) { try desk().card(for: self.code(request(device: 8)), call: call()) }
    }

    @Test func `Where an agent said no, nothing is granted until somebody looked at it again`() throws {
        _ = try self.answer(self.code(request()), call: call())
        let code = try self.code(request(otherMachine()))
        let number = try call()
        _ = try desk().card(for: code, seat: .number(1), call: number)
        try vendor.vault.refuseCall(number, in: vendor.surroundings)
        #expect(
            try audit().contains { $0.hasPrefix("phone.refused \(license)") && $0.contains("agent Anna") })
        let resumed = try vendor.vault.resumeCall(number, agent: "Bert", in: vendor.surroundings)
        #expect(resumed.isRefused && resumed.seat == nil && resumed.code == nil)
        expect(.phoneCallRefused) { try self.answer(code, call: number) }
        #expect(try vendor.seatsInUse(license) == 1)
        _ = try desk().card(for: code, call: number)
        #expect(try self.answer(code, call: number).seatsInUse == 2)
        expect(.phoneCallUnknown) { try vendor.vault.refuseCall(99, in: vendor.surroundings) }
    }

    @Test func `Seats are numbered from 1 in each license`() throws {
        let other = try vendor.sell()
        let first = try SimulatedMachine().request(with: file, key: other.key)
        _ = try self.answer(self.code(first, key: other.key), call: call())
        _ = try self.answer(self.code(request()), call: call())
        let code = try self.code(request(otherMachine()))
        let card = try desk().card(for: code, seat: .number(1), call: call())
        #expect(card.machines.map(\.number) == [1])
        guard case .license(_, let seat) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(card.number(of: seat) == 1)
        #expect(try self.answer(code, seat: .number(1), call: call()).seatsInUse == 1)
        #expect(try audit().contains { $0.contains("seat chosen by the agent: 1, 1 of 2") })
        expect(.usageInvalid) {
            try self.answer(self.code(request(device: 9)), seat: .number(2), call: call())
        }
        for number in [Int64.min, -1, 0, .max] {
            expect(.usageInvalid) {
                try self.answer(self.code(request(device: 10)), seat: .number(number), call: call())
            }
        }
    }
}
