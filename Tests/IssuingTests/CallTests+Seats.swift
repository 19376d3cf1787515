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

/// Whose seat a caller gets.
extension CallTests {
    @Test
    func
        `Another request of the same machine has the same seat; another machine another, until none is left`()
        throws
    {
        let other = try otherMachine()
        _ = try self.answer(self.code(request()), in: call())
        vendor.clock.advance(days: 1)
        // Seven bits do not say that it is the same machine, while there is a free seat.
        expect(.phoneSeatUndecided) { try self.answer(self.code(request()), in: call()) }
        let first = try #require(
            try desk().card(for: self.code(request()), in: call()).machines.first?.number)
        let again = try self.answer(self.code(request()), seat: .number(first), in: call())
        #expect(!again.isRepeated && again.seatsInUse == 1)
        #expect(try self.answer(self.code(request(other)), in: call()).seatsInUse == 2)
        // Now all seats are taken, and the mark is enough.
        #expect(try self.answer(self.code(request()), in: call()).seatsInUse == 2)
        // A third is refused, unless the agent knows better.
        let third = try #require(
            try (2...80).first { number in
                let mark = try MachineMark(of: request(number).body.fingerprint)
                return try mark != MachineMark(of: request().body.fingerprint)
                    && mark != MachineMark(of: request(other).body.fingerprint)
            })
        let code = try self.code(request(third))
        expect(.activationKeyUsedUp) { try self.answer(code, in: call()) }
        let card = try desk().card(for: code, in: call())
        let seat = try #require(card.machines.first?.number)
        #expect(try self.answer(code, seat: .number(seat), in: call()).seatsInUse == 2)
        expect(.usageInvalid) {
            try self.answer(self.code(request(third)), seat: .number(999), in: call())
        }
        #expect(try alerts() == ["seat-chosen"])
    }

    @Test func `An agent can say that it is another machine, and then it needs a seat of its own`() throws {
        _ = try self.answer(self.code(request()), in: call())
        #expect(try self.answer(self.code(request()), seat: .new, in: call()).seatsInUse == 2)
        expect(.activationKeyUsedUp) {
            try self.answer(self.code(request()), seat: .new, in: call())
        }
        #expect(try alerts() == ["seat-chosen"])
    }

    @Test func `Two desks at once never give a seat twice`() async throws {
        let one = try vendor.sell().key
        let codes = try (1...8).map { number in
            try self.code(SimulatedMachine(number).request(with: file, key: one), key: one)
        }
        let desks = try (0..<2).map { _ in try desk() }
        let numbers = try codes.map { _ in try call() }
        let granted = await withTaskGroup(of: Bool.self) { group in
            for (place, code) in codes.enumerated() {
                group.addTask {
                    (try? desks[place % 2].answer(code, seat: .new, in: numbers[place])) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 1)
    }

    @Test func `Each user of a machine has a mark of their own, and is known again however they came`() throws
    {
        let (id, key) = try vendor.sell(binding: .user, seats: 2)
        func request(_ machine: SimulatedMachine) throws -> Verified<Request> {
            try machine.request(with: file, key: key, forUser: true)
        }
        func mark(_ machine: SimulatedMachine) throws -> MachineMark {
            try MachineMark(of: request(machine).body.fingerprint)
        }
        let ann = SimulatedMachine()
        // One user in 128 has the mark of another.
        let users = (1001...1020).map { SimulatedMachine().usedBy("\($0):ben") }
        let ben = try #require(users.first { try mark($0) != mark(ann) })
        _ = try self.answer(self.code(request(ann), key: key), in: call())
        #expect(try self.answer(self.code(request(ben), key: key), in: call()).seatsInUse == 2)
        // By file the seats are claimed by those who have them.
        #expect(try vendor.answer(request(ben)).grant?.isSameSeat == true)
        #expect(try vendor.answer(request(ann)).grant?.isSameSeat == true)
        // And by telephone again.
        #expect(try self.answer(self.code(request(ann), key: key), in: call()).seatsInUse == 2)
        #expect(try vendor.seatsInUse(id) == 2)
    }

    @Test func `A license for a user is not told to a request without one, nor the other way round`() throws {
        let user = try vendor.sell(binding: .user)
        let nameless = try SimulatedMachine().request(with: file, key: user.key)
        expect(.requestUserMissing) { try self.answer(self.code(nameless, key: user.key), in: call()) }
        let named = try SimulatedMachine().request(with: file, key: key, forUser: true)
        expect(.usageInvalid) { try self.answer(self.code(named), in: call()) }
        #expect(try vendor.seatsInUse(user.id) == 0 && vendor.seatsInUse(license) == 0)
        #expect(try alerts() == [])
    }

    @Test func `A card of many seats shows those with the mark and the newest, and says how many there are`()
        throws
    {
        let (id, key) = try vendor.sell(seats: 500)
        let first = try SimulatedMachine(1).request(with: file, key: key)
        let mark = MachineMark(of: first.body.fingerprint)
        _ = try vendor.answer(first)
        try vendor.vault.ledger.write { (writer) throws(Refusal) in
            for number in UInt8(2)...100 {
                let other = mark.rawValue ^ (number % 2 == 0 ? 1 : 2)
                _ = try writer.addActivation(
                    ofLicense: id.bytes, fingerprint: [255, 255, other],
                    deviceKey: [UInt8](repeating: number, count: 32), mark: Int64(other),
                    at: vendor.clock.now.rawValue + Int64(number))
                try writer.appendAudit(
                    AuditEntry(at: 1, actor: "desk", action: "request.granted", subject: .license(id)))
            }
        }
        let again = try SimulatedMachine(1).request(with: file, key: key, device: 9)
        let code = try self.code(again, key: key)
        let card = try desk().card(for: code, in: call())
        #expect(card.machines.map(\.number) == [1] + (81...100).reversed())
        #expect(card.machines.map(\.hasSameMark) == [true] + Array(repeating: false, count: 20))
        #expect(card.machinesInAll == 100 && card.seatsInUse == 100)
        // A seat that is chosen is on the card too.
        let chosen = try desk().card(for: code, seat: .number(40), in: call())
        guard case .license(_, let seat, _) = chosen.prospect else {
            Issue.record("\(chosen.prospect)")
            return
        }
        #expect(chosen.number(of: seat) == 40)
        #expect(try self.answer(code, seat: .number(1), in: call()).seatsInUse == 100)
    }

    @Test(arguments: [(.machine, "machine"), (.user, "user")] as [(LicenseBinding, String)])
    func `Where the mark does not tell, it is asked which machine it is, or which user`(
        binding: LicenseBinding, holder: String
    ) throws {
        let (_, key) = try vendor.sell(binding: binding, seats: 2)
        func request(_ device: UInt8) throws -> Verified<Request> {
            try SimulatedMachine().request(with: file, key: key, forUser: binding == .user, device: device)
        }
        _ = try self.answer(self.code(request(7), key: key), in: call())
        let card = try desk().card(for: self.code(request(8), key: key), in: call())
        guard case .refusal(let told) = card.prospect, case .refused(let sent) = try answerFile(request(8))
        else {
            Issue.record("It was decided.")
            return
        }
        for refusal in [told, sent] {
            #expect(refusal.code == .phoneSeatUndecided)
            #expect(refusal.sentence.contains("ne \(holder) in 128"), "\(refusal.sentence)")
        }
    }

    @Test func `Of many seats with one mark, some are named, and each can be chosen`() throws {
        let (id, key) = try vendor.sell(seats: 500)
        let request = try SimulatedMachine(1).request(with: file, key: key)
        let mark = MachineMark(of: request.body.fingerprint)
        try vendor.vault.ledger.write { (writer) throws(Refusal) in
            for number in UInt8(1)...30 {
                _ = try writer.addActivation(
                    ofLicense: id.bytes, fingerprint: [255, 255, mark.rawValue],
                    deviceKey: [UInt8](repeating: number, count: 32), mark: Int64(mark.rawValue), at: 1)
                try writer.appendAudit(
                    AuditEntry(at: 1, actor: "desk", action: "request.granted", subject: .license(id)))
            }
        }
        guard case .refused(let refusal) = try answerFile(request) else {
            Issue.record("It was decided.")
            return
        }
        #expect(refusal.code == .phoneSeatUndecided)
        #expect(refusal.sentence.contains("19 or 20 of") && !refusal.sentence.contains("21"))
        #expect(try answerFile(request, seat: .number(31)).name == "usage.invalid")
        #expect(try answerFile(request, seat: .number(30)).grant?.isSameSeat == true)
    }

    @Test func `A trial that is told again counts from its first day, on the seat that is meant`() throws {
        let (id, key) = try vendor.sell(.trial(days: 14), seats: 2)
        let other = try otherMachine()
        func lastDay(_ number: Int, seat: SeatChoice? = nil) throws -> CalendarDay? {
            let request = try SimulatedMachine(number).at(vendor.clock.now).request(with: file, key: key)
            let answer = try self.answer(self.code(request, key: key), seat: seat, in: call())
            return try Unverified<License>(written: answer.document.encoded).unverifiedBody.lastDay
        }
        let first = try lastDay(1)
        vendor.clock.advance(days: 5)
        let second = try lastDay(other)
        #expect(first != second)
        vendor.clock.advance(days: 5)
        // Neither seat is new, and each has its own beginning.
        #expect(try lastDay(1) == first)
        #expect(try lastDay(other) == second)
        #expect(try lastDay(other, seat: .number(1)) == first)
        #expect(try vendor.seatsInUse(id) == 2)
    }
}
