/// A kind of thing that tells one machine from another.
///
/// The raw values go into signed requests, so they are fixed and append-only. Kinds compare in their order.
package enum ComponentKind: UInt8, CaseIterable, Hashable, Comparable, Sendable {
    /// The id that the installed system gave itself, `machine-id(5)`.
    case machineID = 1
    /// The UUID of the whole machine in its firmware (SMBIOS type 1).
    case productUUID = 2
    /// The mainboard's serial number (SMBIOS type 2).
    case boardSerial = 3
    /// The serial number of the whole machine (SMBIOS type 1).
    case productSerial = 4
    /// The serial number of the case (SMBIOS type 3).
    case chassisSerial = 5
    /// The serial number in the device tree, on boards without SMBIOS.
    case deviceTreeSerial = 6
    /// The serial number of a disk.
    case disk = 7
    /// The permanent hardware address of a network card.
    case networkCard = 8
    /// The processor's model, or its own id where it has one.
    case processor = 9
    /// The trusted platform module's endorsement key.
    case tpm = 10
    /// The id that a hypervisor changes when a virtual machine is copied.
    case hypervisorGeneration = 11
    /// The user the license is bound to.
    case user = 12

    /// The stable name in JSON and on command lines, such as `network-card`.
    package var name: String { texts.name }

    /// The kind in words for a person, such as "network card".
    package var label: String { texts.label }

    private var texts: (name: String, label: String) {
        switch self {
        case .machineID: ("machine-id", "machine ID")
        case .productUUID: ("product-uuid", "product UUID")
        case .boardSerial: ("board-serial", "mainboard serial number")
        case .productSerial: ("product-serial", "product serial number")
        case .chassisSerial: ("chassis-serial", "case serial number")
        case .deviceTreeSerial: ("device-tree-serial", "board serial number")
        case .disk: ("disk", "disk")
        case .networkCard: ("network-card", "network card")
        case .processor: ("processor", "processor")
        case .tpm: ("tpm", "trusted platform module")
        case .hypervisorGeneration: ("hypervisor-generation", "virtual machine generation ID")
        case .user: ("user", "user")
        }
    }

    /// In the order of the raw values.
    package static func < (left: ComponentKind, right: ComponentKind) -> Bool {
        left.rawValue < right.rawValue
    }
}
