import Activation
import CommandSupport
import CommandTesting
import Machines
import Simulation
import Testing

@testable import countersign_client

@Suite("The local hour")
struct LocalTimeTests {
    @Test(arguments: [
        (-8 * 3600, "2026-12-31 16:00 by the clocks here (UTC-08:00)", "2026-12-31T16:00:00-08:00"),
        (5 * 3600 + 1800, "2027-01-01 05:30 by the clocks here (UTC+05:30)", "2027-01-01T05:30:00+05:30"),
    ])
    func `A last day ends at midnight in UTC, and status says when that is here`(
        offset: Int, said: String, timestamp: String
    ) throws {
        let site = try PlayedSite()
        try site.license(lastDay: "2026-12-31")
        func status(_ offset: Int, _ more: String...) -> String {
            CommandHarness(
                environment: ["COUNTERSIGN_STATE": site.temporary("state")],
                now: SimulatedMachine.noon.rawValue, root: site.machine.root, offsetFromUTC: offset
            ).run(Client.self, ["status"] + more).standardOutput
        }
        #expect(words(status(offset)).contains(said))
        #expect(status(offset, "--format", "json").contains("\"ends_at\" : \"\(timestamp)\""))
        #expect(!status(0).contains("by the clocks here"))
        let end = day("2026-12-31").end
        #expect(end.description == "2027-01-01T00:00:00Z" && end.day > day("2026-12-31"))
    }
}
