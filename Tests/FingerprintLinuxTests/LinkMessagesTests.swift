import Fingerprint
import Glibc
import Testing

@testable import FingerprintLinux

/// The kernel's words, as a test makes them.
enum Netlink {
    static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number) { Array($0) }
    }

    static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }

    static func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
        padded(bytes(UInt16(value.count + 4)) + bytes(type) + value)
    }

    static func message(
        _ type: UInt16, _ content: [UInt8], sequence: UInt32 = 1, flags: UInt16 = 2
    ) -> [UInt8] {
        padded(
            bytes(UInt32(content.count + 16)) + bytes(type) + bytes(flags) + bytes(sequence)
                + bytes(UInt32(9))
                + content)
    }

    static func link(
        _ index: Int32, _ name: String, _ address: [UInt8], permanent: [UInt8]? = nil, sequence: UInt32 = 1
    ) -> [UInt8] {
        let head: [UInt8] = [0, 0] + bytes(UInt16(1)) + bytes(index) + bytes(UInt64(0))
        var attributes = attribute(3, Array(name.utf8) + [0]) + attribute(13, bytes(UInt32(1000)))
        attributes += attribute(1, address)
        if let permanent { attributes += attribute(54, permanent) }
        return message(16, head + attributes, sequence: sequence)
    }

    static let done = message(3, bytes(UInt32(0)))
}

@Suite("What the kernel says of its links")
struct LinkMessagesTests {
    private let card: [UInt8] = [0x8c, 0xec, 0x4b, 1, 2, 3]
    private let set: [UInt8] = [2, 0, 0, 0, 0, 9]

    private func links(_ datagrams: [UInt8]...) -> [LinkMessages.Link]? {
        LinkMessages.links(in: datagrams, sequence: 1)
    }

    @Test("is read from one datagram or several")
    func whole() {
        let lo = Netlink.link(1, "lo", [0, 0, 0, 0, 0, 0])
        let eth = Netlink.link(2, "eth0", set, permanent: card)
        let expected = [
            LinkMessages.Link(
                index: 1, name: Array("lo".utf8), address: [0, 0, 0, 0, 0, 0], permanentAddress: nil),
            LinkMessages.Link(index: 2, name: Array("eth0".utf8), address: set, permanentAddress: card),
        ]
        #expect(links(lo + eth + Netlink.done) == expected)
        #expect(links(lo + eth, Netlink.done) == expected)
        #expect(links(lo, eth, Netlink.done) == expected)
        #expect(LinkMessages.links(in: LinkMessages.end(sequence: 1), sequence: 1) == [])
        #expect(LinkMessages.isLast(Netlink.done[...]) && !LinkMessages.isLast((lo + eth)[...]))
    }

    @Test("is read as Linux 6.18 said it of a card of virtio's")
    func recorded() throws {
        // Little-endian, as recorded.
        guard 1.littleEndian == 1 else { return }
        let message = try #require(Self.bytes(Self.recordedLink))
        #expect(message.count == 1_144)
        let address: [UInt8] = [0x02, 0xfc, 0, 0, 0, 1]
        #expect(
            links(message, Netlink.done) == [
                LinkMessages.Link(
                    index: 4, name: Array("eth0".utf8), address: address, permanentAddress: address)
            ])
        for length in 0..<message.count { #expect(links(Array(message.prefix(length)), Netlink.done) == nil) }
    }

