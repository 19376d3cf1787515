import Activation
import Fingerprint

/// A computer that does not exist: its components, its user and its clock, each of which a test may change.
package struct SimulatedMachine: Sendable {
    /// What a probe would find in it.
    package var components: [Component]
    /// Who sits at it.
    package var user: Component
    /// What it is.
    package var environment = EnvironmentCode.bare
    /// Its clock.
    package var now: UnixTime

    /// One of as many machines as a test needs, on 2026-11-23 at noon.
    package init(_ number: Int = 1) {
        components = [
            Self.component(.machineID, "machine-id-\(number)"),
            Self.component(.disk, "disk-\(number)"),
            Self.component(.networkCard, "02:00:00:00:00:\(number)"),
        ]
        user = Self.component(.user, "1000:user-\(number)")
        now = Self.noon
    }

    /// A machine without anything that could identify it, such as a container.
    package static var container: SimulatedMachine {
        var machine = SimulatedMachine()
        machine.components = []
        return machine
    }

    /// 2026-11-23T12:00:00Z.
    package static let noon = UnixTime(rawValue: 1_795_435_200)

    /// A component of this value.
    package static func component(_ kind: ComponentKind, _ value: String) -> Component {
        Component(kind: kind, value: Array(value.utf8), source: "simulation", revealed: value)
    }

    /// The same machine at another time.
    package func at(_ time: UnixTime) -> SimulatedMachine {
        var copy = self
        copy.now = time
        return copy
    }

    /// The same machine so many days later.
    package func after(days: Int) -> SimulatedMachine { at(now.adding(days: days)) }

    /// The same machine with another component instead of that of the same kind.
    package func with(_ kind: ComponentKind, _ value: String) -> SimulatedMachine {
        var copy = self
        copy.components.removeAll { $0.kind == kind }
        copy.components.append(Self.component(kind, value))
        return copy
    }

    /// The same machine in another environment.
    package func within(hypervisor: Hypervisor? = nil, container: Container? = nil) -> SimulatedMachine {
        var copy = self
        copy.environment = EnvironmentCode(
            Environment(hypervisor: hypervisor, container: container))
        return copy
    }

    /// The same machine without its component of this kind.
    package func without(_ kind: ComponentKind) -> SimulatedMachine {
        var copy = self
        copy.components.removeAll { $0.kind == kind }
        return copy
    }

    /// The same machine with somebody else at it.
    package func usedBy(_ name: String) -> SimulatedMachine {
        var copy = self
        copy.user = Self.component(.user, name)
        return copy
    }
}

extension UnixTime {
    /// So many days of 86,400 seconds later.
    package func adding(days: Int) -> UnixTime { UnixTime(rawValue: rawValue + Int64(days) * 86_400) }

    /// So many seconds later.
    package func adding(seconds: Int64) -> UnixTime { UnixTime(rawValue: rawValue + seconds) }
}
