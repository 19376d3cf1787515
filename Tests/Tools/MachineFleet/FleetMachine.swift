import Fingerprint

/// A machine that does not exist, with parts that can be exchanged.
package struct FleetMachine: Sendable {
    /// What it is.
    package var environment = Environment()
    /// The id of the installed system.
    package var machineID = ""
    /// The disks' serial numbers; the first holds the system.
    package var disks: [String] = []
    /// The network cards, each with the addresses of its ports.
    package var cards: [[String]] = []
    /// The board's UUID, which only root may read.
    package var uuid = ""
    /// The machine's serial number, which only root may read.
    package var serial = ""
    /// The processor's model.
    package var processor = ""
    /// Whether it has a trusted platform module.
    package var hasModule = false

    /// Without any parts.
    package init() {}

    /// All that a probe would find.
    package var survey: MachineSurvey {
        var components = [component(.machineID, machineID), component(.processor, processor)]
        components += disks.enumerated().map { index, disk in component(.disk, disk, isSystemDisk: index == 0)
        }
        components += cards.joined().map { component(.networkCard, $0) }
        components += [
            component(.productUUID, uuid, access: .root), component(.productSerial, serial, access: .root),
        ]
        if hasModule { components.append(component(.tpm, "tpm 2")) }
        return MachineSurvey(components: components.filter { !$0.value.isEmpty }, environment: environment)
    }

    private func component(
        _ kind: ComponentKind, _ value: String, access: Component.Access = .everyUser,
        isSystemDisk: Bool = false
    ) -> Component {
        Component(
            kind: kind, value: Array(value.utf8), source: "simulated", revealed: value, access: access,
            isSystemDisk: isSystemDisk)
    }
}
