import Activation
import Cryptography
import Fingerprint
import Issuing
import Ledger
import PhoneCode
import Refusals
import Simulation
import Testing

@Suite("A call by telephone")
struct CallTests {
    let vendor: Vendor
    let file: Verified<ProductFile>
    let license: LicenseID
    let key: ActivationKey

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        (license, key) = try vendor.sell(seats: 2)
    }

    func desk() throws -> Vault.Desk { try vendor.vault.desk(in: vendor.surroundings) }

    /// What is granted, whatever the card would say.
    func answer(_ code: SpokenCode, seat: SeatChoice? = nil, call: Int64) throws -> CallAnswer {
        try #require(try desk().answer(code, seat: seat, call: call))
    }

    func call(_ agent: String = "Anna") throws -> Int64 {
        try vendor.vault.openCall(agent: agent, in: vendor.surroundings).number
    }

    func code(_ request: Verified<Request>, key other: ActivationKey? = nil) throws -> SpokenCode {
        try RequestCode(of: request, key: (other ?? key).proofKey()).spoken
    }

    func request(_ number: Int = 1, device: UInt8 = 7) throws -> Verified<Request> {
        try SimulatedMachine(number).request(with: file, key: key, device: device)
    }

    /// Two machines with different marks.
    func otherMachine() throws -> Int {
        let mark = try MachineMark(of: request().body.fingerprint)
        return try #require(
            (2...50).first { number in
                (try? MachineMark(of: request(number).body.fingerprint)) != mark
            })
    }

    /// What the body is refused with.
    func expect<Value>(_ code: RefusalCode, _ body: () throws -> Value) {
        let refusal = #expect(throws: Refusal.self) { _ = try body() }
        #expect(refusal?.code == code)
    }

    func alerts() throws -> [String] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: vendor.clock.now)
        }.map(\.code)
    }

    func audit() throws -> [String] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(limit: 500).map {
                "\($0.entry.action) \($0.entry.subject) \($0.entry.detail)"
            }
        }
    }

    @Test func `Grants nothing before the agent confirms, and then what was shown`() throws {
        let code = try self.code(request())
        let number = try call()
        let card = try desk().card(for: code, call: number)
        guard case .license(let shown, .new(isChosen: false)) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(card.seatsInUse == 0 && card.seats == 2 && card.machines.isEmpty && card.calls.isEmpty)
        #expect(try vendor.seatsInUse(license) == 0)
        let answer = try self.answer(code, call: number)
        #expect(try Unverified<License>(reading: answer.document.encoded).unverifiedBody == shown)
        #expect(answer.seatsInUse == 1 && !answer.isRepeated)
        #expect(try vendor.seatsInUse(license) == 1)
        let log = try audit()
        #expect(log.contains { $0.hasPrefix("request.granted") && $0.hasSuffix("call 1, agent Anna") })
        #expect(log.contains { $0.hasPrefix("phone.asked") })
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
    }

    @Test func `Is answered with the same bytes when the caller calls again, and is counted once`() throws {
        let code = try self.code(request())
        let first = try self.answer(code, call: call())
        vendor.clock.advance(days: 3)
        let second = try call("Bert")
        let card = try desk().card(for: code, call: second)
        guard case .again(let document, let at) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(document == first.document && at == SimulatedMachine.noon)
        #expect(card.calls.map(\.agent) == ["Anna"] && card.machines.map(\.isByPhone) == [true])
        let again = try self.answer(code, call: second)
        #expect(again.isRepeated && again.document == first.document && again.seatsInUse == 1)
    }

    @Test
    func
        `Another request of the same machine has the same seat; another machine another, until none is left`()
        throws
    {
        let other = try otherMachine()
        _ = try self.answer(self.code(request()), call: call())
        vendor.clock.advance(days: 1)
        // Seven bits do not say that it is the same machine, while there is a free seat.
        expect(.phoneSeatUndecided) { try self.answer(self.code(request()), call: call()) }
        let first = try #require(
            try desk().card(for: self.code(request()), call: call()).machines.first?.number)
        let again = try self.answer(self.code(request()), seat: .number(first), call: call())
        #expect(!again.isRepeated && again.seatsInUse == 1)
        #expect(try self.answer(self.code(request(other)), call: call()).seatsInUse == 2)
        // Now all seats are taken, and the mark is enough.
        #expect(try self.answer(self.code(request()), call: call()).seatsInUse == 2)
        // A third is refused, unless the agent knows better.
        let third = try #require(
            try (2...80).first { number in
                let mark = try MachineMark(of: request(number).body.fingerprint)
                return try mark != MachineMark(of: request().body.fingerprint)
                    && mark != MachineMark(of: request(other).body.fingerprint)
            })
        let code = try self.code(request(third))
        expect(.activationKeyUsedUp) { try self.answer(code, call: call()) }
        let card = try desk().card(for: code, call: call())
        let seat = try #require(card.machines.first?.number)
        #expect(try self.answer(code, seat: .number(seat), call: call()).seatsInUse == 2)
        expect(.usageInvalid) {
            try self.answer(self.code(request(third)), seat: .number(999), call: call())
        }
        #expect(try alerts() == ["seat-chosen"])
    }

    @Test func `An agent can say that it is another machine, and then it needs a seat of its own`() throws {
        _ = try self.answer(self.code(request()), call: call())
        #expect(try self.answer(self.code(request()), seat: .new, call: call()).seatsInUse == 2)
        expect(.activationKeyUsedUp) {
            try self.answer(self.code(request()), seat: .new, call: call())
        }
        #expect(try alerts() == ["seat-chosen"])
    }

    @Test func `A request that was told and then comes as a file gets the license that was told`() throws {
        let request = try request()
        let told = try self.answer(self.code(request), call: call())
        guard case .repeated(let grant) = try vendor.answer(request) else {
            Issue.record("It is not the same.")
            return
        }
        #expect(grant.encoded == told.document.encoded)
        // The other way round: what came as a file is told.
        let filed = try self.request(try otherMachine())
        let license = try #require(try vendor.answer(filed).grant)
        let answer = try self.answer(self.code(filed), call: call())
        #expect(answer.isRepeated && answer.document.encoded == license.encoded && answer.seatsInUse == 2)
    }

    @Test func `A machine that was told a license and then sends another request as a file keeps its seat`()
        throws
    {
        _ = try self.answer(self.code(request()), call: call())
        let grant = try #require(try vendor.answer(request()).grant)
        #expect(grant.isSameSeat && grant.seatsInUse == 1)
        // Now the machine is known, and keeps its name.
        #expect(try vendor.answer(request()).grant?.isSameSeat == true)
        let seat = try #require(try desk().card(for: self.code(request()), call: call()).machines.first)
        #expect(seat.hasSameMark && !seat.isByPhone)
        #expect(
            try self.answer(self.code(request()), seat: .number(seat.number), call: call()).seatsInUse == 1)
        #expect(try alerts() == [])
        #expect(try vendor.answer(request()).grant?.isSameSeat == true)
    }

    @Test func `Revoked, ended and unspeakable licenses are refused before anything is granted`() throws {
        let site = try vendor.sell(binding: .site)
        let siteRequest = try SimulatedMachine().request(with: file, key: site.key)
        let siteCode = try self.code(siteRequest, key: site.key)
        expect(.phoneNotSpeakable) { try self.answer(siteCode, call: call()) }
        _ = try vendor.vault.revoke(license, reason: "sold on", in: vendor.surroundings)
        let card = try desk().card(for: self.code(request()), call: call())
        guard case .refusal(let refusal) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(refusal.code == .licenseRevoked)
        expect(.licenseRevoked) { try self.answer(self.code(request()), call: call()) }
        #expect(try vendor.seatsInUse(license) == 0 && vendor.seatsInUse(site.id) == 0)
    }

    @Test func `A time correction goes to a machine that has a seat, by its mark`() throws {
        let early = try SimulatedMachine().vouchedRequest(
            with: file, for: .timeCorrection(highWaterMark: SimulatedMachine.noon.adding(days: 900)),
            license: license)
        expect(.requestDeviceUnknown) { try self.answer(self.code(early), call: call()) }
        _ = try self.answer(self.code(request()), call: call())
        let answer = try self.answer(self.code(early), call: call())
        #expect(answer.document.kind == .correction && answer.seatsInUse == 1)
        let correction = try Unverified<TimeCorrection>(reading: answer.document.encoded).unverifiedBody
        #expect(correction.issuedAt == vendor.clock.now)
        #expect(try self.answer(self.code(early), call: call()).document == answer.document)
        // The machine is known again when it asks as a file.
        #expect(try vendor.answer(early).document?.encoded == answer.document.encoded)
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
    }

    @Test func `A call is handed over, with all that was typed`() throws {
        let number = try call()
        let groups = try self.code(request()).groups(.digits)
        var entry = CodeEntry(direction: .request, form: .digits)
        for group in groups.prefix(4) { _ = entry.type(group) }
        try vendor.vault.keepCall(number, typed: entry, in: vendor.surroundings)
        let resumed = try vendor.vault.resumeCall(number, agent: "Bert", in: vendor.surroundings)
        #expect(resumed.typed.count == 4 && resumed.form == .digits && resumed.agent == "Bert")
        #expect(try audit().contains { $0.contains("phone.resumed") && $0.contains("taken over from Anna") })
        expect(.phoneCallUnknown) {
            try vendor.vault.resumeCall(77, agent: "Bert", in: vendor.surroundings)
        }
        expect(.usageInvalid) { try call("a\u{202E}b") }
        expect(.usageInvalid) { try call("") }
        let open = try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.callsThatGoOn() }
        #expect(open.map(\.number) == [number])
        try vendor.vault.keepCall(number, isEnded: true, in: vendor.surroundings)
        let none = try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.callsThatGoOn() }
        #expect(none.isEmpty)
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
                    (try? desks[place % 2].answer(code, seat: .new, call: numbers[place])) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 1)
    }

    @Test func `Another code in the same call has no answer yet, whatever was read before`() throws {
        let number = try call()
        let (first, second) = (try self.code(request()), try self.code(request(try otherMachine())))
        _ = try self.answer(first, call: number)
        try vendor.vault.keepCall(number, position: 9, in: vendor.surroundings)
        #expect(try desk().answerBefore(first, call: number)?.isRepeated == true)
        _ = try desk().card(for: second, call: number)
        let resumed = try vendor.vault.resumeCall(number, agent: "Bert", in: vendor.surroundings)
        #expect(resumed.position == 0)
        #expect(try desk().answerBefore(second, call: number) == nil)
        #expect(try vendor.seatsInUse(license) == 1)
    }

    @Test func `What was not shown is not granted, and what the agent chose for the card is kept`() throws {
        let (one, number) = (try self.code(request()), try call())
        let card = try desk().card(for: one, seat: .new, call: number)
        #expect(try vendor.vault.resumeCall(number, agent: "Anna", in: vendor.surroundings).seat == .new)
        // Midnight, say: what would be granted is of another day.
        vendor.clock.advance(days: 1)
        #expect(try desk().answer(one, seat: .new, expecting: card.prospect, call: number) == nil)
        #expect(try vendor.seatsInUse(license) == 0)
        let now = try desk().card(for: one, seat: .new, call: number)
        #expect(try desk().answer(one, seat: .new, expecting: now.prospect, call: number)?.seatsInUse == 1)
    }

    @Test func `A request that was told for one license vouches for no other`() throws {
        let other = try vendor.sell()
        // Names another license than the one whose key made the code.
        let forged = try SimulatedMachine().request(with: file, key: key, license: other.id)
        let told = try SimulatedMachine().request(with: file, key: key)
        _ = try self.answer(self.code(told), call: call())
        #expect(try vendor.answer(forged).name == RefusalCode.requestProofInvalid.rawValue)
    }

    @Test func `Each user of a machine has a mark of his own, and is known again however he came`() throws {
        let (id, key) = try vendor.sell(binding: .user, seats: 2)
        func request(_ machine: SimulatedMachine) throws -> Verified<Request> {
            try machine.request(with: file, key: key, forUser: true)
        }
        let (ann, ben) = (SimulatedMachine(), SimulatedMachine().usedBy("1001:ben"))
        #expect(
            try MachineMark(of: request(ann).body.fingerprint)
                != MachineMark(of: request(ben).body.fingerprint))
        _ = try self.answer(self.code(request(ann), key: key), call: call())
        #expect(try self.answer(self.code(request(ben), key: key), call: call()).seatsInUse == 2)
        // By file the seats are claimed by those who have them.
        #expect(try vendor.answer(request(ben)).grant?.isSameSeat == true)
        #expect(try vendor.answer(request(ann)).grant?.isSameSeat == true)
        // And by telephone again.
        #expect(try self.answer(self.code(request(ann), key: key), call: call()).seatsInUse == 2)
        #expect(try vendor.seatsInUse(id) == 2)
    }

    @Test func `A license for a user is not told to a request without one, nor the other way round`() throws {
        let user = try vendor.sell(binding: .user)
        let nameless = try SimulatedMachine().request(with: file, key: user.key)
        expect(.requestUserMissing) { try self.answer(self.code(nameless, key: user.key), call: call()) }
        let named = try SimulatedMachine().request(with: file, key: key, forUser: true)
        expect(.usageInvalid) { try self.answer(self.code(named), call: call()) }
        #expect(try vendor.seatsInUse(user.id) == 0 && vendor.seatsInUse(license) == 0)
        #expect(try alerts() == [])
    }
}
