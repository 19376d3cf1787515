/// What kind of container a program runs in. The raw values go into signed requests: fixed and append-only.
package enum Container: UInt8, CaseIterable, Hashable, Sendable {
    /// A container that this program does not know.
    case other = 1
    /// Docker.
    case docker = 2
    /// Podman.
    case podman = 3
    /// LXC or Incus.
    case lxc = 4
    /// systemd-nspawn.
    case nspawn = 5
    /// A Kubernetes pod.
    case kubernetes = 6
    /// The Windows Subsystem for Linux.
    case wsl = 7
    /// OpenVZ.
    case openvz = 8

    /// The stable name in JSON.
    package var name: String {
        switch self {
        case .other: "other"
        case .docker: "docker"
        case .podman: "podman"
        case .lxc: "lxc"
        case .nspawn: "nspawn"
        case .kubernetes: "kubernetes"
        case .wsl: "wsl"
        case .openvz: "openvz"
        }
    }

    /// The name for people.
    package var label: String {
        switch self {
        case .other: "unknown kind"
        case .docker: "Docker"
        case .podman: "Podman"
        case .lxc: "LXC"
        case .nspawn: "systemd-nspawn"
        case .kubernetes: "Kubernetes"
        case .wsl: "WSL"
        case .openvz: "OpenVZ"
        }
    }
}
