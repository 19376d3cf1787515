import Fingerprint
import Glibc
import Machines
import Testing

@testable import FingerprintLinux

/// What cannot be seen from here is never said to be gone: a license must not be lost by a look from a sandbox.
@Suite("What cannot be seen")
struct UnseenTests {
    private typealias Tree = (tree: TemporaryTree, machine: FixtureMachine)

    private func tree(_ change: (inout MachineTree) -> Void = { _ in }) throws -> TemporaryTree {
        var tree = FixtureMachine.officePC.tree
        change(&tree)
        return try TemporaryTree(tree)
    }

    private func survey(_ tree: TemporaryTree, asOrdinaryUser: Bool = false) throws -> MachineSurvey {
        try LinuxProbe(root: tree.root, asOrdinaryUser: asOrdinaryUser).survey()
    }

    /// The kinds that everybody may read as a rule, and that cannot be read.
    private func kinds(_ survey: MachineSurvey) -> [ComponentKind] {
        Set(survey.unreadable.filter { $0.access == .everyUser }.map(\.kind)).sorted()
    }

    /// Looks while a folder or file has this mode, and puts it back.
    private func survey(
        _ tree: TemporaryTree, whileModeOf path: String, is mode: mode_t, asOrdinaryUser: Bool = true
    ) throws -> MachineSurvey {
        var before = stat()
        let place = "\(tree.root)/\(path)"
        try #require(stat(place, &before) == 0 && chmod(place, mode) == 0, "\(path)")
        defer { chmod(place, before.st_mode & 0o7777) }
        return try survey(tree, asOrdinaryUser: asOrdinaryUser)
    }

    @Test("is nothing on a whole machine, as an ordinary user too", arguments: FixtureMachine.all)
    func whole(machine: FixtureMachine) throws {
        let tree = try TemporaryTree(machine.tree)
        #expect(try kinds(survey(tree)) == [])
        #expect(try kinds(survey(tree, asOrdinaryUser: true)) == [])
    }