    @Test("is believed as a whole or not at all")
    func broken() {
        let eth = Netlink.link(2, "eth0", set, permanent: card)
        let answer = eth + Netlink.done
        #expect(links(answer)?.count == 1)
        for length in 0..<answer.count where length != answer.count {
            #expect(links(Array(answer.prefix(length))) == nil, "\(length)")
        }
        let broken: [(String, [UInt8])] = [
            ("no end", eth), ("nothing", []), ("two ends", answer + Netlink.done),
            ("something after the end", answer + eth), ("twice the same", eth + answer),
            ("another question's", Netlink.link(2, "eth0", set, sequence: 2) + Netlink.done),
            ("an error", Netlink.message(2, Netlink.bytes(Int32(-1)) + eth.prefix(16)) + Netlink.done),
            ("an end in error", eth + Netlink.message(3, Netlink.bytes(Int32(-105)))),
            ("an end without a code", eth + Netlink.message(3, [])),
            ("interrupted", Netlink.message(3, Netlink.bytes(UInt32(0)), flags: 0x12)),
            ("of another type", Netlink.message(17, Array(eth.dropFirst(16))) + Netlink.done),
            ("no name", Netlink.message(16, Array(eth.dropFirst(16).prefix(16))) + Netlink.done),
            ("a short link", Netlink.message(16, [0, 0, 1, 0]) + Netlink.done),
            ("number 0", Netlink.link(0, "eth0", set) + Netlink.done),
            ("number -1", Netlink.link(-1, "eth0", set) + Netlink.done),
            ("an empty name", Netlink.link(2, "", set) + Netlink.done),
            ("a long name", Netlink.link(2, "0123456789abcdef", set) + Netlink.done),
            ("a name in two", Netlink.link(2, "et\0h0", set) + Netlink.done),
            (
                "an address twice",
                Netlink.message(16, Array(eth.dropFirst(16)) + Netlink.attribute(54, set)) + Netlink.done
            ),
            (
                "an attribute of no length",
                Netlink.message(16, Array(eth.dropFirst(16)) + [0, 0, 54, 0]) + Netlink.done
            ),
            (
                "an attribute longer than the rest",
                Netlink.message(
                    16, Array(eth.dropFirst(16)) + Netlink.bytes(UInt16(12)) + [54, 0, 1, 2, 3, 4])
                    + Netlink.done
            ),
            (
                "bytes after the attributes",
                Netlink.message(16, Array(eth.dropFirst(16)) + [4, 0]) + Netlink.done
            ),
        ]
        for (what, bytes) in broken { #expect(links(bytes) == nil, "\(what)") }
        let many = (1...LinkMessages.limit + 1).flatMap { Netlink.link(Int32($0), "eth\($0)", set) }
        #expect(links(many, Netlink.done) == nil, "too many")
    }

    @Test("never stops the program, whatever bit is turned, and a wrong length is never read beyond")
    func turned() {
        let answer =
            Netlink.link(1, "lo", [0, 0, 0, 0, 0, 0]) + Netlink.link(2, "eth0", set, permanent: card)
        let whole = answer + Netlink.done
        for index in whole.indices {
            for bit in 0..<8 {
                var turned = whole
                turned[index] ^= 1 << bit
                for link in links(turned) ?? [] {
                    #expect(link.name.count < 16 && link.address.count < whole.count)
                }
                _ = LinkMessages.isLast(turned[...])
            }
        }
        var state: UInt64 = 12
        for _ in 0..<2_000 {
            let noise = (0..<Int(state % 97)).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(state >> 56) & (state & 1 == 0 ? 0x1f : 0xff)
            }
            state &+= 1
            _ = links(noise)
            _ = links(answer + noise)
        }
    }

    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

@Suite("A card whose address was set")
struct PermanentAddressTests {
    let tree: FixtureTree
    private let own = "8c:ec:4b:01:02:03"

    init() throws {
        tree = try FixtureTree()
        try tree.makeFolder("sys/block")
        try tree.virtualCard("lo", address: "00:00:00:00:00:00", assigned: "0")
    }

    private func card(
        _ address: String? = nil, assigned: String = "3", name: String = "eth0", index: Int = 2,
        bus: String = "pci", driver: String = "e1000e"
    ) throws {
        let device = "pci0/0000:00:1f.6"
        let folder = "sys/devices/\(device)/net/\(name)"
        if access("\(tree.root)/\(folder)", F_OK) != 0 {
            try tree.card(name, on: device, address: own, bus: bus, driver: driver)
        }
        try tree.file("\(folder)/address", address ?? own)
        try tree.file("\(folder)/addr_assign_type", assigned)
        try tree.file("sys/devices/\(device)/net/\(name)/ifindex", "\(index)")
    }

    private static func address(_ text: String) -> [UInt8] {
        text.split(separator: ":").compactMap { UInt8($0, radix: 16) }
    }

    private func kernel(
        _ current: String? = nil, permanent: String?, name: String = "eth0", index: Int32 = 2,
        ethtool: String? = nil
    ) -> KernelLinks {
        let answer =
            Netlink.link(1, "lo", [0, 0, 0, 0, 0, 0])
            + Netlink.link(
                index, name, Self.address(current ?? own), permanent: permanent.map(Self.address))
            + Netlink.done
        let own = ethtool.map(Self.address)
        return KernelLinks(links: { _ in [answer] }, permanentAddress: { $0 == name ? own : nil })
    }

    private func cards(_ kernel: KernelLinks) throws -> (found: [String], unreadable: [ComponentKind]) {
        let survey = try LinuxProbe(root: tree.root, asOrdinaryUser: false, kernel: kernel).survey()
        return (
            survey.components.filter { $0.kind == .networkCard }.map(\.revealed),
            survey.unreadable.map(\.kind).filter { $0 == .networkCard }
        )
    }

