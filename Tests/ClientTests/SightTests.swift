import Activation
import CommandTesting
import Machines
import Simulation
import Testing

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
        #expect(site.client("status").standardOutput.contains("Licensed with no end date."))
    }

    @Test func `When a trial has ended: that it is given once, and how another license is asked for`() throws
    {
        try site.license(lastDay: "2026-12-07", kind: .trial)
        #expect(site.client("verify", day: 14).status == 0)
        let before = words(
            site.client("request", "--renew", "--out", site.temporary("r"), day: 14).standardError)
        #expect(before.contains("The license ends on 2026-12-07, with a renewal too"))
        let status = site.client("status", day: 15)
        let said = words(status.standardOutput)
        #expect(status.status == 1 && said.contains("2026-12-07"), "\(said)")
        #expect(
            said.contains(
                "A trial is given once. A renewal would be refused: ask the vendor for a new license"))
        #expect(!said.contains("request --renew"))
        let renewal = site.client("request", "--renew", "--new", "--out", site.temporary("s"), day: 15)
        let warned = words(renewal.standardError)
        #expect(renewal.status == 0, "somebody may want it all the same")
        #expect(
            warned.contains("The trial ended on 2026-12-07. A renewal of it would be refused."), "\(warned)")
        #expect(warned.contains("make a request with its activation key"))
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
        var machine = FixtureMachine.officePC
        for index in machine.disks.indices { machine.disks[index].serial += "7" }
        for index in machine.cards.indices where !machine.cards[index].device.isEmpty {
            machine.cards[index].address = "8c:ec:4b:77:77:7\(index)"
        }
        let other = try TemporaryTree(machine.tree)
        let said = site.client("status", on: other.root)
        #expect(said.status == 1 && said.standardOutput.contains("--new-device"))
        #expect(!said.standardOutput.contains("may not see"), "its parts were exchanged")
        let installed = site.client("install", site.temporary("a.license"), on: other.root)
        #expect(installed.status == 65 && !installed.standardError.contains("may not see"))
    }

    @Test
    func `Where hardware is only missing, it may be hidden: said before anything that costs the license`()
        throws
    {
        try site.license()
        var machine = FixtureMachine.officePC
        machine.cards = [.software("lo", "00:00:00:00:00:00", type: 772)]
        var tree = machine.tree
        for path in ["sys/block", "sys/class/block", "sys/dev/block"] { tree.remove(below: path) }
        tree.folder("sys/block")
        let other = try TemporaryTree(tree)
        let said = words(site.client("status", on: other.root).standardOutput)
        let parts = said.split(separator: "this program may not see the whole machine")
        #expect(parts.count == 2 && !parts[0].contains("--new-device"), "\(said)")
        #expect(parts.last?.contains("--new-device") == true)
        let installed = site.client("install", site.temporary("a.license"), on: other.root)
        #expect(words(installed.standardError).contains("may not see the whole machine"))
        let renewal = site.client("request", "--renew", "--out", site.temporary("r"), on: other.root)
        #expect(words(renewal.standardError).contains("may not see the whole machine"))
        #expect(renewal.status != 0)
    }

    @Test
    func `In a network of its own, with a disk hidden: unreadable, and nothing that would cost the license`()
        throws
    {
        try site.license()
        var tree = FixtureMachine.officePC.tree
        for card in FixtureMachine.officePC.cards where !card.device.isEmpty {
            tree.remove(below: "sys/class/net/\(card.name)")
            tree.remove(below: "sys/devices/\(card.device)/net/\(card.name)")
            tree.folder("sys/devices/\(card.device)/net")
        }
        for path in tree.entries.keys where path.hasSuffix("/vpd_pg80") { tree.bytes(path, []) }
        let hidden = try TemporaryTree(tree)
        let said = words(site.client("status", on: hidden.root).standardOutput)
        #expect(said.contains("too little of this machine can be read"), "\(said)")
        #expect(!said.contains("--new-device"), "\(said)")
        #expect(site.client("verify", on: hidden.root).status == 1)
        #expect(site.client("verify").status == 0)
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
        #expect(words.contains("Licensed with no end date."))
        #expect(words.contains("this computer's clock shows"), "\(words)")
        #expect(words.contains("This license does not depend on the date"), "\(words)")
        let json = site.client("status", "--format", "json", day: -300).standardOutput
        #expect(json.contains("\"set-back\"") && json.contains("\"active\""), "\(json)")
        #expect(site.client("verify", day: -300).status == 0)
    }

    @Test func `A wrong clock beside a license that ends is the verdict`() throws {
        try site.license(lastDay: "2099-12-31")
        let text = site.client("status", day: -300)
        #expect(text.status == 1 && text.standardOutput.contains("Set this computer's clock right"))
        #expect(!text.standardOutput.contains("does not depend on the date"))
        #expect(site.client("verify", day: -300).status == 1)
    }
}
