/// What a request says of the environment: two numbers. They are kept as numbers, because a newer program may
/// know more of them.
public struct EnvironmentCode: Hashable, Sendable {
    /// The raw value of a ``Hypervisor``; 0 on bare hardware.
    public let hypervisor: UInt8
    /// The raw value of a ``Container``; 0 outside of containers.
    public let container: UInt8

    /// Bare hardware.
    public static let bare = EnvironmentCode(hypervisor: 0, container: 0)

    /// As read from a document.
    public init(hypervisor: UInt8, container: UInt8) {
        self.hypervisor = hypervisor
        self.container = container
    }

    /// As found on the machine.
    public init(_ environment: Environment) {
        self.init(
            hypervisor: environment.hypervisor?.rawValue ?? 0, container: environment.container?.rawValue ?? 0
        )
    }

    /// Whether a hypervisor plays the machine.
    public var isVirtual: Bool { hypervisor != 0 }

    /// Whether the program is shut in.
    public var isContainer: Bool { container != 0 }

    /// The hypervisor's stable name in JSON; nil on bare hardware.
    public var hypervisorName: String? {
        isVirtual ? (Hypervisor(rawValue: hypervisor) ?? .other).name : nil
    }

    /// The container's stable name in JSON; nil outside of containers.
    public var containerName: String? {
        isContainer ? (Container(rawValue: container) ?? .other).name : nil
    }

    /// In words, as far as this program knows them.
    public var label: String {
        Environment(
            hypervisor: isVirtual ? Hypervisor(rawValue: hypervisor) ?? .other : nil,
            container: isContainer ? Container(rawValue: container) ?? .other : nil
        ).label
    }
}
