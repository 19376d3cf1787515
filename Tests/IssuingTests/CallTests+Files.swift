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

/// Who was told a license by telephone, and then sends a file.
extension CallTests {
    @Test func `A request that was told and then comes as a file gets the license that was told`() throws {
        let request = try request()
        let told = try self.answer(self.code(request), in: call())
        guard case .again(let issued) = try vendor.answer(request) else {
            Issue.record("It is not the same.")
            return
        }
        #expect(issued.document.encoded == told.document.encoded)
        // The other way round: what came as a file is told.
        let filed = try self.request(try otherMachine())
        let license = try #require(try vendor.answer(filed).document)
        let answer = try self.answer(self.code(filed), in: call())
        #expect(answer.isRepeated && answer.document.encoded == license.encoded && answer.seatsInUse == 2)
    }

    /// What the desk answers to a request that came as a file, where the vendor has said whose seat it is.
    func answerFile(_ request: Verified<Request>, seat: SeatChoice? = nil) throws -> Answer {
        var desk = try desk()
        desk.choice = seat
        return try #require(
            try desk.answer([IncomingRequest(name: "file", bytes: request.encoded, carrier: .file)]).first)
    }

    @Test func `The request that was told shows, as a file, whose seat it is`() throws {
        let told = try request()
        _ = try self.answer(self.code(told), in: call())
        // Another machine with the same mark cannot take what is known to be somebody's.
        _ = try answerFile(told)
        #expect(
            try desk().card(for: self.code(request(device: 9)), in: call()).machines.map(\.isByPhone) == [
                false
            ])
        // From now on it is known by what it is, and so is everybody else.
        #expect(try answerFile(request(device: 8)).grant?.isSameSeat == true)
        #expect(try answerFile(request(try otherMachine())).grant?.isSameSeat == false)
        #expect(try vendor.seatsInUse(license) == 2)
        #expect(try alerts() == [])
    }

    @Test func `Another request of a machine that was told a license has its seat when the vendor says so`()
        throws
    {
        _ = try self.answer(self.code(request()), in: call())
        // One machine in 128 has this mark, and there is another seat.
        #expect(try answerFile(request(device: 8)).name == "phone.seat-undecided")
        #expect(try answerFile(request(device: 8), seat: .number(2)).name == "usage.invalid")
        #expect(try vendor.seatsInUse(license) == 1)
        let grant = try #require(try answerFile(request(device: 8), seat: .number(1)).grant)
        #expect(grant.isSameSeat && grant.seatsInUse == 1)
        #expect(try alerts() == ["seat-claimed"])
        // Now the machine is known, and keeps its seat.
        #expect(try answerFile(request()).grant?.isSameSeat == true)
        let seat = try #require(try desk().card(for: self.code(request()), in: call()).machines.first)
        #expect(seat.hasSameMark && !seat.isByPhone)
        #expect(
            try self.answer(self.code(request()), seat: .number(seat.number), in: call()).seatsInUse == 1)
    }

    @Test func `Another machine with the mark of one that was told gets a seat of its own`() throws {
        _ = try self.answer(self.code(request()), in: call())
        let grant = try #require(try answerFile(request(device: 8), seat: .new).grant)
        #expect(!grant.isSameSeat && grant.seatsInUse == 2)
        #expect(try alerts() == [])
    }

    @Test func `Where no seat is free the mark decides, and that is looked at`() throws {
        let one = try vendor.sell()
        let told = try SimulatedMachine().request(with: file, key: one.key)
        _ = try self.answer(self.code(told, key: one.key), in: call())
        let again = try SimulatedMachine().request(with: file, key: one.key, device: 8)
        #expect(try answerFile(again).grant?.isSameSeat == true)
        #expect(
            try audit().contains {
                $0.hasPrefix("request.seat-claimed \(one.id)") && $0.contains("by its mark alone")
            })
        #expect(try alerts() == ["seat-claimed"])
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `A seat that was not decided is not given to the next in the same run`() throws {
        _ = try self.answer(self.code(request()), in: call())
        let requests = try [request(device: 8), request(try otherMachine()), request(device: 9)]
        let answers = try desk().answer(
            requests.map { IncomingRequest(name: "file", bytes: $0.encoded, carrier: .file) })
        #expect(answers.map(\.name) == ["phone.seat-undecided", "granted", "phone.seat-undecided"])
        #expect(try answerFile(requests[0], seat: .number(1)).grant?.isSameSeat == true)
    }

    @Test func `Where two seats have one mark, either can be chosen`() throws {
        _ = try self.answer(self.code(request()), in: call())
        _ = try self.answer(self.code(request(device: 9)), seat: .new, in: call())
        // None is free, and the mark does not tell which of the two it is.
        #expect(try answerFile(request(device: 8)).name == "phone.seat-undecided")
        #expect(try answerFile(request(device: 8), seat: .number(1)).grant?.isSameSeat == true)
        #expect(
            try audit().contains {
                $0.hasPrefix("request.seat-claimed") && $0.contains(", seat 1, as was chosen")
            })
    }

    @Test func `A seat is named in vain where nothing says that it is the machine's`() throws {
        _ = try self.answer(self.code(request()), in: call())
        let other = try request(try otherMachine())
        #expect(try answerFile(other, seat: .number(1)).name == "usage.invalid")
        #expect(try vendor.seatsInUse(license) == 1)
        // Its own is no mistake.
        _ = try answerFile(other)
        #expect(try answerFile(request(try otherMachine()), seat: .number(2)).grant?.isSameSeat == true)
    }

    @Test func `A repaired machine that was told a license on its seat is known anew by that request`() throws
    {
        _ = try answerFile(request())
        // Nothing of it is as it was, and the agent believes the caller.
        let repaired = try request(try otherMachine())
        _ = try self.answer(self.code(repaired), seat: .number(1), in: call())
        #expect(try answerFile(repaired).name == "repeated")
        let next = try answerFile(request(try otherMachine())).grant
        #expect(next?.isSameSeat == true && next?.seatsInUse == 1)
        // An old one, after the machine was answered again, changes nothing.
        vendor.clock.advance(days: 1)
        _ = try answerFile(request(try otherMachine()))
        _ = try answerFile(repaired)
        #expect(try answerFile(request(try otherMachine())).grant?.isSameSeat == true)
    }

    @Test func `A request that was told for one license vouches for no other`() throws {
        let other = try vendor.sell()
        // Names another license than the one whose key made the code.
        let forged = try SimulatedMachine().request(with: file, key: key, license: other.id)
        let told = try SimulatedMachine().request(with: file, key: key)
        _ = try self.answer(self.code(told), in: call())
        #expect(try vendor.answer(forged).name == RefusalCode.requestProofInvalid.rawValue)
    }
}
