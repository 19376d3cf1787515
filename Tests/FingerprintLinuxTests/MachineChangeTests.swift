import Fingerprint
import Machines
import Testing

@Suite("When something becomes of a machine,")
struct MachineChangeTests {
    /// The kinds of what was there before and is not afterwards.
    private func lost(_ change: MachineChange, _ machine: FixtureMachine) throws -> [ComponentKind]? {
        guard let after = machine.after(change).machine else { return nil }
        let kept = try after.survey().values
        return try machine.survey().components.filter { !kept.contains($0.identity) }.map(\.kind)
    }

    @Test("memory, a VPN and a dock change nothing that is found", arguments: FixtureMachine.all)
    func nothing(machine: FixtureMachine) throws {
        let before = try machine.survey()
        for change in [MachineChange.memoryDoubled, .vpnOn, .dockAdded, .dockRemoved] {
            guard let after = machine.after(change).machine else { continue }
            #expect(after.tree != machine.tree, "\(change)")
            #expect(try after.survey() == before, "\(change)")
        }
    }

    @Test("a dock that is put on and taken away leaves the laptop as it was")
    func dock() throws {
        let docked = try #require(FixtureMachine.laptop.after(.dockAdded).machine)
        #expect(docked.tree == FixtureMachine.laptopInDock.tree)
        let undocked = try #require(docked.after(.dockRemoved).machine)
        #expect(undocked.cards == FixtureMachine.laptop.cards)
        #expect(undocked.disks == FixtureMachine.laptop.disks)
    }

    @Test("a system that is installed anew loses its id and no hardware", arguments: FixtureMachine.all)
    func installedAnew(machine: FixtureMachine) throws {
        let expected: [ComponentKind] =
            switch machine.name {
            case "docker": []
            case "wsl": [.machineID, .disk]
            default: [.machineID]
            }
        #expect(try lost(.osReinstalled, machine) == expected)
    }

    @Test("a board takes its firmware and its own cards along, and leaves the disks and the processor")
    func board() throws {
        let firmware: [ComponentKind] = [.productUUID, .boardSerial, .productSerial, .chassisSerial]
        #expect(try lost(.boardReplaced, .officePC) == firmware + [.networkCard])
        #expect(try lost(.boardReplaced, .laptop) == firmware + [.networkCard])
        #expect(try lost(.boardReplaced, .server) == firmware + [.networkCard])
        #expect(try lost(.boardReplaced, .junkPC) == [.networkCard])
        #expect(try lost(.boardReplaced, .raspberryPi) == [.deviceTreeSerial, .networkCard])
        #expect(try lost(.boardReplaced, .industrialPC) == [.disk, .networkCard, .networkCard])
        #expect(try lost(.boardReplaced, .kvm) == nil)
    }

    @Test("a card takes all of its ports along, and a disk nothing but itself")
    func parts() throws {
        #expect(try lost(.cardReplaced, .officePC) == [.networkCard])
        #expect(try lost(.cardReplaced, .server) == [.networkCard, .networkCard])
        #expect(try lost(.rootDiskReplaced, .server) == [.disk])
        #expect(try lost(.cardAndDiskReplaced, .laptop) == [.disk, .networkCard])
        #expect(try lost(.rootDiskReplaced, .raspberryPi) == [])
        #expect(try lost(.rootDiskReplaced, .kvm) == [])
        #expect(try lost(.rootDiskReplaced, .vmware) == [])
        #expect(try lost(.cardReplaced, .raspberryPi) == nil)
        #expect(try lost(.rootDiskReplaced, .industrialPC) == nil)
    }

    @Test("the copy of a virtual machine keeps its id and its image's name, and has all else of its own")
    func copied() throws {
        #expect(
            try lost(.clonedToSecondVM, .kvm) == [.productUUID, .networkCard, .hypervisorGeneration])
        #expect(try lost(.clonedToSecondVM, .vmware) == [.productUUID, .productSerial, .networkCard])
        #expect(
            try lost(.clonedToSecondVM, .hyperV)
                == [.productUUID, .productUUID, .boardSerial, .productSerial, .chassisSerial, .networkCard])
        #expect(
            try lost(.clonedToSecondVM, .cloud)
                == [.productUUID, .productUUID, .productSerial, .disk, .networkCard])
        #expect(try lost(.clonedToSecondVM, .officePC) == nil)
    }

    @Test("what is lost is replaced by as much of the same kind", arguments: FixtureMachine.all)
    func balance(machine: FixtureMachine) throws {
        let before = try machine.survey()
        for change in [
            MachineChange.cardReplaced, .rootDiskReplaced, .boardReplaced, .cardAndDiskReplaced,
            .osReinstalled, .clonedToSecondVM,
        ] {
            guard let after = try machine.after(change).machine?.survey() else { continue }
            #expect(after.components.map(\.kind) == before.components.map(\.kind), "\(change)")
            #expect(after.environment == before.environment, "\(change)")
        }
    }
}

extension MachineSurvey {
    fileprivate var values: Set<String> { Set(components.map(\.identity)) }
}

extension Component {
    fileprivate var identity: String { "\(kind.name) \(revealed)" }
}
