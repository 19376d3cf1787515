import Fingerprint

/// What shuts this program in, or nil; by the marks that `systemd-detect-virt(1)` goes by and, where there
/// are none, by where the root file system comes from.
///
/// Kubernetes and Docker come before WSL and LXC, in which they may run: it is the innermost that counts.
func container(_ mounts: MountTable, in tree: inout RootedTree) -> Evidence<Container>? {
    pod(in: &tree) ?? container(namedIn: &tree) ?? container(markedIn: &tree, mounts)
        ?? container(byRootOf: mounts) ?? container(byGroupsIn: &tree) ?? openVZ(in: &tree)
        ?? subsystemForLinux(in: &tree) ?? lxc(mounts, in: &tree)
}

extension Container {
    /// Whether the files are an image's, which starts on many machines, so that its machine id is none.
    var isFromImage: Bool {
        switch self {
        case .docker, .podman, .kubernetes, .other: true
        case .lxc, .nspawn, .wsl, .openvz: false
        }
    }
}

/// Whether the kernel is the one of the Windows Subsystem for Linux, whatever runs on it.
func isSubsystemForLinux(in tree: inout RootedTree) -> Bool {
    subsystemForLinux(in: &tree) != nil
}

private func pod(in tree: inout RootedTree) -> Evidence<Container>? {
    for path in ["/var/run/secrets/kubernetes.io", "/run/secrets/kubernetes.io"]
    where tree.existing(path) != nil {
        return Evidence(found: .kubernetes, sentence: "there is \(path)")
    }
    return nil
}

/// By the name that the container's manager left behind.
private func container(namedIn tree: inout RootedTree) -> Evidence<Container>? {
    for path in ["/run/host/container-manager", "/run/systemd/container"] {
        guard let name = tree.text(path), !name.isEmpty else { continue }
        return Evidence(found: container(named: name), sentence: sentence(path, says: name))
    }
    // Only root may read it.
    let path = "/proc/1/environ"
    guard let bytes = tree.beginning(of: path, count: 65_536),
        let entry = bytes.split(separator: 0).first(where: { $0.starts(with: "container=".utf8) })
    else { return nil }
    let name = String(decoding: entry.dropFirst("container=".utf8.count), as: UTF8.self)
    if name.isEmpty { return nil }
    return Evidence(found: container(named: name), sentence: sentence(path, says: "container=\(name)"))
}

private func container(named name: String) -> Container {
    switch name {
    case "docker": .docker
    case "podman", "oci": .podman
    case "lxc", "lxc-libvirt", "incus", "lxd": .lxc
    case "systemd-nspawn": .nspawn
    case "wsl": .wsl
    case "openvz": .openvz
    case "kubernetes", "kube": .kubernetes
    default: .other
    }
}

/// By the empty files that Podman and Docker leave at the root.
private func container(markedIn tree: inout RootedTree, _ mounts: MountTable) -> Evidence<Container>? {
    if tree.existing("/run/.containerenv") != nil {
        return Evidence(found: .podman, sentence: "there is /run/.containerenv")
    }
    // An image that was made with Docker keeps the file when a machine is started from it; but Docker
    // itself never gives a container the whole of a disk.
    if tree.existing("/.dockerenv") != nil, !isWholeDisk(mounts.root) {
        return Evidence(found: .docker, sentence: "there is /.dockerenv")
    }
    return nil
}

private func isWholeDisk(_ mount: MountTable.Mount?) -> Bool {
    guard let mount, mount.hasDevice, mount.root == "/" else { return false }
    return !mount.source.hasPrefix("/dev/mapper/") && !mount.source.hasPrefix("/dev/dm-")
}

/// By the folders that an overlay is put together from.
private func container(byRootOf mounts: MountTable) -> Evidence<Container>? {
    guard let root = mounts.root, root.type == "overlay" else { return nil }
    let places: [(String, Container)] = [
        ("/docker/overlay2/", .docker), ("/containers/storage/overlay", .podman),
        ("/io.containerd.snapshotter", .other),
    ]
    guard let (place, found) = places.first(where: { root.options.contains($0.0) }) else { return nil }
    return Evidence(found: found, sentence: "\(MountTable.path) has the root from \(place)")
}

/// By the control group of the first process, where groups are not hidden.
private func container(byGroupsIn tree: inout RootedTree) -> Evidence<Container>? {
    let path = "/proc/1/cgroup"
    // In a group of its own; mostly all of them are "/".
    let groups = (tree.text(path) ?? "").split(separator: "\n").filter { $0.utf8.last != UInt8(ascii: "/") }
    if groups.isEmpty { return nil }
    let names: [(String, Container)] = [
        ("/kubepods", .kubernetes), ("/docker/", .docker), ("/docker-", .docker), ("/libpod-", .podman),
        ("/lxc.payload", .lxc), ("/lxc/", .lxc),
    ]
    for (name, found) in names {
        guard let line = groups.first(where: { $0.contains(name) }) else { continue }
        return Evidence(found: found, sentence: sentence(path, says: line))
    }
    return nil
}

/// /proc/vz is on hosts as well, /proc/bc only there.
private func openVZ(in tree: inout RootedTree) -> Evidence<Container>? {
    guard tree.existing("/proc/vz") != nil, tree.existing("/proc/bc") == nil else { return nil }
    return Evidence(found: .openvz, sentence: "there is /proc/vz and no /proc/bc")
}

private func subsystemForLinux(in tree: inout RootedTree) -> Evidence<Container>? {
    let path = "/proc/sys/kernel/osrelease"
    guard let release = tree.text(path), release.contains("Microsoft") || release.contains("WSL") else {
        return nil
    }
    return Evidence(found: .wsl, sentence: sentence(path, says: release))
}

private func lxc(_ mounts: MountTable, in tree: inout RootedTree) -> Evidence<Container>? {
    for path in ["/dev/lxd", "/dev/incus"] where tree.existing(path) != nil {
        return Evidence(found: .lxc, sentence: "there is \(path)")
    }
    return mounts.hasFilesOfLXC
        ? Evidence(found: .lxc, sentence: "\(MountTable.path) has files of lxcfs in /proc") : nil
}
