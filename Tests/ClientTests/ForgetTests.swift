import Activation
import CommandTesting
import Glibc
import Machines
import Simulation
import Testing

@testable import countersign_client

@Suite("Forgetting a product")
struct ForgetTests {
    let site: PlayedSite

    init() throws {
        site = try PlayedSite()
        let tried = try site.vendor.productFile(product: SimulatedVendor.product("tried"))
        try site.temporary.write(Armour(kind: .product, bytes: tried.encoded).text, to: "tried.product")
    }

    private func askForSecond() throws {
        let asked = site.client(
            "request", "--product", site.temporary("tried.product"), "--key-file", site.temporary("key"),
            "--out", site.temporary("t"), "--force")
        try #require(asked.status == 0, "\(asked.standardError)")
    }

    @Test func `A mere request for a second product makes verify no, and verify and status say what to type`()
        throws
    {
        try site.license()
        try askForSecond()
        let verified = site.client("verify")
        #expect(verified.status == 1)
        let said = words(verified.standardError)
        #expect(said.contains("'tried' is not licensed here (awaiting-license), but 'hull-designer' is."))
        #expect(
            said.contains("--product hull-designer") && said.contains("'countersign-client forget tried'"))
        #expect(words(site.client("status").standardOutput).contains("'countersign-client forget tried'"))
        #expect(site.client("verify", "--product", "hull-designer").standardError == "")

        let forgotten = site.client("forget", "tried")
        #expect(forgotten.status == 0, "\(forgotten.standardError)")
        #expect(
            words(forgotten.standardOutput).contains("its request of 2026-11-23 can no longer be installed"))
        #expect(site.client("verify").status == 0)
        #expect(try site.temporary.names(in: "state") == [".lock", "hull-designer"])
    }

    @Test func `A license in force is lost with --force only, where nobody can be asked`() throws {
        try site.license()
        let refused = site.client("forget", "hull-designer")
        #expect(refused.status == 1 && refused.standardError.contains("code: license.in-force"))
        #expect(words(refused.standardError).contains("add --force"))
        #expect(site.client("verify").status == 0)
        let forced = site.client("forget", "hull-designer", "--force", "--format", "json")
        #expect(forced.status == 0, "\(forced.standardError)")
        #expect(forced.standardOutput.contains(#""verdict" : "active""#))
        #expect(try site.temporary.names(in: "state") == [".lock"])
    }

    @Test func `One that has ended goes without a question, and a damaged one does not`() throws {
        try site.license(lastDay: "2026-11-25")
        try site.temporary.write([1], to: "state/hull-designer/license")
        #expect(site.client("forget", "hull-designer").status == 1)
        let other = try PlayedSite()
        try other.license(lastDay: "2026-11-25")
        #expect(other.client("forget", "hull-designer", day: 5).status == 0)
    }

    @Test func `A person is asked, and only yes removes it`() throws {
        try site.license()
        for (answer, isGone) in [("", false), ("no", false), ("yes", true)] {
            let terminal = ScriptedTerminal(lines: [answer])
            let harness = CommandHarness(
                environment: ["COUNTERSIGN_STATE": site.temporary("state")], terminal: terminal,
                now: SimulatedMachine.noon.rawValue, root: site.machine.root)
            let said = harness.run(Client.self, ["forget", "hull-designer"])
            #expect(said.status == 0, "\(said.standardError)")
            #expect(words(said.standardError).contains("is licensed here with no end date"))
            #expect(try site.temporary.names(in: "state").contains("hull-designer") != isGone)
        }
    }

    @Test(arguments: ["none", "Not An Id", "..", ""])
    func `What is not there is not forgotten`(name: String) throws {
        #expect(site.client("forget", name).status == 64)
        try askForSecond()
        let said = site.client("forget", name)
        #expect(said.status == 64 && words(said.standardError).contains("it has 'tried'"))
        #expect(try site.temporary.names(in: "state") == [".lock", "tried"])
    }

    @Test func `Links are not followed, and a folder inside stops it before anything is removed`() throws {
        try askForSecond()
        let kept = try site.temporary.names(in: "state/tried")
        try #require(
            rename(site.temporary("state/tried"), site.temporary("elsewhere")) == 0
                && symlink("../elsewhere", site.temporary("state/tried")) == 0)
        let linked = site.client("forget", "tried")
        #expect(linked.status != 0 && linked.standardError.contains("code: file.unwritable"))
        #expect(try site.temporary.names(in: "elsewhere") == kept)

        try #require(
            unlink(site.temporary("state/tried")) == 0
                && rename(site.temporary("elsewhere"), site.temporary("state/tried")) == 0
                && mkdir(site.temporary("state/tried/mine"), 0o700) == 0)
        let held = site.client("forget", "tried")
        #expect(held.status != 0 && words(held.standardError).contains("it holds a folder"))
        #expect(try site.temporary.names(in: "state/tried") == (kept + ["mine"]).sorted())

        // A link inside goes, and what it leads to stays.
        try site.temporary.write([1], to: "precious")
        try #require(
            rmdir(site.temporary("state/tried/mine")) == 0
                && symlink(site.temporary("precious"), site.temporary("state/tried/link")) == 0)
        #expect(site.client("forget", "tried").status == 0)
        #expect(try site.temporary.read("precious") == [1])
        #expect(try site.temporary.names(in: "state") == [".lock"])
    }

    @Test func `What a killed one left behind goes with the next change`() throws {
        try askForSecond()
        try #require(
            rename(site.temporary("state/tried"), site.temporary("state/.removed-0123456789abcdef")) == 0)
        #expect(site.client("status").standardOutput.contains("has no license"))
        try askForSecond()
        #expect(try site.temporary.names(in: "state") == [".lock", "tried"])
    }
}
