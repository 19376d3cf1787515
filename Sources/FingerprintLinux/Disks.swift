import DurableFiles
import Fingerprint

/// The disks that are part of the machine, by serial number.
///
/// Not: loop, RAM, device-mapper and RAID devices, which are software; optical drives, memory cards, what is
/// removable or on USB, which travel; volumes on a storage network, which belong to no machine.
func disks(in tree: inout RootedTree) -> [Component] {
    tree.names(in: "/sys/block").compactMap { disk($0, in: &tree) }
}

private func disk(_ name: String, in tree: inout RootedTree) -> Component? {
    guard !isSoftware(name), let disk = tree.resolve(joinedPath("/sys/block", name)), isLocal(disk),
        let device = tree.existing("device", from: disk),
        tree.text("removable", from: disk) != "1", tree.text("hidden", from: disk) != "1",
        // An NVMe disk in a Thunderbolt case: the slot says so.
        tree.text("device/removable", from: device) != "removable",
        // A memory card has type SD where one that is soldered in has type MMC.
        !name.hasPrefix("mmcblk") || tree.text("type", from: device) == "MMC"
    else { return nil }
    for source in serialSources {
        guard let bytes = tree.bytes(source, from: disk) else { continue }
        let raw = source.hasSuffix("vpd_pg80") ? unitSerialNumber(bytes) : bytes[...]
        guard let raw, let serial = SerialNumber(raw) else { continue }
        let path = shownPath("/sys/block/\(name)/\(source)")
        return Component(kind: .disk, value: Array(serial.text.utf8), source: path, revealed: serial.text)
    }
    return nil
}

/// What everybody may read, the serial number itself first: NVMe and MMC, virtio, SCSI and SATA; then the
/// world-wide names.
private let serialSources = ["device/serial", "serial", "device/vpd_pg80", "device/wwid", "wwid"]

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

/// The serial number in the SCSI page 80h (SPC-4 section 7.8.17): type, page code, length in two bytes,
/// then the number. Nil if the page is another one or is cut short.
func unitSerialNumber(_ page: [UInt8]) -> ArraySlice<UInt8>? {
    guard page.count >= 4, page[1] == 0x80 else { return nil }
    let length = Int(page[2]) << 8 | Int(page[3])
    guard length <= page.count - 4 else { return nil }
    return page[4..<4 + length]
}
