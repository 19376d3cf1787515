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
