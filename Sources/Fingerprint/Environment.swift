/// What a machine is: bare hardware, a virtual machine, a container, or a container in a virtual machine.
package struct Environment: Hashable, Sendable {
    /// Who plays the machine; nil on bare hardware.
    package let hypervisor: Hypervisor?
    /// What shuts the program in; nil outside of containers.
    package let container: Container?
    /// From what this is known, one sentence each, such as `/sys/class/dmi/id/sys_vendor says "QEMU"`; printable.
    package let evidence: [String]

    /// Bare hardware, unless told.
    package init(hypervisor: Hypervisor? = nil, container: Container? = nil, evidence: [String] = []) {
        self.hypervisor = hypervisor
        self.container = container
        self.evidence = evidence
    }

    /// In words: "bare hardware", "a virtual machine (KVM)", "a container (Docker) on a virtual machine (KVM)".
    package var label: String {
        let machine = hypervisor.map { "a virtual machine (\($0.label))" }
        let shut = container.map { "a container (\($0.label))" }
        if let shut { return shut + " on " + (machine ?? "bare hardware") }
        return machine ?? "bare hardware"
    }
}

/// Who plays a virtual machine. The raw values go into signed requests, so they are fixed and append-only.
package enum Hypervisor: UInt8, CaseIterable, Hashable, Sendable {
    /// A hypervisor that this program does not know.
    case other = 1
    /// KVM, or QEMU without it.
    case kvm = 2
    /// VMware.
    case vmware = 3
    /// Microsoft Hyper-V.
    case hyperV = 4
    /// Xen.
    case xen = 5
    /// Oracle VirtualBox.
    case virtualBox = 6
    /// Parallels Desktop.
    case parallels = 7
    /// bhyve, of FreeBSD.
    case bhyve = 8
    /// Amazon EC2.
    case amazon = 9
    /// Google Compute Engine.
    case google = 10
    /// Microsoft Azure.
    case azure = 11
    /// Apple's Virtualization framework.
    case apple = 12

    /// The stable name in JSON.
    package var name: String {
        switch self {
        case .other: "other"
        case .kvm: "kvm"
        case .vmware: "vmware"
        case .hyperV: "hyper-v"
        case .xen: "xen"
        case .virtualBox: "virtualbox"
        case .parallels: "parallels"
        case .bhyve: "bhyve"
        case .amazon: "amazon"
        case .google: "google"
        case .azure: "azure"
        case .apple: "apple"
        }
    }

    /// The name for people.
    package var label: String {
        switch self {
        case .other: "unknown hypervisor"
        case .kvm: "KVM"
        case .vmware: "VMware"
        case .hyperV: "Hyper-V"
        case .xen: "Xen"
        case .virtualBox: "VirtualBox"
        case .parallels: "Parallels"
        case .bhyve: "bhyve"
        case .amazon: "Amazon EC2"
        case .google: "Google Compute Engine"
        case .azure: "Azure"
        case .apple: "Apple Virtualization"
        }
    }
}

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
