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
        let harness = CommandHarness(
            environment: ["COUNTERSIGN_STATE": temporary("state")],
            now: SimulatedMachine.noon.rawValue + day * 86_400, root: root ?? machine.root,
            userName: "anna", homeFolder: temporary("home"))
        return harness.run(Client.self, arguments)
    }

    /// Asks, answers and installs.
    func license(lastDay: String? = nil) throws {
        let asked = client(
            "request", "--product", temporary("app.product"), "--key-file", temporary("key"), "--out",
            temporary("a.request"))
        try #require(asked.status == 0, "\(asked.standardError)")
        let request = try Unverified<Request>(written: try temporary.read("a.request")).verified()
        let license = try vendor.license(for: request, lastDay: lastDay)
        try temporary.write(Armour(kind: .license, bytes: license.encoded).text, to: "a.license")
        let installed = client("install", temporary("a.license"))
        try #require(installed.status == 0, "\(installed.standardError)")
    }
}

@Suite("What the client says")
struct SightTests {
    let site: PlayedSite

    init() throws { site = try PlayedSite() }

    /// The machine's tree without what is below these paths.
    private func blind(_ paths: String...) throws -> TemporaryTree {
        var tree = FixtureMachine.officePC.tree
        for path in paths { tree.remove(below: path) }
        return try TemporaryTree(tree)
    }

    @Test func `On the machine itself: licensed`() throws {
        try site.license()
        #expect(site.client("verify").status == 0)
        #expect(site.client("status").standardOutput.contains("Licensed without an end."))
    }

    @Test func `Where the machine cannot be seen: unreadable, and nothing that would cost the license`()
        throws
    {
        try site.license()
        for tree in [try blind("sys"), try blind("sys/block", "sys/class/net")] {
            for format in ["text", "json"] {
                let said = site.client("status", "--format", format, on: tree.root)
                let text = said.standardOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(said.status == 1)
                #expect(!text.contains("--new-device") && !text.contains("other-machine"), "\(text)")
                #expect(!text.contains("another machine"), "\(text)")
                #expect(format == "text" || text.contains("\"machine-unreadable\""), "\(text)")
                #expect(text.contains("/sys"), "\(text)")
            }
            #expect(site.client("verify", on: tree.root).status == 1)
            let renewal = site.client("request", "--renew", "--out", site.temporary("r"), on: tree.root)
            #expect(renewal.status != 0)
            #expect(!renewal.standardError.contains("--new-device"), "\(renewal.standardError)")
            let again = site.client("install", site.temporary("a.license"), on: tree.root)
            #expect(again.status != 0 && !again.standardError.contains("--new-device"))
        }
        // Nothing was lost by looking.
        #expect(site.client("verify").status == 0)
    }

    @Test func `On another machine: another machine, and what is to be done`() throws {
        try site.license()
        let other = try TemporaryTree(FixtureMachine.server.tree)
        let said = site.client("status", on: other.root)
        #expect(said.status == 1 && said.standardOutput.contains("--new-device"))
    }

    @Test func `The fingerprint lists what cannot be seen`() throws {
        let said = site.client("fingerprint", "--format", "json", on: try blind("sys").root)
        for kind in ["disk", "network-card"] { #expect(said.standardOutput.contains("\"\(kind)\"")) }
        #expect(
            site.client("fingerprint", on: try blind("sys").root).standardOutput.contains("cannot be read"))
    }

    @Test func `A wrong clock beside a perpetual license is a remark, in words and in JSON`() throws {
        try site.license()
        for day: Int64 in [0, 1, 2, 3, 4, 5] { _ = site.client("verify", day: day) }
        let text = site.client("status", day: -300)
        #expect(text.status == 0)
        let words = text.standardOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("Licensed without an end."))
        #expect(words.contains("this computer's clock shows"), "\(words)")
        #expect(words.contains("No day decides about this license"), "\(words)")
        let json = site.client("status", "--format", "json", day: -300).standardOutput
        #expect(json.contains("\"set-back\"") && json.contains("\"active\""), "\(json)")
        #expect(site.client("verify", day: -300).status == 0)
    }

    @Test func `A wrong clock beside a license that ends is the verdict`() throws {
        try site.license(lastDay: "2099-12-31")
        let text = site.client("status", day: -300)
        #expect(text.status == 1 && text.standardOutput.contains("Set this computer's clock right"))
        #expect(!text.standardOutput.contains("No day decides"))
        #expect(site.client("verify", day: -300).status == 1)
    }
}
