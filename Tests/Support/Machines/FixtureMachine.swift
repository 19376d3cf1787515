import Fingerprint
import FingerprintLinux
import Glibc

/// A machine made up from the kernel's documented formats. Its parts are values, so that one machine can be
/// made from another; ``tree`` is what the probe sees of it.
package struct FixtureMachine: Hashable, Sendable {
    /// A short name without spaces, such as "office-pc".
    package let name: String
    /// What it is, for people, such as "an office PC".
    package let label: String

    /// The id in `/etc/machine-id`; nil where the file is not there.
    package var machineID: String?
    /// SMBIOS attributes by their names in `/sys/class/dmi/id`; none on boards without.
    package var firmware: [String: String] = [:]
    /// The serial number in the device tree, on boards that have one.
    package var deviceTreeSerial: String?
    /// The text of `/proc/cpuinfo`.
    package var processor = ""
    /// The network cards and interfaces.
    package var cards: [FixtureCard] = [.software("lo", "00:00:00:00:00:00", type: 772, assigned: "0")]
    /// The disks.
    package var disks: [FixtureDisk] = []
    /// The index in ``disks`` of the one that holds the root file system, and the partition; nil for none.
    package var systemDisk: Int? = 0
    /// The partition of that disk.
    package var systemPartition = 2
    /// The line of `/proc/self/mountinfo` for "/", where it is not that partition.
    package var rootMount: String?
    /// Further lines of it.
    package var moreMounts: [String] = []
    /// 1 or 2; nil without a trusted platform module.
    package var platformModule: Int?
    /// The id that QEMU hands to its guest: 16 bytes.
    package var generationID: [UInt8]?
    /// The id that Hyper-V tells its guest, where the guest has the daemon for it.
    package var poolID: String?
    /// Memory, in megabytes.
    package var memory = 16_384
    /// Files that only this machine has.
    package var others = MachineTree()
    /// Read by a user who is not root.
    package var isReadByOrdinaryUser = false
    /// What the machine is, which decides which changes make sense.
    package var character = Character.bare

    /// What a machine is like with respect to changes.
    package enum Character: Hashable, Sendable {
        /// Hardware, with a case that can be opened.
        case bare
        /// Hardware in one piece: the cards are soldered.
        case oneBoard
        /// A virtual machine.
        case virtual
        /// A container that sees its host's hardware, or the Subsystem for Linux, which does not.
        case container(seesHost: Bool)
    }

    init(_ name: String, _ label: String) {
        self.name = name
        self.label = label
    }

    /// All of its files.
    package var tree: MachineTree {
        var tree = others
        if let machineID { tree.text("etc/machine-id", machineID) }
        addFirmware(to: &tree)
        // Kernels for ARM repeat the board's number there.
        let ending = deviceTreeSerial.map { "Serial\t\t: \($0)\n" } ?? ""
        tree.bytes("proc/cpuinfo", Array((processor + ending).utf8))
        tree.text("proc/meminfo", "MemTotal:       \(memory * 1_024) kB")
        for card in cards { card.add(to: &tree) }
        addBonds(to: &tree)
        tree.folder("sys/block")
        for disk in disks { disk.add(to: &tree) }
        addMounts(to: &tree)
        addPlatformModule(to: &tree)
        addGenerationID(to: &tree)
        addPool(to: &tree)
        return tree
    }

    /// What the probe finds on it, in a temporary folder that is gone afterwards.
    package func survey() throws -> MachineSurvey {
        let folder = try TemporaryTree(tree)
        return try LinuxProbe(root: folder.root, asOrdinaryUser: isReadByOrdinaryUser).survey()
    }

    /// Writes it to a folder that is there, as ``MachineTree/write(to:)`` does.
    package func write(to root: String) throws { try tree.write(to: root) }

    func with(_ change: (inout FixtureMachine) -> Void) -> FixtureMachine {
        var machine = self
        change(&machine)
        return machine
    }
}

extension FixtureMachine: CustomStringConvertible {
    /// The name: all of its parts would be pages in a test's report.
    package var description: String { name }
}

/// A tree in a folder of its own, removed with this.
package final class TemporaryTree: Sendable {
    /// The folder.
    package let root: String

    /// Writes the tree to memory where there is room for it, as a machine has hundreds of files.
    package init(_ tree: MachineTree) throws {
        let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/countersign-machine-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError(place) }
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try tree.write(to: root)
    }

    deinit { removeTree(root) }
}

/// Links are unlinked, not followed.
private func removeTree(_ path: String) {
    if unlink(path) == 0 { return }
    if let folder = opendir(path) {
        while let entry = readdir(folder) {
            // Not through a copy of the structure: the record may be shorter than it.
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
            let bytes = UnsafeRawPointer(entry).advanced(by: offset)
            let name = String(cString: bytes.assumingMemoryBound(to: CChar.self))
            if name != ".", name != ".." { removeTree("\(path)/\(name)") }
        }
        closedir(folder)
    }
    rmdir(path)
}
