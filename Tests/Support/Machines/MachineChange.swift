/// What may become of a machine between two checks.
package enum MachineChange: String, CaseIterable, Hashable, Sendable {
    /// A network card is replaced by another of the same make.
    case cardReplaced
    /// The disk with the root file system is replaced, what is on it copied over.
    case rootDiskReplaced
    /// The mainboard is replaced by another of the same model, with the cards on it; the processor moves over.
    case boardReplaced
    /// A card and the disk at once.
    case cardAndDiskReplaced
    /// The memory is doubled.
    case memoryDoubled
    /// The operating system is installed anew.
    case osReinstalled
    /// The virtual machine is copied, and the copy is started beside it.
    case clonedToSecondVM
    /// A VPN is on, and a bridge, a bond and a dummy have come.
    case vpnOn
    /// The dock is taken away.
    case dockRemoved
    /// The dock is put on.
    case dockAdded
    /// Looked at by a user who is not root.
    case anotherUser

    /// In words, such as "one card replaced".
    package var label: String {
        switch self {
        case .cardReplaced: "one card replaced"
        case .rootDiskReplaced: "root disk replaced"
        case .boardReplaced: "board replaced"
        case .cardAndDiskReplaced: "card and disk replaced"
        case .memoryDoubled: "memory doubled"
        case .osReinstalled: "OS reinstalled"
        case .clonedToSecondVM: "cloned to a second VM"
        case .vpnOn: "VPN switched on"
        case .dockRemoved: "dock removed"
        case .dockAdded: "dock added"
        case .anotherUser: "run as another user"
        }
    }
}

extension FixtureMachine {
    /// This machine after a change. The same change always gives the same machine.
    package func after(_ change: MachineChange) -> ChangeOutcome {
        switch change {
        case .cardReplaced: cardReplaced
        case .rootDiskReplaced: rootDiskReplaced
        case .boardReplaced: boardReplaced
        case .cardAndDiskReplaced:
            switch cardReplaced {
            case .changed(let machine): machine.rootDiskReplaced
            case .senseless(let reason): .senseless(reason)
            }
        case .memoryDoubled: .changed(with { $0.memory *= 2 })
        case .osReinstalled: osReinstalled
        case .clonedToSecondVM: clonedToSecondVM
        case .vpnOn: .changed(with { $0.cards += Self.vpn })
        case .dockRemoved: dockRemoved
        case .dockAdded: dockAdded
        case .anotherUser: .changed(with { $0.isReadByOrdinaryUser = true })
        }
    }
}

/// Another number of the same make: the last six digits and letters are others, the rest is as it was. Numbers
/// that follow one another do so afterwards, if the last digit is not above 5.
func renumbered(_ text: String) -> String {
    var left = 6
    let signs = text.utf8.reversed().map { byte -> UInt8 in
        guard left > 0 else { return byte }
        switch byte {
        case 0x30...0x39:
            left -= 1
            return 0x30 + (byte - 0x30 + 3) % 10
        case 0x61...0x66:
            left -= 1
            return 0x61 + (byte - 0x61 + 2) % 6
        case 0x41...0x5a:
            left -= 1
            return 0x41 + (byte - 0x41 + 5) % 26
        default: return byte
        }
    }
    return String(decoding: signs.reversed(), as: UTF8.self)
}
