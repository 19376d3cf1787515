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
    private let noon = SimulatedMachine.noon

    init() throws {
        vendor = try Vendor()
    }

    private func finding(at moment: UnixTime) throws -> DeskClock? {
        vendor.clock.set(moment)
        return try vendor.vault.deskClock(in: vendor.surroundings)
    }

    @Test func `Is believed from an hour before the latest time in the ledger to thirty days after it`()
        throws
    {
        #expect(try finding(at: noon) == nil)
        #expect(try finding(at: noon.adding(seconds: -3600)) == nil)
        #expect(try finding(at: noon.adding(seconds: -3601)) == .behind(seconds: 3601, latest: noon))
        #expect(try finding(at: noon.adding(days: 30)) == nil)
        #expect(try finding(at: noon.adding(days: 31)) == .ahead(seconds: 31 * 86_400))
    }

    @Test func `Is still told of after something was written under the wrong one`() throws {
        let wrong = noon.adding(days: -400)
        vendor.clock.set(wrong)
        _ = try vendor.sell()
        let finding = try #require(try finding(at: wrong))
        #expect(finding == .behind(seconds: 400 * 86_400, latest: noon))
        #expect(finding.code == "desk-clock-behind" && finding.remedy != nil)
        #expect(
            finding.sentence
                == "This computer's clock is 400 days behind the latest time in the ledger, \(noon).")
    }

    @Test func `Says for how long nothing was done, if it is ahead`() throws {
        let finding = try #require(try finding(at: noon.adding(days: 365)))
        #expect(finding.code == "desk-clock-ahead" && finding.remedy == nil)
        #expect(finding.sentence.contains("this vault was not used for 365 days"))
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

    @Test func `Is looked at by all rows where none but those of calls are left`() throws {
        for _ in 1...1000 { _ = try vendor.vault.openCall(agent: "Anna", in: vendor.surroundings) }
        #expect(try finding(at: noon.adding(days: 31)) != nil)
        _ = try vendor.vault.openCall(agent: "Anna", in: vendor.surroundings)
        #expect(try finding(at: noon.adding(days: 31)) != nil, "the call itself does not hide it")
        #expect(try finding(at: noon) != nil)
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808"])
    func `Survives a moment in the ledger that nobody can have written`(moment: String) throws {
        try vendor.tamper(
            "DROP TRIGGER audit_never_updated", "UPDATE audit SET at = \(moment)")
        _ = try finding(at: UnixTime(rawValue: 5))
        _ = try finding(at: UnixTime(rawValue: -5))
        #expect(try finding(at: noon) != nil)
    }
}
