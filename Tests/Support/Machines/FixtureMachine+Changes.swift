extension FixtureMachine {
    var cardReplaced: ChangeOutcome {
        if character == .oneBoard { return .senseless("the cards are soldered to the board") }
        if character == .container(seesHost: false) { return .senseless("it has no card of its own") }
        // One that can be pulled out, else the only one.
        let own = cards.indices.filter { cards[$0].isReplaceable }
        guard let index = own.first(where: { !cards[$0].isOnBoard }) ?? own.last else {
            return .senseless("it has no card of its own")
        }
        // With all of its ports.
        let slot = cards[index].slot
        return .changed(
            with { machine in
                for port in own where cards[port].slot == slot {
                    machine.cards[port].address = renumbered(cards[port].address)
                    guard let bond = cards[port].bond else { continue }
                    machine.cards[port].bond = (bond.name, renumbered(bond.address))
                }
            })
    }

    var rootDiskReplaced: ChangeOutcome {
        guard let systemDisk else { return .senseless("its root file system is on no disk that it sees") }
        if disks[systemDisk].kind == .eMMC { return .senseless("its disk is soldered to the board") }
        return .changed(with { $0.disks[systemDisk].renumber() })
    }

    var boardReplaced: ChangeOutcome {
        switch character {
        case .virtual: return .senseless("a virtual machine has no board")
        case .container(seesHost: false): return .senseless("it sees nothing of its host's board")
        default: break
        }
        return .changed(
            with { machine in
                for name in Self.rootAttributes { machine.renumber(firmware: name) }
                machine.deviceTreeSerial = machine.deviceTreeSerial.map(renumbered)
                for index in machine.cards.indices where machine.cards[index].isReplaceable {
                    guard machine.cards[index].isOnBoard else { continue }
                    machine.cards[index].address = renumbered(machine.cards[index].address)
                }
                for index in machine.disks.indices where machine.disks[index].kind == .eMMC {
                    machine.disks[index].renumber()
                }
            })
    }

    var osReinstalled: ChangeOutcome {
        .changed(
            with { machine in
                machine.machineID = machine.machineID.map(renumbered)
                // Another system counts its cards instead of naming them by their place.
                let own = machine.cards.indices.filter { machine.cards[$0].isReplaceable }
                for (number, index) in own.enumerated() {
                    let isWireless = machine.cards[index].kind == .wireless
                    machine.cards[index].name = (isWireless ? "wlan" : "eth") + "\(number)"
                }
                // The Subsystem makes a new image for it.
                if case .container(seesHost: false) = character, let systemDisk {
                    machine.disks[systemDisk].renumber()
                }
            })
    }

    var clonedToSecondVM: ChangeOutcome {
        guard character == .virtual else { return .senseless("it is no virtual machine") }
        return .changed(
            with { machine in
                // The image is the same, byte for byte; what the hypervisor hands out is not.
                for name in Self.rootAttributes + ["board_asset_tag"] { machine.renumber(firmware: name) }
                machine.generationID = machine.generationID?.map { $0 ^ 0x5a }
                for index in machine.cards.indices where machine.cards[index].isReplaceable {
                    machine.cards[index].address = renumbered(machine.cards[index].address)
                }
                // The cloud's volumes have numbers of their own; an image file carries its name along.
                for index in machine.disks.indices where machine.disks[index].serial.hasPrefix("vol") {
                    machine.disks[index].renumber()
                }
                machine.poolID = machine.poolID.map { renumbered($0.lowercased()).uppercased() }
            })
    }

    var dockRemoved: ChangeOutcome {
        guard cards.contains(where: \.isInDock) else { return .senseless("it is in no dock") }
        return .changed(
            with { machine in
                machine.cards.removeAll(where: \.isInDock)
                machine.disks.removeAll { $0.device.contains(Self.dockPort) }
            })
    }

    var dockAdded: ChangeOutcome {
        guard isLaptop else { return .senseless("it is no laptop") }
        if cards.contains(where: \.isInDock) { return .senseless("it is in its dock already") }
        return .changed(with { $0.addDock() })
    }

    /// The chassis is that of a laptop (SMBIOS 3.7 table 17).
    private var isLaptop: Bool { firmware["chassis_type"] == "10" }

    private mutating func renumber(firmware name: String) {
        // What was never filled in is not on the next board either.
        guard let text = firmware[name], !Self.blanks.contains(text) else { return }
        firmware[name] = renumbered(text)
    }

    private static let blanks = [
        "", "To be filled by O.E.M.", "Default string", "None", "03000200-0400-0500-0006-000700080009",
        "System Serial Number", "Not Specified",
    ]

    static let vpn: [FixtureCard] = [
        .software("tun0", "", type: 65_534, assigned: "0"), .software("wg0", "", type: 65_534, assigned: "0"),
        .software("br-vpn", "3a:7f:10:6e:52:41", assigned: "3"),
        .software("bond9", "3a:7f:10:6e:52:42", assigned: "1"),
        .software("dummy0", "3a:7f:10:6e:52:43", assigned: "1"),
        .software("tap0", "00:ff:3c:6e:52:44", assigned: "0"),
    ]
}

extension FixtureCard {
    /// Its device without the number of the port.
    var slot: Substring { bus == "pci" ? device.dropLast(2) : device[...] }

    /// A card, and none of a dock's.
    var isReplaceable: Bool {
        if case .software = kind { return false }
        return !isInDock
    }
}

extension FixtureDisk {
    /// Another disk of the same model.
    mutating func renumber() {
        // VMware counts its disks, and so they have the same numbers everywhere.
        if serial.hasPrefix("VMware NVME_") { return }
        worldWideName = renumbered(worldWideName)
        guard kind == .eMMC || kind == .memoryCard else {
            serial = renumbered(serial)
            return
        }
        let digits = serial.dropFirst(18)
        serial = serial.prefix(18) + renumbered(String(digits.prefix(8))) + digits.dropFirst(8)
    }
}
