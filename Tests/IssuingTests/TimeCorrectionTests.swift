import Activation
import COSE
import Cryptography
import Fingerprint
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("A time correction")
struct TimeCorrectionTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let machine = SimulatedMachine()
    private let id: LicenseID
    private let ahead = SimulatedMachine.noon.adding(days: 900)

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
        let key: ActivationKey
        (id, key) = try vendor.sell(.lease(days: 30))
        _ = try vendor.answer(machine.request(with: file, key: key))
    }

    private func request(
        _ machine: SimulatedMachine, seen mark: UnixTime? = nil, device: UInt8 = 7
    ) throws -> Verified<Request> {
        try machine.vouchedRequest(
            with: file, for: .timeCorrection(highWaterMark: mark ?? ahead), license: id, device: device)
    }

    private func correction(_ answer: Answer) throws -> Correction {
        guard case .correction(let correction)? = answer.issued?.award else {
            throw Refusal(.internalInconsistency)
        }
        return correction
    }

    @Test func `Says what time it is, to the machine that asked, signed with an issuing key`() throws {
        vendor.clock.set(SimulatedMachine.noon.adding(seconds: 7))
        let request = try request(machine.after(days: 2))
        let answer = try vendor.answer(request)
        let correction = try correction(answer)
        let document = try #require(answer.document)
        let verified = try Unverified<TimeCorrection>(written: document.armoured).verified(under: file).body
        #expect(verified.issuedAt == SimulatedMachine.noon.adding(seconds: 7))
        #expect(verified.request == RequestDigest(of: request.unverified))
        #expect(verified == correction.correction && correction.license == id)
        #expect(correction.clock?.shown == SimulatedMachine.noon.adding(days: 2))
        #expect(correction.clock?.seen == ahead)
        #expect(correction.machine?.comparison?.isSameMachine == true)
        #expect(correction.correctionsBefore == 0 && answer.name == "corrected")
    }

    @Test func `Is the same for the same request, however much later`() throws {
        let request = try request(machine)
        let first = try vendor.answer(request)
        vendor.clock.advance(days: 3)
        let again = try vendor.answer(request)
        #expect([first.name, again.name] == ["corrected", "corrected before"])
        #expect(first.document == again.document)
        #expect(try correction(again).correctionsBefore == 0)
    }

    @Test func `Tells the desk how many there were before, in one batch too`() throws {
        let answers = try vendor.answer([request(machine), request(machine)])
        let third = try vendor.answer(request(machine))
        #expect(try (answers + [third]).map { try correction($0).correctionsBefore } == [0, 1, 2])
    }

    @Test(arguments: [
        // Days of the machine's clock and of its mark, from now on, and what the desk is told.
        (0, 900, []), (1, 900, []), (-1, 900, []), (-1, 2, []),
        (-2, 900, ["machine-clock-behind"]), (400, 900, ["machine-clock-ahead"]),
        (0, 1, ["correction-not-needed"]), (0, -300, ["correction-not-needed"]),
        (-2, 0, ["machine-clock-behind", "correction-not-needed"]),
        (400, 1, ["machine-clock-ahead", "correction-not-needed"]),
    ])
    func `Is given with a word where it alone cannot help, and with the same word again`(
        clock: Int, mark: Int, codes: [String]
    ) throws {
        let noon = SimulatedMachine.noon
        vendor.clock.set(noon)
        let asked = try request(machine.after(days: clock), seen: noon.adding(days: mark))
        let answer = try vendor.answer(asked)
        #expect(answer.warnings.map(\.code) == codes)
        vendor.clock.advance(days: 30)
        let again = try vendor.answer(asked)
        #expect(again.name == "corrected before")
        #expect(again.warnings == answer.warnings)
        #expect(again.machine == answer.machine && again.machine?.comparison != nil)
    }

    @Test func `By the product's own tolerance, and in words`() throws {
        let late = try request(machine.after(days: -2))
        let early = try request(machine.after(days: 400))
        let sentences = try vendor.answer([late, early]).flatMap { $0.warnings.map(\.sentence) }
        #expect(
            sentences == [
                "The machine's clock is 2 days behind this computer's (less, if the request was on its way for long): "
                    + "the clock must be set; the correction alone will not help.",
                "The machine's clock is 400 days ahead of this computer's: the clock must be set; the correction "
                    + "alone will not help.",
            ])
        _ = try vendor.vault.change(
            Vendor.product, Vault.ProductChange(policy: Vault.PolicyChange(clockHours: 48)),
            in: vendor.surroundings)
        #expect(try vendor.answer(request(machine.after(days: -2))).warnings == [])
    }

    @Test func `Takes no seat and leaves the seat as it is, but that it is counted there`() throws {
        func seats() throws -> [[String]] {
            try activations().map {
                [
                    "\($0.fingerprint) \($0.deviceKey)", "\($0.number) \($0.mark ?? -1)",
                    "\($0.firstAt) \($0.lastAt) \($0.returnedAt ?? -1)",
                ]
            }
        }
        let before = try seats()
        for number in 1...2 {
            vendor.clock.advance(days: 1)
            _ = try vendor.answer(request(machine.with(.disk, "new")))
            #expect(try seats() == before)
            #expect(try activations().map(\.corrections) == [Int64(number)])
        }
    }

    @Test func `Is not for another machine, another key, or a license that was revoked`() throws {
        #expect(try vendor.answer(request(SimulatedMachine(2))).name == "request.device-unknown")
        #expect(try vendor.answer(request(machine, device: 8)).name == "request.device-unknown")
        let good = try request(machine)
        #expect(try vendor.answer(good).name == "corrected")
        _ = try vendor.vault.revoke(id, reason: "refund", in: vendor.surroundings)
        #expect(try vendor.answer(good).name == "license.revoked")
        #expect(try vendor.answer(request(machine)).name == "license.revoked")
    }

    @Test func `Stands in the audit log, and one that does not is found`() throws {
        let request = try request(machine)
        _ = try vendor.answer([request, request])
        let rows = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.auditRecords(AuditFilter(), limit: 2)
        }
        #expect(rows.map(\.action) == ["request.repeated", "request.time-corrected"])
        #expect(rows.map(\.subject) == [id.description, id.description])
        #expect(
            rows[1].detail
                == "request \(RequestDigest(of: request.unverified).hexadecimal), clock 2026-11-23T12:00:00Z, "
                + "seen 2029-05-11T12:00:00Z, 0 before, request 0")
        #expect(try vendor.vault.verifyLog().isWhole)
        try vendor.plant(in: "answers", like: "kind = 3", but: "request_digest = zeroblob(32)")
        #expect(
            try vendor.findings() == ["A row of the table 'answers' was written by no event: it was added."])
    }

    @Test func `Is no change of the machine in the license's history`() throws {
        _ = try vendor.answer(request(machine.with(.disk, "new")))
        let changes = try vendor.vault.ledger.read { (ledger) throws(Refusal) in
            guard let standing = try ledger.license(id.bytes) else { throw Refusal(.licenseUnknown) }
            return try ledger.lastChanges(
                of: ledger.activations(ofLicense: id.bytes), Entitlement(standing))
        }
        #expect(changes.isEmpty)
    }

    private func activations() throws -> [ActivationRecord] {
        try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.activations(ofLicense: id.bytes)
        }
    }
}
