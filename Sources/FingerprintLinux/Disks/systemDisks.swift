import DurableFiles

/// The disks that hold the root file system, as resolved paths; several under a RAID, none where it comes
/// over the network or is one of a kind that does not say (overlay, ZFS).
func systemDisks(_ mounts: MountTable, in tree: inout RootedTree) -> [String] {
    guard let root = mounts.root, let device = blockDevice(of: root, in: &tree) else { return [] }
    var found: [String] = []
    var left = stackLimit
    collectDisks(under: device, depth: 8, left: &left, into: &found, in: &tree)
    return found
}

/// The most devices that are looked at below the root file system.
private let stackLimit = 128

/// The block device of a mounted file system. Its number says it; where the number is one of no device
/// (btrfs), the source does.
private func blockDevice(of mount: MountTable.Mount, in tree: inout RootedTree) -> String? {
    if mount.hasDevice { return tree.existing(joinedPath("/sys/dev/block", mount.device)) }
    guard mount.source.hasPrefix("/dev/") else { return nil }
    if mount.source.hasPrefix("/dev/mapper/"), let mapped = mappedDevice(mount.source, in: &tree) {
        return mapped
    }
    // Also such as /dev/disk/by-uuid/…, which are links; a container may not have the node at all.
    let node = tree.resolve(mount.source) ?? mount.source
    guard let name = node.split(separator: "/").last else { return nil }
    return tree.existing("/sys/class/block/\(name)")
}

/// Device mapper names its devices in a file of each.
private func mappedDevice(_ source: String, in tree: inout RootedTree) -> String? {
    let name = source.dropFirst("/dev/mapper/".count)
    for entry in tree.names(in: "/sys/block") where entry.hasPrefix("dm-") {
        guard let device = tree.resolve("/sys/block/\(entry)"),
            let mapped = tree.text("dm/name", from: device), mapped == name
        else { continue }
        return device
    }
    return nil
}

/// Down from partitions to disks, and from what is made of other devices to those.
private func collectDisks(
    under device: String, depth: Int, left: inout Int, into found: inout [String], in tree: inout RootedTree
) {
    guard depth > 0, left > 0 else { return }
    left -= 1
    if tree.existing("partition", from: device) != nil {
        guard let disk = tree.resolve("..", from: device) else { return }
        return collectDisks(under: disk, depth: depth - 1, left: &left, into: &found, in: &tree)
    }
    let parts = tree.names(in: joinedPath(device, "slaves"))
    if parts.isEmpty {
        if !found.contains(device) { found.append(device) }
        return
    }
    for part in parts {
        guard let below = tree.existing(joinedPath("slaves", part), from: device) else { continue }
        collectDisks(under: below, depth: depth - 1, left: &left, into: &found, in: &tree)
    }
}