    @Test("to its own value counts as before: the very same component")
    func ownValue() throws {
        try card(assigned: "0")
        let before = try LinuxProbe(root: tree.root).survey().components.filter { $0.kind == .networkCard }
        try card()
        let after = try LinuxProbe(root: tree.root, asOrdinaryUser: false, kernel: kernel(permanent: own))
            .survey().components.filter { $0.kind == .networkCard }
        #expect(before.map(\.value) == after.map(\.value) && after.count == 1)
        #expect(before.map(\.access) == after.map(\.access))
    }

    @Test("to another value counts by its own", arguments: ["2", "3"])
    func otherValue(assigned: String) throws {
        try card("02:11:22:33:44:55", assigned: assigned)
        let cards = try cards(kernel("02:11:22:33:44:55", permanent: own))
        #expect(cards.found == [own] && cards.unreadable == [])
    }

    @Test("is not asked for where it was not")
    func notAsked() throws {
        try card(assigned: "0")
        let silent = KernelLinks(
            links: { _ in
                Issue.record("asked")
                return nil
            }, permanentAddress: { _ in nil })
        #expect(try cards(silent).found == [own])
    }

    @Test(
        "and that has none of its own counts not, and nothing is hidden by that", arguments: ["1", "2", "3"])
    func noOwn(assigned: String) throws {
        try card(assigned: assigned)
        for kernel in [kernel(permanent: nil), kernel(permanent: "00:00:00:00:00:00"), .silent] {
            let cards = try cards(kernel)
            #expect(cards.found == [] && cards.unreadable == [])
        }
    }

    @Test("is known on older kernels, and where netlink is forbidden, by ethtool's call")
    func ethtool() throws {
        try card()
        #expect(try cards(kernel(permanent: nil, ethtool: own)).found == [own])
        let address = Self.address(own)
        let forbidden = KernelLinks(links: { _ in nil }, permanentAddress: { _ in address })
        #expect(try cards(forbidden).found == [own])
        let torn = KernelLinks(links: { _ in [[1, 2, 3]] }, permanentAddress: { _ in address })
        #expect(try cards(torn).found == [own])
        let short = KernelLinks(links: { _ in nil }, permanentAddress: { _ in [1, 2, 3] })
        #expect(try cards(short).found == [])
    }

    @Test("is unreadable where the kernel cannot be asked, or shows another namespace's cards")
    func hidden() throws {
        try card()
        let kernels = [
            KernelLinks(links: { _ in nil }, permanentAddress: { _ in nil }),
            kernel(permanent: own, index: 7), kernel(permanent: own, name: "eth1"),
            kernel("02:11:22:33:44:55", permanent: own),
        ]
        for kernel in kernels {
            let cards = try cards(kernel)
            #expect(cards.found == [] && cards.unreadable == [.networkCard])
        }
        // A random address is one of a card that has none.
        try card(assigned: "1")
        #expect(try cards(kernels[0]).unreadable == [])
    }

    @Test("counts by its own address only if a maker or a hypervisor gave that")
    func localAddress() throws {
        let local = "02:fc:00:00:00:01"
        try card()
        #expect(try cards(kernel(permanent: local)).found == [])
        let played = try PermanentAddressTests()
        try played.card(bus: "virtio", driver: "virtio_net")
        #expect(try played.cards(kernel(permanent: local)).found == [local])
    }

    @Test("and that hangs on a bond counts by what the kernel says, where the bond says nothing")
    func bond() throws {
        try card("02:11:22:33:44:55")
        try tree.makeFolder("sys/devices/pci0/0000:00:1f.6/net/eth0/bonding_slave")
        #expect(try cards(kernel("02:11:22:33:44:55", permanent: own)).found == [own])
        try tree.file("sys/devices/pci0/0000:00:1f.6/net/eth0/bonding_slave/perm_hwaddr", "8c:ec:4b:01:02:04")
        #expect(try cards(kernel("02:11:22:33:44:55", permanent: own)).found == ["8c:ec:4b:01:02:04"])
    }

    /// The one that these tests run on: nothing is changed, and where it has no card nothing is compared.
    @Test("on this machine: the kernel's own answers agree with its files, and with each other")
    func thisMachine() throws {
        let messages = try #require(KernelLinks.system.links(5))
        let links = try #require(LinkMessages.links(in: messages, sequence: 5))
        #expect(links.contains { $0.name == Array("lo".utf8) })
        for link in links {
            guard let permanent = link.permanentAddress else { continue }
            let name = String(decoding: link.name, as: UTF8.self)
            #expect(KernelLinks.system.permanentAddress(name) == permanent)
        }
        #expect(KernelLinks.system.permanentAddress("a name that is too long for one") == nil)
        #expect(KernelLinks.system.permanentAddress("none0") == nil)
    }
}
