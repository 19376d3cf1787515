import Activation
import ArgumentParser
import CommandSupport
import CommandTesting
import Cryptography
import DurableFiles
import Glibc
import Machines
import Refusals
import Simulation
import Testing

@testable import countersign_client

/// A machine that is made up, and the client on it: everywhere the same, whatever the tests run on.
struct PlayedSite {
    let temporary: TemporaryFolder
    let vendor: SimulatedVendor
    let machine: TemporaryTree

    init(_ machine: FixtureMachine = .officePC) throws {
        temporary = try TemporaryFolder()
        vendor = try SimulatedVendor()
        self.machine = try TemporaryTree(machine.tree)
        try temporary.write(
            Armour(kind: .product, bytes: vendor.productFile().encoded).text, to: "app.product")
        try temporary.write(Array(vendor.activationKey.text.utf8), to: "key")
    }

    /// Runs the client at so many days after noon of 2026-11-23.
    func client(_ arguments: String..., day: Int64 = 0, on root: String? = nil) -> CommandResult {
        run(arguments, day: day, on: root)
    }

    func run(_ arguments: [String], day: Int64 = 0, on root: String? = nil) -> CommandResult {
        let harness = CommandHarness(
            environment: ["COUNTERSIGN_STATE": temporary("state")],
            now: SimulatedMachine.noon.rawValue + day * 86_400, root: root ?? machine.root,
            userName: "anna", homeFolder: temporary("home"))
        return harness.run(Client.self, arguments)
    }

    /// Asks, answers and installs.
    func license(lastDay: String? = nil, kind: LicenseKind? = nil) throws {
        let asked = client(
            "request", "--product", temporary("app.product"), "--key-file", temporary("key"), "--out",
            temporary("a.request"))
        try #require(asked.status == 0, "\(asked.standardError)")
        let request = try Unverified<Request>(written: try temporary.read("a.request")).verified()
        let license = try vendor.license(for: request, lastDay: lastDay, kind: kind)
        try temporary.write(Armour(kind: .license, bytes: license.encoded).text, to: "a.license")
        let installed = client("install", temporary("a.license"))
        try #require(installed.status == 0, "\(installed.standardError)")
    }
}
