/// What a request says of the environment: two numbers. They are kept as numbers, because a newer program may
/// know more of them.
package struct EnvironmentCode: Hashable, Sendable {
    /// The raw value of a ``Hypervisor``; 0 on bare hardware.
    package let hypervisor: UInt8
    /// The raw value of a ``Container``; 0 outside of containers.
    package let container: UInt8

    /// Bare hardware.
    package static let bare = EnvironmentCode(hypervisor: 0, container: 0)

    /// As read from a document.
    package init(hypervisor: UInt8, container: UInt8) {
        self.hypervisor = hypervisor
        self.container = container
    }

    /// As found on the machine.
    package init(_ environment: Environment) {
        self.init(
            hypervisor: environment.hypervisor?.rawValue ?? 0, container: environment.container?.rawValue ?? 0
        )
    }

    /// Whether a hypervisor plays the machine.
    package var isVirtual: Bool { hypervisor != 0 }

    /// Whether the program is shut in.
    package var isContainer: Bool { container != 0 }

    /// The hypervisor's stable name in JSON; nil on bare hardware.
    package var hypervisorName: String? {
        isVirtual ? (Hypervisor(rawValue: hypervisor) ?? .other).name : nil
    }

    /// The container's stable name in JSON; nil outside of containers.
    package var containerName: String? {
        isContainer ? (Container(rawValue: container) ?? .other).name : nil
    }

    /// In words, as far as this program knows them.
    package var label: String {
        Environment(
            hypervisor: isVirtual ? Hypervisor(rawValue: hypervisor) ?? .other : nil,
            container: isContainer ? Container(rawValue: container) ?? .other : nil
        ).label
    }
}
