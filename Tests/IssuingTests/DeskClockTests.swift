import Activation
import Issuing
import Ledger
import Refusals
import SimulatedDesk
import Simulation
import Testing

@Suite("The desk's own clock")
struct DeskClockTests {
    private let vendor: Vendor
    private let file: Verified<ProductFile>
    private let noon = SimulatedMachine.noon

    /// A product file was signed at noon.
    init() throws {
        vendor = try Vendor()
        file = try vendor.productFile()
    }

    /// Signs a license, for a machine of its own.
    private func sign(_ machine: Int) throws {
        let request = try SimulatedMachine(machine).request(with: file, key: vendor.sell().key)
        #expect(try vendor.answer(request).name == "granted")
    }

    private func finding(at moment: UnixTime) throws -> DeskClock? {
        vendor.clock.set(moment)
        return try vendor.vault.deskClock(in: vendor.surroundings)
    }

    @Test func `Is believed from an hour before the latest signature to thirty days after it`()
        throws
    {
        #expect(try finding(at: noon) == nil)
        #expect(try finding(at: noon.adding(seconds: -3600)) == nil)
        #expect(try finding(at: noon.adding(seconds: -3601)) == .behind(seconds: 3601, latest: noon))
        #expect(try finding(at: noon.adding(days: 30)) == nil)
        #expect(try finding(at: noon.adding(days: 31)) == .ahead(seconds: 31 * 86_400))
    }

    @Test func `Is still told of after something was signed under the wrong one`() throws {
        let right = noon.adding(days: 400)
        vendor.clock.set(right)
        try sign(1)
        vendor.clock.set(noon)
        try sign(2)
        let finding = try #require(try finding(at: noon))
        #expect(finding == .behind(seconds: 400 * 86_400, latest: right))
        #expect(finding.code == "desk-clock-behind" && finding.remedy != nil)
        #expect(
            finding.sentence
                == "This computer's clock is 400 days behind the latest signature in the ledger, \(right).")
    }

    @Test func `Says for how long nothing was done, if it is ahead`() throws {
        let finding = try #require(try finding(at: noon.adding(days: 365)))
        #expect(finding.code == "desk-clock-ahead" && finding.remedy == nil)
        #expect(finding.sentence.contains("this vault signed nothing for 365 days"))
    }

    @Test
    func `Is not believed because a call was opened and refused under it, nor held against the right one`()
        throws
    {
        let wrong = noon.adding(days: 400)
        vendor.clock.set(wrong)
        let call = try vendor.vault.openCall(agent: "Anna", in: vendor.surroundings)
        try vendor.vault.refuseCall(call.held, in: vendor.surroundings)
        #expect(try finding(at: wrong) == .ahead(seconds: 400 * 86_400))
        #expect(try finding(at: noon) == nil)
    }

    @Test
    func `Is not believed because a license was sold and revoked under it, nor held against the right one`()
        throws
    {
        let wrong = noon.adding(days: 400)
        vendor.clock.set(wrong)
        let sold = try vendor.sell().id
        _ = try vendor.vault.revoke(sold, reason: "by mistake", in: vendor.surroundings)
        #expect(try finding(at: wrong) == .ahead(seconds: 400 * 86_400))
        #expect(try finding(at: noon) == nil)
    }

    @Test func `Is judged by product files too, and a wrong date is forgotten after twenty others`() throws {
        vendor.clock.set(noon.adding(days: 20))
        _ = try vendor.vault.addFeatures(["more"], to: Vendor.product, in: vendor.surroundings)
        _ = try vendor.productFile()
        #expect(try finding(at: noon)?.code == "desk-clock-behind")
        vendor.clock.set(noon.adding(days: 400))
        try sign(1)
        let right = noon.adding(days: 20)
        vendor.clock.set(right)
        for machine in 2...20 { try sign(machine) }
        #expect(try finding(at: right)?.code == "desk-clock-behind")
        try sign(21)
        #expect(try finding(at: right) == nil)
    }

    @Test func `Is not judged before anything was signed`() throws {
        let new = try Vendor()
        new.clock.set(noon.adding(days: 400))
        #expect(try new.vault.deskClock(in: new.surroundings) == nil)
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808"])
    func `Survives a moment in the ledger that nobody can have written`(moment: String) throws {
        try vendor.tamper(
            "DROP TRIGGER product_files_never_updated", "UPDATE product_files SET created_at = \(moment)")
        _ = try finding(at: UnixTime(rawValue: 5))
        _ = try finding(at: UnixTime(rawValue: -5))
        #expect(try finding(at: noon) != nil)
    }
}
