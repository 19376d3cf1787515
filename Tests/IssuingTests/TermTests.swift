import Activation
import Cryptography
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("How long a license lasts")
struct TermTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let machine = SimulatedMachine()

    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    private func answer(
        _ key: ActivationKey, on machine: SimulatedMachine? = nil, device: UInt8 = 7
    ) throws -> Answer {
        try vendor.answer((machine ?? self.machine).request(with: file, key: key, device: device))
    }

    private func lastDay(_ answer: Answer) -> String? { answer.grant?.license.lastDay?.description }

    @Test func `Perpetual: no last day`() throws {
        let (_, key) = try vendor.sell(.perpetual)
        let grant = try #require(try answer(key).grant)
        #expect(grant.license.kind == .perpetual)
        #expect(grant.license.lastDay == nil)
        #expect(grant.license.issuedOn == day("2026-11-23"))
    }

    @Test func `Dated: the agreed day, whenever it is activated, to its last second`() throws {
        let (_, key) = try vendor.sell(.until(day("2026-12-31")))
        #expect(lastDay(try answer(key)) == "2026-12-31")
        vendor.clock.set(day("2027-01-01").start.adding(seconds: -1))
        #expect(lastDay(try answer(key)) == "2026-12-31")
        vendor.clock.set(day("2027-01-01").start)
        #expect(try answer(key).name == "license.ended")
    }

    @Test func `Lease: so many days from each activation, and a new request renews it`() throws {
        let (id, key) = try vendor.sell(.lease(days: 30))
        #expect(lastDay(try answer(key)) == "2026-12-23")
        vendor.clock.advance(days: 25)
        #expect(lastDay(try answer(key)) == "2027-01-17")
        vendor.clock.advance(days: 400)
        let late = try answer(key)
        #expect(lastDay(late) == "2028-02-21")
        #expect(late.grant?.isSameSeat == true)
        #expect(try vendor.seatsInUse(id) == 1)
    }

    @Test func `Lease: the last second of a day and the first of the next are a day apart`() throws {
        let (_, key) = try vendor.sell(.lease(days: 1))
        vendor.clock.set(day("2026-11-25").start.adding(seconds: -1))
        #expect(lastDay(try answer(key)) == "2026-11-25")
        vendor.clock.set(day("2026-11-25").start)
        #expect(lastDay(try answer(key)) == "2026-11-26")
    }

    @Test func `Trial: from a machine's first activation; asking again does not renew it`() throws {
        let (_, key) = try vendor.sell(.trial(days: 14), seats: 2)
        #expect(lastDay(try answer(key)) == "2026-12-07")
        vendor.clock.advance(days: 10)
        #expect(lastDay(try answer(key)) == "2026-12-07")
        #expect(lastDay(try answer(key, on: SimulatedMachine(2), device: 8)) == "2026-12-17")
        vendor.clock.set(day("2026-12-08").start.adding(seconds: -1))
        #expect(lastDay(try answer(key)) == "2026-12-07")
        vendor.clock.set(day("2026-12-08").start)
        #expect(try answer(key).name == "license.ended")
        #expect(lastDay(try answer(key, on: SimulatedMachine(2), device: 8)) == "2026-12-17")
        // The same device key with other components, a card hidden say, is no new machine to a trial.
        #expect(try answer(key, on: SimulatedMachine(3)).name == "license.ended")
    }

    @Test(arguments: [
        (Vault.Term.until(day("2026-11-22")), RefusalCode.licenseEnded), (.lease(days: 0), .usageInvalid),
        (.lease(days: 36_501), .usageInvalid), (.trial(days: -1), .usageInvalid),
        (.until(day("9999-12-31")), .usageInvalid),
    ])
    func `A term that makes no sense is refused when it is sold`(term: Vault.Term, code: RefusalCode) throws {
        #expect(refusal { try vendor.sell(term) }?.code == code)
    }

    @Test(arguments: [
        Vault.Term.until(day("2026-11-23")), .lease(days: 1), .lease(days: 36_500), .trial(days: 1),
        .until(day("9999-12-30")),
    ])
    func `The shortest and the longest can be sold, activated and read`(term: Vault.Term) throws {
        let (_, key) = try vendor.sell(term)
        let answer = try answer(key)
        let grant = try #require(answer.grant)
        #expect(
            try Unverified<License>(written: #require(answer.document).encoded).verified(under: file).body
                == grant.license)
    }

    @Test func `What cannot be sold is refused, and nothing is sold`() throws {
        #expect(refusal { try vendor.sell(seats: 0) }?.code == .usageInvalid)
        #expect(refusal { try vendor.sell(seats: 1_000_001) }?.code == .usageInvalid)
        #expect(refusal { try vendor.sell(features: ["none such"]) }?.code == .productFeatureUnknown)
        #expect(refusal { try vendor.sell(product: SimulatedVendor.product("x")) }?.code == .productUnknown)
        let count = try vendor.vault.ledger.read { (ledger) throws(Refusal) in try ledger.licenses().count }
        #expect(count == 0)
    }

    @Test func `A license that is not there is neither changed nor revoked`() throws {
        let id = try SimulatedVendor.activationKey(9).licenseID()
        #expect(
            refusal { try vendor.vault.setSeats(2, of: id, in: vendor.surroundings) }?.code == .licenseUnknown
        )
        #expect(
            refusal { try vendor.vault.revoke(id, reason: "x", in: vendor.surroundings) }?.code
                == .licenseUnknown)
    }
}
