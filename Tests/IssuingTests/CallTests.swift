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
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let license: LicenseID
    private let key: ActivationKey

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        (license, key) = try vendor.sell(seats: 2)
    }

    private func desk() throws -> Vault.Desk { try vendor.vault.desk(in: vendor.surroundings) }

    private func call(_ agent: String = "Anna") throws -> Int64 {
        try vendor.vault.openCall(agent: agent, in: vendor.surroundings).number
    }

    private func code(_ request: Verified<Request>, key other: ActivationKey? = nil) throws -> SpokenCode {
        try RequestCode(of: request, key: (other ?? key).proofKey()).spoken
    }

    private func request(_ number: Int = 1, device: UInt8 = 7) throws -> Verified<Request> {
        try SimulatedMachine(number).request(with: file, key: key, device: device)
    }

    /// Two machines with different marks.
    private func otherMachine() throws -> Int {
        let mark = try MachineMark(of: request().body.fingerprint)
        return try #require(
            (2...50).first { number in
                (try? MachineMark(of: request(number).body.fingerprint)) != mark
            })
    }

    /// What the body is refused with.
    private func expect<Value>(_ code: RefusalCode, _ body: () throws -> Value) {
        let refusal = #expect(throws: Refusal.self) { _ = try body() }
        #expect(refusal?.code == code)
    }

    private func audit() throws -> [String] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(limit: 500).map {
                "\($0.entry.action) \($0.entry.subject) \($0.entry.detail)"
            }
        }
    }

    @Test func `Grants nothing before the agent confirms, and then what was shown`() throws {
        let code = try code(request())
        let number = try call()
        let card = try desk().card(for: code, call: number)
        guard case .license(let shown, .new) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(card.seatsInUse == 0 && card.seats == 2 && card.machines.isEmpty && card.calls.isEmpty)
        #expect(try vendor.seatsInUse(license) == 0)
        let answer = try desk().answer(code, call: number)
        #expect(try Unverified<License>(reading: answer.document.encoded).unverifiedBody == shown)
        #expect(answer.seatsInUse == 1 && !answer.isRepeated)
        #expect(try vendor.seatsInUse(license) == 1)
        let log = try audit()
        #expect(log.contains { $0.hasPrefix("request.granted") && $0.hasSuffix("call 1, agent Anna") })
        #expect(log.contains { $0.hasPrefix("phone.asked") })
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
    }

    @Test func `Is answered with the same bytes when the caller calls again, and is counted once`() throws {
        let code = try code(request())
        let first = try desk().answer(code, call: call())
        vendor.clock.advance(days: 3)
        let second = try call("Bert")
        let card = try desk().card(for: code, call: second)
        guard case .again(let document, let at) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(document == first.document && at == SimulatedMachine.noon)
        #expect(card.calls.map(\.agent) == ["Anna"] && card.machines.map(\.isByPhone) == [true])
        let again = try desk().answer(code, call: second)
        #expect(again.isRepeated && again.document == first.document && again.seatsInUse == 1)
    }

    @Test
    func
        `Another request of the same machine has the same seat; another machine another, until none is left`()
        throws
    {
        let other = try otherMachine()
        _ = try desk().answer(code(request()), call: call())
        vendor.clock.advance(days: 1)
        let again = try desk().answer(code(request()), call: call())
        #expect(!again.isRepeated && again.seatsInUse == 1)
        #expect(try desk().answer(code(request(other)), call: call()).seatsInUse == 2)
        // A third is refused, unless the agent knows better.
        let third = try #require(
            try (2...80).first { number in
                let mark = try MachineMark(of: request(number).body.fingerprint)
                return try mark != MachineMark(of: request().body.fingerprint)
                    && mark != MachineMark(of: request(other).body.fingerprint)
            })
        let code = try code(request(third))
        expect(.activationKeyUsedUp) { try desk().answer(code, call: call()) }
        let card = try desk().card(for: code, call: call())
        let seat = try #require(card.machines.first?.number)
        #expect(try desk().answer(code, seat: .number(seat), call: call()).seatsInUse == 2)
        expect(.usageInvalid) {
            try desk().answer(self.code(request(third)), seat: .number(999), call: call())
        }
        let alerts = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: vendor.clock.now)
        }
        #expect(alerts.map(\.code) == ["seat-chosen"])
    }

    @Test func `An agent can say that it is another machine, and then it needs a seat of its own`() throws {
        _ = try desk().answer(code(request()), call: call())
        #expect(try desk().answer(code(request()), seat: .new, call: call()).seatsInUse == 2)
        expect(.activationKeyUsedUp) {
            try desk().answer(code(request()), seat: .new, call: call())
        }
    }

    @Test func `A request that was told and then comes as a file gets the license that was told`() throws {
        let request = try request()
        let told = try desk().answer(code(request), call: call())
        guard case .repeated(let grant) = try vendor.answer(request) else {
            Issue.record("It is not the same.")
            return
        }
        #expect(grant.encoded == told.document.encoded)
        // The other way round: what came as a file is told.
        let filed = try self.request(try otherMachine())
        let license = try #require(try vendor.answer(filed).grant)
        let answer = try desk().answer(code(filed), call: call())
        #expect(answer.isRepeated && answer.document.encoded == license.encoded && answer.seatsInUse == 2)
    }

    @Test func `A machine that was told a license and then sends another request as a file keeps its seat`()
        throws
    {
        _ = try desk().answer(code(request()), call: call())
        let grant = try #require(try vendor.answer(request()).grant)
        #expect(grant.isSameSeat && grant.seatsInUse == 1)
        // Now the machine is known, and keeps its name.
        #expect(try vendor.answer(request()).grant?.isSameSeat == true)
        #expect(try desk().answer(code(request()), call: call()).seatsInUse == 1)
        #expect(try vendor.answer(request()).grant?.isSameSeat == true)
    }

    @Test func `Revoked, ended and unspeakable licenses are refused before anything is granted`() throws {
        let site = try vendor.sell(binding: .site)
        let siteRequest = try SimulatedMachine().request(with: file, key: site.key)
        let siteCode = try code(siteRequest, key: site.key)
        expect(.phoneNotSpeakable) { try desk().answer(siteCode, call: call()) }
        _ = try vendor.vault.revoke(license, reason: "sold on", in: vendor.surroundings)
        let card = try desk().card(for: code(request()), call: call())
        guard case .refusal(let refusal) = card.prospect else {
            Issue.record("\(card.prospect)")
            return
        }
        #expect(refusal.code == .licenseRevoked)
        expect(.licenseRevoked) { try desk().answer(code(request()), call: call()) }
        #expect(try vendor.seatsInUse(license) == 0 && vendor.seatsInUse(site.id) == 0)
    }

    @Test func `Wrong proofs are counted, and after five within an hour the right one is refused too`() throws
    {
        let stranger = try vendor.sell().key
        let wrong = try code(request(), key: stranger)
        for _ in 1...5 {
            expect(.phoneWrongCode) { try desk().card(for: wrong, call: call()) }
        }
        let right = try code(request())
        expect(.phoneTooManyAttempts) { try desk().card(for: right, call: call()) }
        expect(.phoneTooManyAttempts) { try desk().answer(right, call: call()) }
        // Another license is not hindered.
        let other = try SimulatedMachine().request(with: file, key: stranger)
        #expect(try desk().answer(code(other, key: stranger), call: call()).seatsInUse == 1)
        vendor.clock.set(vendor.clock.now.adding(seconds: 3601))
        #expect(try desk().answer(right, call: call()).seatsInUse == 1)
        let alerts = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.callAlerts(now: vendor.clock.now)
        }
        #expect(alerts.map(\.code) == ["too-many-wrong-proofs"])
        #expect(alerts.map(\.license) == [license.description])
    }

    @Test func `Codes for licenses that are not there count in all`() throws {
        let elsewhere = try ActivationKey.generate(from: SystemRandom())
        let number = try call()
        let machine = SimulatedMachine()
        for other in 0..<60 {
            let request = try machine.request(
                with: file, key: elsewhere,
                license: LicenseID([1, 2, 3, 4, UInt8(other)]))
            let code = try code(request, key: elsewhere)
            expect(.activationKeyUnknown) { try desk().card(for: code, call: number) }
        }
        let right = try code(request())
        expect(.phoneTooManyAttempts) { try desk().card(for: right, call: number) }
    }

    @Test func `A time correction goes to a machine that has a seat, by its mark`() throws {
        let early = try SimulatedMachine().vouchedRequest(
            with: file, for: .timeCorrection(highWaterMark: SimulatedMachine.noon.adding(days: 900)),
            license: license)
        expect(.requestDeviceUnknown) { try desk().answer(code(early), call: call()) }
        _ = try desk().answer(code(request()), call: call())
        let answer = try desk().answer(code(early), call: call())
        #expect(answer.document.kind == .correction && answer.seatsInUse == 1)
        let correction = try Unverified<TimeCorrection>(reading: answer.document.encoded).unverifiedBody
        #expect(correction.issuedAt == vendor.clock.now)
        #expect(try desk().answer(code(early), call: call()).document == answer.document)
        // The machine is known again when it asks as a file.
        #expect(try vendor.answer(early).document?.encoded == answer.document.encoded)
        #expect(try vendor.vault.verifyAudit(noted: nil).isWhole)
    }

    @Test func `A call is handed over, with all that was typed`() throws {
        let number = try call()
        let groups = try code(request()).groups(.digits)
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
            try code(SimulatedMachine(number).request(with: file, key: one), key: one)
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
}
