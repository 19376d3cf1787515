import Activation
import Fingerprint
import Installation
import Refusals
import Simulation
import Testing

@Suite("What is said of a machine that has changed")
struct DifferenceTests {
    private let site: Site

    init() throws {
        var machine = SimulatedMachine()
        machine.components.append(SimulatedMachine.component(.processor, "a processor"))
        machine = machine.with(.networkCard, "02:00:5e:10:00:01")
        site = try Site(machine)
    }

    private func new(_ machine: SimulatedMachine) throws -> [UInt8] {
        let comparison = try #require(try site.standing(on: machine).comparison)
        return comparison.results.filter { $0.outcome == .new }.map(\.kind)
    }

    @Test func `What has come is told, unless it follows from what was there`() throws {
        _ = try site.install(site.vendor.license(for: site.request()))
        // The board is numbered by the address of its card.
        #expect(try new(site.machine.with(.boardSerial, "02005e100001")) == [])
        #expect(
            try new(site.machine.with(.boardSerial, "ZX81-4471-9038-AB"))
                == [ComponentKind.boardSerial.rawValue])
    }

    @Test func `A license for another machine names what differs, and not what is the same or has come`()
        throws
    {
        let license = try site.vendor.license(for: site.request())
        let other = site.machine.with(.disk, "another").with(.networkCard, "06:11:22:33:44:55")
            .with(.boardSerial, "ZX81-4471-9038-AB").without(.machineID)
        let found = refusal { try site.install(license, on: other) }
        #expect(found?.code == .licenseOtherMachine)
        let names = try #require(found?.sentence.split(separator: ": ").last?.dropLast()).split(
            separator: ", ")
        #expect(
            Set(names) == [
                "\(ComponentKind.machineID.label) missing", "\(ComponentKind.disk.label) changed",
                "\(ComponentKind.networkCard.label) changed",
            ])
    }
}
