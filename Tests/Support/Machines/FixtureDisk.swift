/// A disk of a fixture machine.
package struct FixtureDisk: Hashable, Sendable {
    /// How it is connected, which decides what it tells about itself.
    package enum Kind: Hashable, Sendable {
        /// SATA or SAS: SCSI pages, and a name that the kernel makes of them.
        case scsi
        /// NVMe.
        case nvme
        /// Flash memory on the board.
        case eMMC
        /// A memory card.
        case memoryCard
        /// Played by KVM.
        case virtio
    }

    /// What the system calls it.
    package var name: String
    /// How it is connected.
    package var kind: Kind
    /// Its device below `/sys/devices`.
    package var device: String
    /// The number of the whole disk, such as "8:0"; the partitions' follow.
    package var number: String
    /// Empty where it has none.
    package var serial: String
    /// The world-wide name, "naa.…" or "eui.…"; empty where it has none.
    package var worldWideName = ""
    /// The maker's name for the model.
    package var model = ""
    /// How many partitions it has.
    package var partitions = 2
    /// Whether it can be taken out.
    package var isRemovable = false

    init(
        _ name: String, _ kind: Kind, _ device: String, _ number: String, serial: String = "",
        worldWideName: String = "", model: String = "", partitions: Int = 2
    ) {
        (self.name, self.kind, self.device, self.number) = (name, kind, device, number)
        (self.serial, self.worldWideName, self.model) = (serial, worldWideName, model)
        self.partitions = partitions
    }

    func with(_ change: (inout FixtureDisk) -> Void) -> FixtureDisk {
        var disk = self
        change(&disk)
        return disk
    }

    /// Where it is in `/sys`.
    var folder: String {
        kind == .nvme ? "sys/devices/\(device)/\(name)" : "sys/devices/\(device)/block/\(name)"
    }

    /// The number of a partition, or of the whole disk for 0.
    func number(of partition: Int) -> String {
        let parts = number.split(separator: ":").compactMap { Int($0) }
        return "\(parts[0]):\(parts[1] + partition)"
    }

    /// The node of a partition, such as "/dev/nvme0n1p2".
    func node(of partition: Int) -> String { "/dev/" + name(of: partition) }

    private func name(of partition: Int) -> String {
        kind == .scsi || kind == .virtio ? "\(name)\(partition)" : "\(name)p\(partition)"
    }

    /// Adds it to a tree.
    func add(to tree: inout MachineTree) {
        addBlock(name, at: folder, number: number, to: &tree)
        tree.link("sys/block/\(name)", to: "../" + folder.dropFirst("sys/".count))
        tree.text("\(folder)/removable", isRemovable ? "1" : "0")
        tree.text("\(folder)/hidden", "0")
        tree.folder("\(folder)/slaves")
        tree.link("\(folder)/device", to: (kind == .nvme ? "../../" : "../../../") + lastPart(device))
        for partition in 1..<(partitions + 1) {
            let part = "\(folder)/\(name(of: partition))"
            addBlock(name(of: partition), at: part, number: number(of: partition), to: &tree)
            tree.text("\(part)/partition", "\(partition)")
        }
        addIdentity(to: &tree)
    }

    private func addBlock(_ name: String, at folder: String, number: String, to tree: inout MachineTree) {
        let place = folder.dropFirst("sys/".count)
        tree.link("sys/class/block/\(name)", to: "../../\(place)")
        tree.link("sys/dev/block/\(number)", to: "../../\(place)")
        tree.text("\(folder)/dev", number)
    }

    private func addIdentity(to tree: inout MachineTree) {
        let device = "sys/devices/\(device)"
        switch kind {
        case .scsi:
            tree.text("\(device)/model", model)
            if !serial.isEmpty { tree.bytes("\(device)/vpd_pg80", page(0x80, Array(serial.utf8))) }
            if !worldWideName.isEmpty {
                tree.text("\(device)/wwid", worldWideName)
                tree.bytes("\(device)/vpd_pg83", page(0x83, designators))
            }
        case .nvme:
            tree.text("\(device)/model", padded(model, to: 40))
            // From the controller to its slot.
            let slot = self.device.split(separator: "/").dropLast(2).last ?? ""
            tree.link("\(device)/device", to: "../../../\(slot)")
            tree.text("\(device)/serial", padded(serial, to: 20))
            if !worldWideName.isEmpty { tree.text("\(folder)/wwid", worldWideName) }
        case .eMMC, .memoryCard:
            addRegister(at: device, to: &tree)
        case .virtio:
            // The one attribute without a line break.
            tree.bytes("\(folder)/serial", Array(serial.utf8))
        }
    }

    /// `serial` is the whole register of 32 digits; digits 18 to 25 of it are the serial number.
    private func addRegister(at device: String, to tree: inout MachineTree) {
        tree.text("\(device)/cid", serial)
        tree.text("\(device)/type", kind == .eMMC ? "MMC" : "SD")
        tree.text("\(device)/name", model)
        tree.text("\(device)/manfid", "0x0000" + serial.prefix(2))
        tree.text("\(device)/serial", "0x" + serial.dropFirst(18).prefix(8))
        guard kind == .eMMC else { return }
        for index in 0...1 {
            // The boot partitions are disks of their own, whose device is the first one.
            let part = "\(folder)/\(name)boot\(index)"
            addBlock("\(name)boot\(index)", at: part, number: number(of: 8 * (index + 1)), to: &tree)
            tree.link("sys/block/\(name)boot\(index)", to: "../" + part.dropFirst("sys/".count))
            tree.text("\(part)/removable", "0")
            tree.link("\(part)/device", to: "../../\(name)")
        }
    }

    /// What follows "naa." as a binary name of the disk, behind one in text of the maker's.
    private var designators: [UInt8] {
        let digits = Array(worldWideName.dropFirst(4))
        let name = stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0
        }
        let text = Array("ATA     \(model)".utf8.prefix(60))
        return [0x02, 0x01, 0, UInt8(text.count)] + text + [0x01, 0x03, 0, UInt8(name.count)] + name
    }

    private func page(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0, code, UInt8(content.count >> 8), UInt8(content.count & 0xff)] + content
    }

    private func padded(_ text: String, to length: Int) -> String {
        text + String(repeating: " ", count: max(0, length - text.utf8.count))
    }
}
