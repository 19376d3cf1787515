import DurableFiles
import Fingerprint
import Glibc
import Testing

@testable import FingerprintLinux

@Suite("An attribute")
struct AttributesTests {
    let tree: FixtureTree
    let machineID = "4c4c454400394810805ac4c04f4d3532"

    init() throws { tree = try FixtureTree() }

    @Test(
        "that is no machine id is passed over for the next one",
        arguments: [
            "", "uninitialized", "00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff",
            "4C4C454400394810805AC4C04F4D3532", "4c4c454400394810805ac4c04f4d353",
            "g" + "4c4c454400394810805ac4c04f4d353",
            "4c4c4544-0039-4810-805a-c4c04f4d3532", "4c4c454400394810805ac4c04f4d3532 x",
        ])
    func noMachineID(text: String) throws {
        try tree.file("etc/machine-id", text)
        #expect(try tree.found == [])
        try tree.file("var/lib/dbus/machine-id", machineID)
        #expect(try tree.found == ["machine-id \(machineID)"])
    }

    @Test(
        "that the maker did not fill in is no serial number",
        arguments: [
            "", "   ", "00000000", "FFFFFFFF", "0x00000000", "naa.0000000000000000", "eui.ffffffffffffffff",
            "....",
            "0000-0000", "None", "none ", "To Be Filled By O.E.M.", "To be filled by O.E.M.",
            "Default string",
            "Not Specified", "System Serial Number", "0123456789", "QM00001", "drive-scsi0", "drive-ide0-0-1",
            "VMware NVME_0000", "12345678", "abc", "x\u{1B}[2J12345",
            "S/N\u{00E9}123456", String(repeating: "1a", count: 200),
        ])
    func junk(text: String) throws {
        #expect(SerialNumber(text.utf8) == nil)
        try tree.disk(
            "sda", on: "pci0/0000:00:17.0", ["device/serial": text, "device/wwid": "naa.5002538e40b5e5a1"])
        // The next source counts then.
        #expect(try tree.found == ["disk naa.5002538e40b5e5a1"])
    }

    @Test("with white space or padding around it is the same serial number without")
    func padding() {
        #expect(SerialNumber("  WD-WCC4N1\0\0\n".utf8)?.text == "WD-WCC4N1")
        #expect(SerialNumber("ATA   Disk\t\tWD-1".utf8)?.text == "ATA Disk WD-1")
    }

    @Test(
        "of SCSI with a false length or code is no serial number",
        arguments: [
            [], [0], [0, 0x80, 0], [0, 0x83, 0, 4] + Array("ABC1".utf8),
            [0, 0x80, 0, 5] + Array("ABC1".utf8),
            [0, 0x80, 0xff, 0xff] + Array("ABC1".utf8), [0, 0x80, 0, 0],
        ] as [[UInt8]])
    func falsePage(page: [UInt8]) throws {
        try tree.disk("sda", on: "pci0/0000:00:17.0", pages: ["device/vpd_pg80": page])
        #expect(try tree.found == [])
        #expect(
            unitSerialNumber([0, 0x80, 0, 4] + Array("ABC12345".utf8)).map(Array.init) == Array("ABC1".utf8))
    }

    @Test(
        "that is no card's address is none",
        arguments: [
            "", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "8c:ec:4b:01:02",
            "8c:ec:4b:01:02:03:04",
            "8c-ec-4b-01-02-03", "8c:ec:4b:01:02:+3", "8c:ec:4b:01:02:0g", "8c:ec:4b:01:02:٠٣",
        ])
    func noAddress(text: String) throws {
        #expect(HardwareAddress(text) == nil)
        try tree.card("eth0", on: "pci0/0000:00:1f.6", address: text)
        #expect(try tree.found == [])
    }

    @Test("of a card says whether the address is the card's own", arguments: ["1", "2", "3", "", "x"])
    func assigned(type: String) throws {
        try tree.card("eth0", on: "pci0/0000:00:1f.6", address: "8c:ec:4b:01:02:03", assigned: type)
        #expect(try tree.found == [])
    }

    @Test("of a card says whether it is Ethernet, and whether it is a slice of another")
    func otherCards() throws {
        try tree.card("ib0", on: "pci0/0000:00:01.0", address: "8c:ec:4b:01:02:03")
        try tree.file("sys/class/net/ib0/type", "32")
        try tree.card("vf0", on: "pci0/0000:00:02.0", address: "8c:ec:4b:01:02:04")
        try tree.link("sys/devices/pci0/0000:00:02.0/physfn", to: "../0000:00:01.0")
        #expect(try tree.found == [])
    }

    @Test("larger than four kilobytes is not taken")
    func large() throws {
        try tree.file("etc/machine-id", Array(machineID.utf8) + [UInt8](repeating: 0x20, count: 4_096 - 32))
        #expect(try tree.found == ["machine-id \(machineID)"])
        try tree.file("etc/machine-id", Array(machineID.utf8) + [UInt8](repeating: 0x20, count: 4_097 - 32))
        #expect(try tree.found == [])
    }

    @Test("that is a pipe is not waited for", .timeLimit(.minutes(1)))
    func pipe() throws {
        try tree.makeFolder("etc")
        try #require(mkfifo("\(tree.root)/etc/machine-id", 0o600) == 0)
        #expect(try tree.found == [])
    }

    @Test("is read inside the root, wherever a link points")
    func linksOut() throws {
        let outside = try FixtureTree()
        try outside.file("machine-id", machineID)
        try tree.link("etc/machine-id", to: "\(outside.root)/machine-id")
        let up = String(repeating: "../", count: 20)
        try tree.link("var/lib/dbus/machine-id", to: "\(up)\(outside.root)/machine-id")
        #expect(try tree.found == [])
        // The same links, when what they name is inside.
        try tree.file("\(outside.root)/machine-id", machineID)
        #expect(try tree.found == ["machine-id \(machineID)"])
    }

    @Test("is read inside the root also where a link's bytes are not UTF-8")
    func oddLink() throws {
        let outside = try FixtureTree()
        let odd = Array(outside.root.utf8) + Array("/odd".utf8) + [0xff, 0]
        let descriptor = creat(odd.map { CChar(bitPattern: $0) }, 0o600)
        try #require(write(descriptor, machineID, 32) == 32)
        close(descriptor)
        try tree.makeFolder("etc")
        // The tree cannot name it, so it is removed here.
        defer { unlink(odd.map { CChar(bitPattern: $0) }) }
        try #require(symlink(odd.map { CChar(bitPattern: $0) }, "\(tree.root)/etc/machine-id") == 0)
        #expect(try tree.found == [])
    }

    @Test("behind a link to itself, or a chain of too many, is not there")
    func loops() throws {
        try tree.link("etc/machine-id", to: "machine-id")
        try tree.link("var/lib/dbus", to: "a/../dbus/../dbus")
        for index in 0..<41 { try tree.link("etc/chain-\(index)", to: "chain-\(index + 1)") }
        try tree.file("etc/chain-41", "end")
        var rooted = RootedTree(root: tree.root)
        #expect(rooted.text("/etc/chain-0") == nil)
        #expect(rooted.text("/etc/chain-1") == "end")
        #expect(try tree.found == [])
    }

    @Test("under a hostile name is shown without control characters")
    func hostileName() throws {
        let name = "eth0\u{1B}[2J"
        try tree.card(name, on: "pci0/0000:00:1f.6", address: "8c:ec:4b:01:02:03")
        let components = try LinuxProbe(root: tree.root).survey().components
        #expect(components.map(\.source) == ["/sys/class/net/eth0{1b}[2J/address"])
    }
}
