import DurableFiles
import Fingerprint
import FingerprintLinux
import Glibc
import Testing

/// A machine's file tree, made by a test and removed with it.
final class FixtureTree: Sendable {
    let root: String

    init() throws {
        var template = Array("/tmp/countersign-tree-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { remove(root) }

    func file(_ path: String, _ bytes: [UInt8]) throws {
        try makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
        try writeAtomically(bytes, to: "\(root)/\(path)", overwrite: true)
    }

    func file(_ path: String, _ text: String) throws { try file(path, Array("\(text)\n".utf8)) }

    func link(_ path: String, to target: String) throws {
        try makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
        try #require(symlink(target, "\(root)/\(path)") == 0)
    }

    /// A network card at a device such as `pci0000:00/0000:00:1f.6`, as the kernel shows it.
    func card(
        _ name: String, on device: String, address: String, assigned: String = "0", bus: String = "pci",
        driver: String = "e1000e"
    ) throws {
        let folder = "sys/devices/\(device)/net/\(name)"
        try link("sys/class/net/\(name)", to: "../../devices/\(device)/net/\(name)")
        try file("\(folder)/address", address)
        try file("\(folder)/addr_assign_type", assigned)
        try file("\(folder)/type", "1")
        try link("\(folder)/device", to: "../..")
        let up = device.split(separator: "/").map { _ in ".." }.joined(separator: "/")
        try link("sys/devices/\(device)/subsystem", to: "\(up)/../bus/\(bus)")
        try link("sys/devices/\(device)/driver", to: "\(up)/../bus/\(bus)/drivers/\(driver)")
        try makeFolder("sys/bus/\(bus)/drivers/\(driver)")
    }

    /// A network card that is software.
    func virtualCard(_ name: String, address: String, assigned: String = "3") throws {
        try link("sys/class/net/\(name)", to: "../../devices/virtual/net/\(name)")
        try file("sys/devices/virtual/net/\(name)/address", address)
        try file("sys/devices/virtual/net/\(name)/addr_assign_type", assigned)
        try file("sys/devices/virtual/net/\(name)/type", "1")
    }

    /// A disk below a device such as `pci0000:00/…/0:0:0:0`; `attributes` are paths from the disk.
    func disk(
        _ name: String, on device: String, _ attributes: [String: String] = [:],
        pages: [String: [UInt8]] = [:]
    ) throws {
        let folder = "sys/devices/\(device)/block/\(name)"
        try link("sys/block/\(name)", to: "../devices/\(device)/block/\(name)")
        try file("\(folder)/removable", "0")
        try link("\(folder)/device", to: "../..")
        for (path, text) in attributes { try file(place(path, folder, device), text) }
        for (path, bytes) in pages { try file(place(path, folder, device), bytes) }
    }

    private func place(_ path: String, _ folder: String, _ device: String) -> String {
        path.hasPrefix("device/") ? "sys/devices/\(device)/\(path.dropFirst(7))" : "\(folder)/\(path)"
    }

    func makeFolder(_ path: String) throws {
        var made = root
        for part in path.split(separator: "/") {
            made += "/\(part)"
            try #require(mkdir(made, 0o755) == 0 || errno == EEXIST)
        }
    }

    private func remove(_ path: String) {
        if unlink(path) == 0 { return }
        for entry in (try? listFolder(path)) ?? [] { remove("\(path)/\(entry.name)") }
        rmdir(path)
    }

    /// What the probe finds, as "kind value".
    var found: [String] {
        get throws {
            try LinuxProbe(root: root).survey().components.map { component in
                #expect(Array(component.revealed.utf8) == component.value)
                return "\(component.kind.name) \(component.revealed)"
            }
        }
    }
}

/// The SCSI page 80h with a serial number.
func page80(_ serial: String) -> [UInt8] {
    [0, 0x80, UInt8(serial.utf8.count >> 8), UInt8(serial.utf8.count & 0xff)] + Array(serial.utf8)
}
