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

/// Seats that are told again, and may be another machine's.
extension CallTests {
    /// Machines with the mark of the first, and others than it.
    private func namesakes(_ count: Int) throws -> [Int] {
        let mark = try MachineMark(of: request().body.fingerprint)
        var found: [Int] = []
        for number in 2...5000 where found.count < count {
            if try MachineMark(of: request(number).body.fingerprint) == mark { found.append(number) }
        }
        return found
    }

    private func renewal(_ number: Int = 1, of id: LicenseID? = nil) throws -> Verified<Request> {
        try SimulatedMachine(number).at(vendor.clock.now).vouchedRequest(
            with: file, for: .renewal, license: id ?? license)
    }

    @Test
    func
        `An activation on a seat that is taken is counted, and past the allowance an agent gives the reason`()
        throws
    {
        let (id, key) = try vendor.sell()
        func code(_ number: Int) throws -> SpokenCode {
            try self.code(SimulatedMachine(number).request(with: file, key: key), key: key)
        }
        #expect(
            try self.answer(code(1), in: call()).rebindings
                == RebindingTally(used: 0, allowed: 3, counted: 0))
        let namesakes = try namesakes(4)
        for (place, number) in namesakes.prefix(3).enumerated() {
            #expect(try self.answer(code(number), in: call()).rebindings.used == place + 1)
        }
        let last = try code(try #require(namesakes.last))
        let held = try call()
        let card = try desk().card(for: last, in: held)
        guard case .refusal(let refusal) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(
            refusal.code == .seatRebindingsUsedUp && card.rebindings.isUsedUp && !card.rebindings.isCounted)
        expect(.seatRebindingsUsedUp) { try self.answer(last, in: held) }
        let desk = try desk().overriding(for: "mainboard replaced")
        // What was shown was a refusal.
        expect(.phoneAnswerChanged) { try desk.answer(last, in: held) }
        #expect(
            try desk.card(for: last, in: held).rebindings
                == RebindingTally(used: 4, allowed: 3, counted: 1))
        #expect(try desk.answer(last, in: held).rebindings.used == 4)
        // The same answer again counts nothing.
        #expect(try self.answer(last, in: call()).rebindings.used == 4)
        #expect(
            try alerts() == ["rebindings-used-up", "many-answers-to-one-seat"].sorted() || alerts().count == 2
        )
        #expect(
            try audit().contains {
                $0.hasPrefix("seat.rebound \(id)") && $0.contains("reason: mainboard replaced")
            })
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `A seat that an agent chose is counted, whatever is asked for`() throws {
        let other = try otherMachine()
        _ = try self.answer(self.code(request()), in: call())
        let chosen = try self.answer(self.code(renewal(other)), seat: .number(1), in: call())
        #expect(chosen.rebindings == RebindingTally(used: 1, allowed: 6, counted: 1))
        #expect(try alerts() == ["seat-chosen"])
    }

    @Test func `A renewal is counted unless it is due`() throws {
        let (id, key) = try vendor.sell(.lease(days: 90))
        _ = try self.answer(
            self.code(SimulatedMachine().request(with: file, key: key), key: key), in: call())
        func used() throws -> Int {
            try self.answer(self.code(renewal(of: id), key: key), in: call()).rebindings.used
        }
        // Before the last quarter of the term it may be another machine with the same mark.
        vendor.clock.advance(days: 67)
        #expect(try used() == 1)
        vendor.clock.advance(days: 68)
        #expect(try used() == 1)
        vendor.clock.advance(days: 67)
        #expect(try used() == 2)
        // What does not end needs no renewal.
        _ = try self.answer(self.code(request()), in: call())
        #expect(
            try self.answer(self.code(renewal()), in: call()).rebindings
                == RebindingTally(used: 1, allowed: 6, counted: 1))
    }

    @Test
    func `A time correction is for a seat that is there, whatever the agent chooses, and is not counted`()
        throws
    {
        func early(_ number: Int) throws -> SpokenCode {
            try self.code(
                SimulatedMachine(number).vouchedRequest(
                    with: file, for: .timeCorrection(highWaterMark: SimulatedMachine.noon.adding(days: 900)),
                    license: license))
        }
        expect(.requestDeviceUnknown) { try self.answer(early(1), seat: .new, in: call()) }
        #expect(try vendor.seatsInUse(license) == 0)
        _ = try self.answer(self.code(request()), in: call())
        expect(.requestDeviceUnknown) { try self.answer(early(1), seat: .new, in: call()) }
        #expect(try vendor.seatsInUse(license) == 1)
        let corrected = try self.answer(early(1), in: call())
        #expect(corrected.document.kind == .correction && corrected.rebindings.used == 0)
        let chosen = try self.answer(early(try otherMachine()), seat: .number(1), in: call())
        #expect(chosen.document.kind == .correction && chosen.rebindings.used == 0)
    }

    @Test func `A renewal of a machine that is known is never asked whose seat it is`() throws {
        _ = try self.answer(self.code(request()), in: call())
        // Another seat is free.
        #expect(try self.answer(self.code(renewal()), in: call()).seatsInUse == 1)
        expect(.requestDeviceUnknown) { try self.answer(self.code(renewal(otherMachine())), in: call()) }
        expect(.requestDeviceUnknown) { try self.answer(self.code(renewal()), seat: .new, in: call()) }
    }

    @Test func `What goes by its mark to a machine that sent a file is counted`() throws {
        let one = try vendor.sell()
        let told = try SimulatedMachine().request(with: file, key: one.key)
        _ = try self.answer(self.code(told, key: one.key), in: call())
        // The very request that was told is not.
        let other = try SimulatedMachine(namesakes(1)[0]).request(with: file, key: one.key, device: 8)
        let grant = try #require(try answerFile(other).grant)
        #expect(grant.rebindings == RebindingTally(used: 1, allowed: 3, counted: 1))
        #expect(try vendor.answer(told).grant?.rebindings?.used == 1)
    }

    @Test func `A renewal by telephone makes no machine that is known forget what it was`() throws {
        let (id, key) = try vendor.sell(.lease(days: 90))
        let first = try SimulatedMachine().request(with: file, key: key)
        _ = try answerFile(first)
        vendor.clock.advance(days: 70)
        // Another machine with the same mark, in a changed client, says that a renewal is due.
        let other = try renewal(namesakes(1)[0], of: id)
        let told = try self.answer(self.code(other, key: key), in: call())
        #expect(!told.rebindings.isCounted)
        #expect(try answerFile(other).name == "repeated")
        // The seat is the first one's still.
        let again = try answerFile(
            SimulatedMachine().at(vendor.clock.now).request(with: file, key: key, device: 9))
        #expect(again.grant?.isSameSeat == true && again.grant?.rebindings?.used == 0)
    }
}
