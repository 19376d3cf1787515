import DurableFiles
import Fingerprint

/// Who plays the machine, or nil on bare hardware; by the order and the names of `systemd-detect-virt(1)`,
/// as far as files say it: no instruction of the processor is used.
func hypervisor(
    _ tables: FirmwareTables, _ processor: ProcessorReport, in tree: inout RootedTree
) -> Evidence<Hypervisor>? {
    let named = hypervisorInTables(tables, isPlayed: processor.isPlayed)
    // These say what they are even where KVM or Xen is beneath.
    if let named, [.virtualBox, .amazon, .google, .parallels, .xen].contains(named.found) { return named }
    if let vendor = processor["vendor_id"], vendor.hasPrefix("User Mode Linux") {
        return Evidence(found: .other, sentence: sentence(ProcessorReport.path, says: vendor))
    }
    let type = tree.text("/sys/hypervisor/type")
    if type == "xen" || tree.existing("/proc/xen") != nil {
        // The host's own domain has the whole machine, and so is bare.
        if isHostOfXen(in: &tree) { return nil }
        let says = type.map { sentence("/sys/hypervisor/type", says: $0) }
        return Evidence(found: .xen, sentence: says ?? "there is /proc/xen")
    }
    if let named { return named }
    if let name = tree.names(in: "/sys/bus/vmbus/devices").first {
        return Evidence(
            found: .hyperV,
            sentence: "there is a device of Hyper-V, /sys/bus/vmbus/devices/\(shownPath(name))")
    }
    if let type {
        return Evidence(found: .other, sentence: sentence("/sys/hypervisor/type", says: type))
    }
    return hypervisorInDeviceTree(in: &tree) ?? hypervisorInProcessor(processor, in: &tree)
}

private let namesInTables: [(prefix: String, hypervisor: Hypervisor)] = [
    ("KVM", .kvm), ("OpenStack", .kvm), ("KubeVirt", .kvm), ("Amazon EC2", .amazon), ("QEMU", .kvm),
    ("VMware", .vmware), ("VMW", .vmware), ("innotek GmbH", .virtualBox), ("VirtualBox", .virtualBox),
    ("Oracle Corporation", .virtualBox), ("Xen", .xen), ("Bochs", .other), ("Parallels", .parallels),
    ("BHYVE", .bhyve), ("Hyper-V", .hyperV), ("Apple Virtualization", .apple),
    ("Google Compute Engine", .google),
]

private func hypervisorInTables(_ tables: FirmwareTables, isPlayed: Bool) -> Evidence<Hypervisor>? {
    if tables["sys_vendor"] == "Microsoft Corporation", tables["product_name"] == "Virtual Machine" {
        return hyperV(tables)
    }
    for (name, text) in tables.attributes {
        guard let entry = namesInTables.first(where: { text.hasPrefix($0.prefix) }) else { continue }
        // Oracle also makes servers.
        if entry.prefix == "Oracle Corporation", !isPlayed { continue }
        let says = sentence("\(FirmwareTables.folder)/\(name)", says: text)
        switch entry.hypervisor {
        case .amazon where isBareAtAmazon(tables): return nil
        case .xen where tables["product_version"]?.contains("amazon") == true:
            return Evidence(found: .amazon, sentence: says)
        default: return Evidence(found: entry.hypervisor, sentence: says)
        }
    }
    return nil
}

/// "m5.metal", "i3en.metal-24xl".
private func isBareAtAmazon(_ tables: FirmwareTables) -> Bool {
    (tables["product_name"] ?? "").split(separator: ".").dropFirst()
        .contains { $0 == "metal" || $0.hasPrefix("metal-") }
}

private func hyperV(_ tables: FirmwareTables) -> Evidence<Hypervisor> {
    // The tag that Azure gives to each of its machines.
    if let tag = tables["chassis_asset_tag"], tag == "7783-7084-3265-9085-8269-3286-77" {
        return Evidence(
            found: .azure, sentence: sentence("\(FirmwareTables.folder)/chassis_asset_tag", says: tag))
    }
    let name = "\(tables["sys_vendor"] ?? "") \(tables["product_name"] ?? "")"
    return Evidence(found: .hyperV, sentence: sentence(FirmwareTables.folder, says: name))
}

private func isHostOfXen(in tree: inout RootedTree) -> Bool {
    if let features = tree.text("/sys/hypervisor/properties/features"),
        let bits = UInt64(features, radix: 16)
    {
        // XENFEAT_dom0.
        return bits >> 11 & 1 == 1
    }
    let capabilities = tree.text("/proc/xen/capabilities") ?? ""
    return capabilities.split(separator: ",").contains("control_d")
}

private func hypervisorInDeviceTree(in tree: inout RootedTree) -> Evidence<Hypervisor>? {
    guard let root = tree.existing("/proc/device-tree") else { return nil }
    if let text = tree.text("hypervisor/compatible", from: root) {
        let found: Hypervisor =
            text.contains("linux,kvm")
            ? .kvm : text.contains("xen") ? .xen : text.contains("vmware") ? .vmware : .other
        return Evidence(
            found: found, sentence: sentence("/proc/device-tree/hypervisor/compatible", says: text))
    }
    if let name = tree.names(in: root).first(where: { $0.contains("fw-cfg") }) {
        return Evidence(found: .kvm, sentence: "there is QEMU's /proc/device-tree/\(shownPath(name))")
    }
    if let text = tree.text("compatible", from: root), text.hasPrefix("qemu,") {
        return Evidence(found: .kvm, sentence: sentence("/proc/device-tree/compatible", says: text))
    }
    if tree.existing("ibm,partition-name", from: root) != nil,
        tree.existing("hmc-managed?", from: root) != nil
    {
        return Evidence(found: .other, sentence: "/proc/device-tree names a partition of PowerVM")
    }
    return nil
}

/// The flag of x86, and the field of s390.
private func hypervisorInProcessor(
    _ processor: ProcessorReport, in tree: inout RootedTree
) -> Evidence<Hypervisor>? {
    if processor.isPlayed {
        // Of those that say nothing else (Firecracker, some clouds), KVM lends its guests a clock.
        let path = "/sys/devices/system/clocksource/clocksource0/available_clocksource"
        if let clocks = tree.text(path), clocks.contains("kvm-clock") {
            return Evidence(found: .kvm, sentence: sentence(path, says: clocks))
        }
        return Evidence(found: .other, sentence: "/proc/cpuinfo has the flag \"hypervisor\"")
    }
    guard processor["vendor_id"] == "IBM/S390", let report = tree.text("/proc/sysinfo", limit: 65_536),
        let line = report.split(separator: "\n").first(where: { $0.hasPrefix("VM00 Control Program:") })
    else { return nil }
    return Evidence(
        found: line.contains("KVM") ? .kvm : .other, sentence: sentence("/proc/sysinfo", says: line))
}
