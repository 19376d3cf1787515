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

    /// What is granted, whatever the card and the clock would say.
    func answer(_ code: SpokenCode, seat: SeatChoice? = nil, in held: HeldCall) throws -> CallAnswer {
        var desk = try desk()
        desk.acceptedClock = try vendor.vault.deskClock(in: vendor.surroundings)
        return try desk.answer(code, seat: seat, in: held)
    }

    func call(_ agent: String = "Anna") throws -> HeldCall {
        try vendor.vault.openCall(agent: agent, in: vendor.surroundings).held
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
                "\($0.action) \($0.subject) \($0.detail ?? "erased")"
            }
        }
    }

    @Test func `Grants nothing before the agent confirms, and then what was shown`() throws {
        let code = try self.code(request())
        let number = try call()
        let card = try desk().card(for: code, in: number)
        guard case .license(let shown, .new(isChosen: false), keepsLastDay: false) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(card.seatsInUse == 0 && card.seats == 2 && card.machines.isEmpty && card.calls.isEmpty)
        #expect(try vendor.seatsInUse(license) == 0)
        let answer = try self.answer(code, in: number)
        #expect(try Unverified<License>(written: answer.document.encoded).unverifiedBody == shown)
        #expect(answer.seatsInUse == 1 && !answer.isRepeated)
        #expect(try vendor.seatsInUse(license) == 1)
        let log = try audit()
        #expect(log.contains { $0.hasPrefix("request.granted") && $0.hasSuffix("call 1, agent Anna") })
        #expect(log.contains { $0.hasPrefix("phone.asked") })
        #expect(try vendor.vault.verifyLog().isWhole)
    }

    @Test func `Is answered with the same bytes when the caller calls again, and is counted once`() throws {
        let code = try self.code(request())
        let first = try self.answer(code, in: call())
        vendor.clock.advance(days: 3)
        let second = try call("Bert")
        let card = try desk().card(for: code, in: second)
        guard case .again(let document, let at) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(document == first.document && at == SimulatedMachine.noon)
        #expect(card.calls.map(\.agent) == ["Anna"] && card.machines.map(\.isByPhone) == [true])
        let again = try self.answer(code, in: second)
        #expect(again.isRepeated && again.document == first.document && again.seatsInUse == 1)
    }

    @Test func `Revoked, ended and unspeakable licenses are refused before anything is granted`() throws {
        let site = try vendor.sell(binding: .site)
        let siteRequest = try SimulatedMachine().request(with: file, key: site.key)
        let siteCode = try self.code(siteRequest, key: site.key)
        expect(.phoneNotSpeakable) { try self.answer(siteCode, in: call()) }
        _ = try vendor.vault.revoke(license, reason: "sold on", in: vendor.surroundings)
        let card = try desk().card(for: self.code(request()), in: call())
        guard case .refusal(let refusal) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(refusal.code == .licenseRevoked)
        expect(.licenseRevoked) { try self.answer(self.code(request()), in: call()) }
        #expect(try vendor.seatsInUse(license) == 0 && vendor.seatsInUse(site.id) == 0)
        // What came as a file, and is asked for again, cannot be told either.
        _ = try vendor.answer(siteRequest)
        guard case .refusal(let unspeakable) = try desk().card(for: siteCode, in: call()).prospect else {
            Issue.record("It would be told.")
            return
        }
        #expect(unspeakable.code == .phoneNotSpeakable)
    }

    @Test func `A time correction goes to a machine that has a seat, by its mark`() throws {
        let early = try SimulatedMachine().vouchedRequest(
            with: file, for: .timeCorrection(highWaterMark: SimulatedMachine.noon.adding(days: 900)),
            license: license)
        expect(.requestDeviceUnknown) { try self.answer(self.code(early), in: call()) }
        _ = try self.answer(self.code(request()), in: call())
        let answer = try self.answer(self.code(early), in: call())
        #expect(answer.document.kind == .correction && answer.seatsInUse == 1)
        let correction = try Unverified<TimeCorrection>(written: answer.document.encoded).unverifiedBody
        #expect(correction.issuedAt == vendor.clock.now)
        #expect(try self.answer(self.code(early), in: call()).document == answer.document)
        // The machine is known again when it asks as a file.
        #expect(try vendor.answer(early).document?.encoded == answer.document.encoded)
        #expect(try vendor.vault.verifyLog().isWhole)
    }
}
