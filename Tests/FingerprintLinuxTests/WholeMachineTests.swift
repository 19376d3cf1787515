import Fingerprint
import FingerprintLinux
import Machines
import Testing

@Suite("A whole machine:")
struct WholeMachineTests {
    @Test("an office PC is its firmware, its two disks and its card, and not the stick in its port")
    func officePC() throws {
        let survey = try FixtureMachine.officePC.survey()
        #expect(survey.environment == Environment())
        #expect(
            survey.found == [
                "machine-id 6f1c6f0b3d0a4f7c9b0f9a6f4d2e8c13",
                "product-uuid 4c4c4544-0043-5610-8052-b7c04f4a4433 (root)",
                "board-serial /CVR7JD3/CNFCW0008S00LK/ (root)", "product-serial CVR7JD3 (root)",
                "chassis-serial CVR7JD3 (root)", "disk S4XBNF0M812345R (system)", "disk WD-WCC6Y5KJ1425",
                "network-card 8c:ec:4b:c2:31:45",
                "processor 6 GenuineIntel 165 5 Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz", "tpm tpm 2",
            ])
    }

    @Test("a laptop has the wireless card's own address, and its disk is found under the encryption")
    func laptop() throws {
        let survey = try FixtureMachine.laptop.survey()
        #expect(survey.environment == Environment())
        #expect(survey.of(.disk) == ["disk S676NL0R512345 (system)"])
        #expect(
            survey.of(.networkCard) == ["network-card 38:f3:ab:5e:12:33", "network-card a0:80:69:7c:42:15"])
        #expect(survey.of(.productSerial) == ["product-serial PF2Z8K1C (root)"])
    }

    @Test("a laptop in its dock is the laptop, whatever cards and disks the dock has")
    func laptopInDock() throws {
        #expect(FixtureMachine.laptopInDock.cards.count == FixtureMachine.laptop.cards.count + 2)
        #expect(FixtureMachine.laptopInDock.disks.count == FixtureMachine.laptop.disks.count + 2)
        #expect(try FixtureMachine.laptopInDock.survey() == FixtureMachine.laptop.survey())
    }

    @Test("a server has each card by its own address, in a bond or not, and each of its eight disks")
    func server() throws {
        let survey = try FixtureMachine.server.survey()
        #expect(survey.environment == Environment())
        #expect(
            survey.of(.networkCard)
                == ["3c:fd:fe:a5:10:40", "3c:fd:fe:a5:10:41", "ac:1f:6b:8d:2c:44"].map {
                    "network-card \($0)"
                })
        #expect(
            survey.of(.disk) == ["disk PHLF934101101P0GGN (system)", "disk PHLF934101111P0GGN"]
                + (0...5).map { "disk ZC1A4X1\($0)" })
        // Zeros but for an address: Supermicro's way, and no junk.
        #expect(survey.of(.productUUID) == ["product-uuid 00000000-0000-0000-0000-ac1f6b8d2c44 (root)"])
    }

    @Test("a Raspberry Pi is its serial number, once, and not the memory card")
    func raspberryPi() throws {
        let survey = try FixtureMachine.raspberryPi.survey()
        #expect(survey.environment == Environment())
        #expect(
            survey.found == [
                "machine-id 91b5c0d4e7a24f6db3c8a0f1d2e34b57", "device-tree-serial 00000000ab12cd34",
                "network-card b8:27:eb:47:98:61", "processor 0x41 0x0 0xd03",
            ])
    }

    @Test("an industrial PC without SMBIOS is its two cards and its flash memory, that one once")
    func industrialPC() throws {
        let survey = try FixtureMachine.industrialPC.survey()
        #expect(survey.environment == Environment())
        #expect(
            survey.found == [
                "machine-id 0c4e9b7f62d1483fa95be07d3c1f6a28",
                "disk 150100424a5444345202d8c41a3f7600 (system)", "network-card 00:30:64:5c:12:84",
                "network-card 00:30:64:5c:12:85",
                "processor 6 GenuineIntel 55 9 Intel(R) Atom(TM) CPU E3845 @ 1.91GHz",
            ])
    }

    @Test("a PC whose firmware was never filled in is its card and the one disk that has a number")
    func junkPC() throws {
        let survey = try FixtureMachine.junkPC.survey()
        #expect(survey.environment == Environment())
        #expect(survey.components.allSatisfy { $0.access == .everyUser })
        #expect(
            survey.found == [
                "machine-id b8a7d1e25c9c4b0e8f4b7c0c1d9e4f52", "disk 2142E5D0C1A3 (system)",
                "network-card d8:bb:c1:4e:70:92",
                "processor 25 AuthenticAMD 80 0 AMD Ryzen 5 5600G with Radeon Graphics",
            ])
    }

    @Test(
        "what only root may read is unreadable to another user, and all else is the same",
        arguments: FixtureMachine.all)
    func anotherUser(machine: FixtureMachine) throws {
        let other = try #require(machine.after(.anotherUser).machine)
        let (rootSees, otherSees) = try (machine.survey(), other.survey())
        #expect(otherSees.components == rootSees.components.filter { $0.access == .everyUser })
        #expect(otherSees.environment == rootSees.environment)
        let hidden = Set(rootSees.components.filter { $0.access == .root }.map(\.source))
        #expect(hidden.isSubset(of: otherSees.unreadable.map(\.source)))
        #expect(otherSees.unreadable.allSatisfy { $0.access == .root })
    }

    @Test("read a hundred times it is the same", arguments: FixtureMachine.all)
    func stable(machine: FixtureMachine) throws {
        let folder = try TemporaryTree(machine.tree)
        let first = try LinuxProbe(root: folder.root).survey()
        #expect(first.components == first.components.sorted())
        #expect(first.components.contains { $0.kind == .processor })
        for _ in 0..<100 { #expect(try LinuxProbe(root: folder.root).survey() == first) }
    }
}

extension MachineSurvey {
    /// "kind value", with "(root)" for what only root may read and "(system)" for the system's disk.
    var found: [String] {
        components.map { component in
            "\(component.kind.name) \(component.revealed)" + (component.access == .root ? " (root)" : "")
                + (component.isSystemDisk ? " (system)" : "")
        }
    }

    /// Those of one kind.
    func of(_ kind: ComponentKind) -> [String] { found.filter { $0.hasPrefix("\(kind.name) ") } }
}