    @Test("without /sys is everything that it would show")
    func noSystemFolder() throws {
        for place in ["sys", "sys/class", "sys/block", "sys/class/net"] {
            let survey = try survey(tree { $0.remove(below: place) })
            let expected: [ComponentKind] =
                switch place {
                case "sys": [.productUUID, .disk, .networkCard, .tpm, .deviceTreeSerial]
                case "sys/class": [.productUUID, .networkCard, .tpm, .deviceTreeSerial]
                case "sys/block": [.disk]
                default: [.networkCard]
                }
            #expect(kinds(survey) == expected.sorted(), "\(place)")
            if place == "sys" {
                let forRoot = survey.unreadable.filter { $0.access == .root }.map(\.kind)
                #expect(
                    forRoot == [
                        .productUUID, .boardSerial, .productSerial, .chassisSerial, .hypervisorGeneration,
                    ])
            }
        }
        // An empty folder is there where nothing is mounted.
        let empty = try tree {
            $0.remove(below: "sys")
            $0.folder("sys")
        }
        #expect(try kinds(survey(empty)).contains(.networkCard))
        let masked = try tree {
            $0.remove(below: "sys/class/net")
            $0.folder("sys/class/net")
        }
        #expect(try kinds(survey(masked)) == [.networkCard], "every machine has its loopback")
        let other = try tree {
            $0.remove(below: "sys/block")
            $0.folder("sys/block")
            $0.link("sys/class/block/sda", to: "../../devices/sda")
        }
        #expect(try kinds(survey(other)) == [.disk], "the other list has disks")
    }

    @Test("without /proc is the processor, and with a hidden end of its link the device tree")
    func noProcesses() throws {
        #expect(try kinds(survey(tree { $0.remove(below: "proc") })) == [.processor])
        #expect(
            try kinds(survey(tree { $0.link("proc/device-tree", to: "/sys/firmware/devicetree/base") }))
                == [.deviceTreeSerial])
    }

    @Test("is what may not be listed or passed through, wherever on the way that is")
    func forbidden() throws {
        let tree = try tree()
        let folders: [(String, ComponentKind)] = [
            ("sys/block", .disk), ("sys/class/net", .networkCard), ("sys/class", .networkCard),
            ("sys/devices", .disk), ("sys/devices", .networkCard),
        ]
        for (folder, kind) in folders {
            let isOnTheWay = folder == "sys/class" || folder == "sys/devices"
            for mode: mode_t in [0o000, 0o700, isOnTheWay ? 0o744 : 0o711] {
                let survey = try survey(tree, whileModeOf: folder, is: mode)
                #expect(kinds(survey).contains(kind), "\(folder) \(mode)")
                #expect(!survey.components.contains { $0.kind == kind }, "\(folder) \(mode)")
            }
        }
        #expect(try kinds(survey(tree, whileModeOf: "proc/cpuinfo", is: 0o400)) == [.processor])
        #expect(
            try kinds(survey(tree, whileModeOf: "sys/class/dmi/id/sys_vendor", is: 0o400)) == [.productUUID])
        #expect(try kinds(survey(tree)) == [], "the modes are put back")
    }

    @Test("is every attribute of a card and of a disk that may not be read, and never a silent loss")
    func attributes() throws {
        let tree = try FixtureTree()
        try tree.makeFolder("sys/block")
        try tree.card("eth0", on: "pci0/0000:00:1f.6", address: "8c:ec:4b:01:02:03")
        try tree.disk("sda", on: "pci0/0000:00:17.0", ["device/serial": "WD-WCC6Y5KJ1425"])
        let card = "sys/devices/pci0/0000:00:1f.6/net/eth0"
        let sources: [(String, ComponentKind)] = [
            ("\(card)/type", .networkCard), ("\(card)/addr_assign_type", .networkCard),
            ("\(card)/address", .networkCard), ("sys/devices/pci0/0000:00:17.0/serial", .disk),
            ("sys/devices/pci0/0000:00:17.0/block/sda/removable", .disk),
        ]
        for (path, kind) in sources {
            try #require(chmod("\(tree.root)/\(path)", 0o400) == 0)
            let survey = try LinuxProbe(root: tree.root, asOrdinaryUser: true).survey()
            #expect(survey.unreadable.contains { $0.kind == kind }, "\(path)")
            try #require(chmod("\(tree.root)/\(path)", 0o444) == 0)
        }
    }

    @Test("is what a sandbox has put something else in the place of, for root too")
    func masked() throws {
        let tree = try FixtureTree()
        for path in ["sys/block", "sys/class/net"] {
            try tree.makeFolder(path)
            try #require(chmod("\(tree.root)/\(path)", 0) == 0)
        }
        defer { for path in ["sys/block", "sys/class/net"] { chmod("\(tree.root)/\(path)", 0o755) } }
        // A file of mode 0, and one that is a folder.
        try tree.file("proc/cpuinfo", [UInt8]())
        try tree.makeFolder("etc/machine-id")
        let unreadable = try LinuxProbe(root: tree.root).survey().unreadable.map(\.kind)
        for kind in [ComponentKind.disk, .networkCard, .machineID] { #expect(unreadable.contains(kind)) }
    }

    @Test("is a disk or card of which an attribute is empty that the kernel never leaves so")
    func emptied() throws {
        let machine = FixtureMachine.officePC.tree
        let names = ["vpd_pg80", "address", "addr_assign_type", "type", "removable"]
        let attributes = machine.entries.keys.filter { path in
            path.hasPrefix("sys/devices/pci") && !path.contains("/usb")
                && names.contains { path.hasSuffix("/\($0)") }
        }
        #expect(attributes.count > 5)
        for path in attributes {
            let survey = try survey(tree { $0.bytes(path, []) })
            #expect(kinds(survey).contains(path.contains("/net/") ? .networkCard : .disk), "\(path)")
        }
        // A virtual disk without a number has an empty one.
        let virtual = try FixtureTree()
        try virtual.card("eth0", on: "pci0/0000:00:1f.6", address: "8c:ec:4b:01:02:03")
        try virtual.disk("vda", on: "pci0/0000:00:03.0/virtio1", [:], pages: ["serial": []])
        #expect(try kinds(LinuxProbe(root: virtual.root).survey()).contains(.disk) == false)
        try virtual.file("proc/cpuinfo", [UInt8]())
        #expect(try kinds(LinuxProbe(root: virtual.root).survey()).contains(.processor))
    }

    @Test(
        "is what the kernel's links lead to and something lies over, and the firmware under an empty folder")
    func cutOff() throws {
        let forRoot: Set<ComponentKind> = [.productUUID, .boardSerial, .productSerial, .chassisSerial]
        let devices = try survey(
            tree {
                $0.remove(below: "sys/devices")
                $0.folder("sys/devices")
            })
        #expect(kinds(devices) == [ComponentKind.productUUID, .disk, .networkCard, .tpm].sorted())
        #expect(Set(devices.unreadable.filter { $0.access == .root }.map(\.kind)) == forRoot)
        let firmware = try survey(
            tree {
                $0.remove(below: "sys/devices/virtual/dmi/id")
                $0.folder("sys/devices/virtual/dmi/id")
            })
        #expect(kinds(firmware) == [.productUUID])
        #expect(Set(firmware.unreadable.filter { $0.access == .root }.map(\.kind)) == forRoot)
        let classes = try survey(
            tree {
                $0.remove(below: "sys/class")
                $0.folder("sys/class")
            })
        #expect(
            kinds(classes) == [ComponentKind.productUUID, .networkCard, .tpm, .deviceTreeSerial].sorted())
        // What a path itself names, and no link, is simply not there.
        let board = try survey(
            tree {
                $0.link("proc/device-tree", to: "/sys/firmware/devicetree/base")
                $0.text("sys/firmware/devicetree/base/model", "a board")
            })
        #expect(kinds(board) == [])
    }

    @Test("is a card in another network namespace, of which its device has the empty folder")
    func anotherNetwork() throws {
        for machine in [FixtureMachine.officePC, .server, .kvm, .hyperV, .cloud] {
            var tree = machine.tree
            let cards = machine.cards.filter { !$0.device.isEmpty && !$0.device.contains("/usb") }
            for card in cards {
                tree.remove(below: "sys/class/net/\(card.name)")
                tree.remove(below: "sys/devices/\(card.device)/net/\(card.name)")
                tree.folder("sys/devices/\(card.device)/net")
            }
            let survey = try survey(TemporaryTree(tree))
            #expect(!survey.components.contains { $0.kind == .networkCard })
            #expect(kinds(survey) == [.networkCard], "\(machine)")
        }
        // A machine without a card has no such folder.
        var bare = FixtureMachine.officePC
        bare.cards = [.software("lo", "00:00:00:00:00:00", type: 772)]
        #expect(try kinds(bare.survey()) == [])
    }

    @Test("is the machine id where an image's mark is there and the table of mounts cannot be read")
    func mark() throws {
        let marked = try tree { $0.bytes(".dockerenv", []) }
        let whole = try survey(marked)
        #expect(whole.environment.container == nil && whole.components.contains { $0.kind == .machineID })
        for isEmpty in [false, true] {
            let survey = try survey(
                tree {
                    $0.bytes(".dockerenv", [])
                    $0.remove(below: "proc/self")
                    if isEmpty { $0.bytes("proc/self/mountinfo", []) }
                })
            #expect(kinds(survey) == [.machineID])
        }
        // In a container that shows its mounts, the id is known to be none.
        #expect(try kinds(FixtureMachine.docker.survey()) == [])
    }

    @Test("is told once, however often it was looked for")
    func once() throws {
        let unreadable = try survey(tree { $0.remove(below: "sys") }).unreadable
        #expect(Set(unreadable).count == unreadable.count)
    }

    @Test("makes a comparison unreadable, and never another machine")
    func comparison() throws {
        let salt = FingerprintSalt(uncheckedBytes: [UInt8](repeating: 7, count: FingerprintSalt.size))
        let machine = FixtureMachine.officePC
        let selection = try ComponentSelection(of: machine.survey(), policy: .standard, salt: salt)
        let bound = try Fingerprint(requesting: selection, and: nil, salt: salt)
        func decision(_ survey: MachineSurvey) throws -> FingerprintComparison.Decision {
            let current = try Fingerprint(comparing: survey, and: nil, policy: .standard, salt: salt)
            return FingerprintComparison(bound: bound, current: current, policy: .standard).decision
        }
        #expect(try decision(machine.survey()) == .same)
        #expect(try decision(survey(tree { $0.remove(below: "sys") })) == .unreadable)
        let both = try tree {
            $0.remove(below: "sys/block")
            $0.remove(below: "sys/class/net")
        }
        #expect(try decision(survey(both)) == .unreadable)
    }
}
