import DurableFiles
import Fingerprint

/// The disks that are part of the machine, by serial number.
///
/// Not: loop, RAM, device-mapper and RAID devices, which are software; optical drives, memory cards, what is
/// removable or on USB, which travel; volumes on a storage network, which belong to no machine.
///
/// - Parameter systemDisks: the resolved paths of those that hold the root file system.
func disks(systemDisks: [String], in tree: inout RootedTree) -> [Component] {
    tree.seeking(.disk) { tree in
        let names = tree.names(in: "/sys/block", isOnEveryMachine: true)
        // A machine may have none; but then the kernel's other lists have none either.
        if names.isEmpty,
            ["/sys/class/block", "/sys/dev/block"].contains(where: { !tree.names(in: $0).isEmpty })
        {
            tree.note(.disk, "/sys/block")
        }
        return names.compactMap { disk($0, systemDisks, in: &tree) }
    }
}

private func disk(_ name: String, _ systemDisks: [String], in tree: inout RootedTree) -> Component? {
    guard !isSoftware(name) else { return nil }
    // The link is there: where it leads nowhere, or to an empty folder, something lies over what it leads to.
    let link = joinedPath("/sys/block", name)
    guard let disk = tree.resolve(link), !tree.names(in: disk).isEmpty else {
        tree.note(.disk, link)
        return nil
    }
    guard isLocal(disk),
        let device = tree.existing("device", from: disk),
        tree.text("removable", from: disk) != "1", tree.text("hidden", from: disk) != "1",
        // An NVMe disk in a Thunderbolt case: the slot says so.
        tree.text("device/removable", from: device) != "removable",
        // A memory card has type SD where one that is soldered in has type MMC.
        !name.hasPrefix("mmcblk") || tree.text("type", from: device) == "MMC"
    else { return nil }
    let place = DiskPlace(name: name, path: disk)
    let found = name.hasPrefix("mmcblk") ? solderedIn(place, in: &tree) : number(of: place, in: &tree)
    guard let found else { return nil }
    return Component(
        kind: .disk, value: Array(found.text.utf8), source: shownPath(place.shown(found.source)),
        revealed: found.text, isSystemDisk: systemDisks.contains(disk))
}

private struct DiskPlace {
    let name: String
    let path: String

    func shown(_ source: String) -> String { "/sys/block/\(name)/\(source)" }

    func bytes(_ source: String, in tree: inout RootedTree) -> [UInt8]? {
        tree.bytes(source, from: path, of: .disk, shown: shown(source))
    }
}

private typealias FoundNumber = (text: String, source: String)

/// What everybody may read, the serial number itself first: NVMe, virtio, SCSI and SATA; then the world-wide
/// names. Several names of one disk (the name spaces of NVMe, two paths of SAS) have one number.
private func number(of disk: DiskPlace, in tree: inout RootedTree) -> FoundNumber? {
    for source in ["device/serial", "serial", "device/vpd_pg80", "device/vpd_pg83", "device/wwid", "wwid"] {
        guard let bytes = disk.bytes(source, in: &tree) else { continue }
        let raw: [UInt8]? =
            switch source {
            case "device/vpd_pg80": unitSerialNumber(bytes).map(Array.init)
            case "device/vpd_pg83": worldWideName(bytes).map { Array($0.utf8) }
            // Of NVMe disks without a name the kernel makes one of model and serial number, which was none.
            case "wwid" where bytes.starts(with: "nvme.".utf8): nil
            default: bytes
            }
        if let raw, let serial = SerialNumber(raw) { return (serial.text, source) }
    }
    return nil
}

/// What a chip of flash memory is known by: its card identification register, 128 bits with the maker, the
/// product and the serial number (JEDEC 84-B51 section 7.2). The serial number by itself is 32 bits, which
/// each maker counts for himself.
private func solderedIn(_ disk: DiskPlace, in tree: inout RootedTree) -> FoundNumber? {
    if let bytes = disk.bytes("device/cid", in: &tree), let register = SerialNumber(bytes),
        register.text.utf8.count == 32, register.text.utf8.allSatisfy(isHexadecimalDigit)
    {
        return (register.text.lowercased(), "device/cid")
    }
    guard let bytes = disk.bytes("device/serial", in: &tree), let serial = SerialNumber(bytes) else {
        return nil
    }
    let others = ["device/manfid", "device/name"].compactMap { source in
        disk.bytes(source, in: &tree).flatMap(printableWords)
    }
    return ((others + [serial.text]).joined(separator: " "), "device/serial")
}

private func isSoftware(_ name: String) -> Bool {
    let prefixes = ["loop", "ram", "zram", "dm-", "md", "sr", "fd", "nbd", "drbd", "rbd", "zd", "bcache"]
    return prefixes.contains { prefix in
        // Digits must follow, else "mdraid-card" would be one of them.
        name.hasPrefix(prefix) && name.dropFirst(prefix.count).first?.isNumber == true
    }
}

/// On a bus inside the case. The one virtual folder with real disks is that of NVMe disks with two paths.
private func isLocal(_ disk: String) -> Bool {
    if disk.hasPrefix("/sys/devices/virtual/") {
        return disk.hasPrefix("/sys/devices/virtual/nvme-subsystem/")
    }
    let isRemote = disk.split(separator: "/").contains { part in
        // iSCSI and Fibre Channel.
        part.hasPrefix("rport-") || (part.hasPrefix("session") && part.dropFirst(7).allSatisfy(\.isNumber))
    }
    return !isRemote && !isOnUSB(disk)
}
