import Fingerprint
import FingerprintLinux
import Testing

@Suite("The disk of the root file system")
struct SystemDiskTests {
    let tree: FixtureTree

    /// Three disks with two partitions each: 8:0, 8:16, 8:32.
    init() throws {
        tree = try FixtureTree()
        for (index, name) in ["sda", "sdb", "sdc"].enumerated() {
            let device = "pci0/\(index):0:0:0"
            try tree.disk(name, on: device, pages: ["device/vpd_pg80": page80("DISK-\(name)")])
            try block(name, "8:\(16 * index)", at: "\(device)/block/\(name)")
            for part in 1...2 {
                let place = "\(device)/block/\(name)/\(name)\(part)"
                try block("\(name)\(part)", "8:\(16 * index + part)", at: place)
                try tree.file("sys/devices/\(place)/partition", "\(part)")
            }
        }
    }

    private func block(_ name: String, _ number: String, at place: String) throws {
        try tree.file("sys/devices/\(place)/dev", number)
        try tree.link("sys/class/block/\(name)", to: "../../devices/\(place)")
        try tree.link("sys/dev/block/\(number)", to: "../../devices/\(place)")
    }

    private func mapped(_ name: String, _ number: String, label: String? = nil, over parts: String...) throws
    {
        try block(name, number, at: "virtual/block/\(name)")
        try tree.link("sys/block/\(name)", to: "../devices/virtual/block/\(name)")
        if let label { try tree.file("sys/devices/virtual/block/\(name)/dm/name", label) }
        for part in parts {
            try tree.link("sys/devices/virtual/block/\(name)/slaves/\(part)", to: "/sys/class/block/\(part)")
        }
    }

    private func marked(_ mount: String) throws -> [String] {
        try tree.file("proc/self/mountinfo", "22 27 0:21 / /proc rw - proc proc rw\n\(mount)")
        return try LinuxProbe(root: tree.root).survey().components.filter(\.isSystemDisk).map(\.revealed)
    }

    @Test("is found by the number of its partition, and by the last one that is mounted")
    func partition() throws {
        #expect(try marked("27 1 8:18 / / rw shared:1 - ext4 /dev/sdb2 rw") == ["DISK-sdb"])
        #expect(
            try marked("27 1 8:18 / / rw - ext4 /dev/sdb2 rw\n28 27 8:2 / / rw a:1 b:2 - ext4 /dev/root rw")
                == ["DISK-sda"])
    }

    @Test("under btrfs is found by its source, also where that is a link")
    func source() throws {
        #expect(try marked("27 1 0:25 /@ / rw - btrfs /dev/sdc1 rw") == ["DISK-sdc"])
        try tree.file("dev/sdb1", "")
        try tree.link("dev/disk/by-label/root", to: "../../sdb1")
        #expect(try marked("27 1 0:25 /@ / rw - btrfs /dev/disk/by-label/root rw") == ["DISK-sdb"])
    }

    @Test("under encryption, volumes and a RAID is every disk beneath")
    func layers() throws {
        try mapped("md0", "9:0", over: "sda2", "sdc2")
        try mapped("dm-0", "253:0", label: "luks", over: "md0")
        try mapped("dm-1", "253:1", label: "vg-root", over: "dm-0")
        #expect(
            try marked("27 1 253:1 / / rw - ext4 /dev/mapper/vg-root rw") == ["DISK-sda", "DISK-sdc"])
        #expect(
            try marked("27 1 0:25 / / rw - btrfs /dev/mapper/vg-root rw") == ["DISK-sda", "DISK-sdc"])
    }

    @Test("is none for an overlay or a network's, or where devices are made of one another")
    func none() throws {
        try mapped("dm-0", "253:0", over: "dm-1")
        try mapped("dm-1", "253:1", over: "dm-0")
        for mount in [
            "27 1 0:51 / / rw - overlay overlay rw", "27 1 0:51 / / rw - nfs4 server:/root rw",
            "27 1 253:0 / / rw - ext4 /dev/mapper/x rw", "27 1 8:99 / / rw - ext4 /dev/sdx rw", "27 1", "",
            "27 1 ../../../etc / / rw - ext4 /dev/sda rw", "27 1 0:2 / / rw - btrfs /dev/../../sda1 rw -",
        ] {
            let found = try marked(mount)
            // The last one is a path like any other, and stays inside.
            #expect(found.isEmpty || mount.hasSuffix("rw -"), "\(mount)")
        }
    }
}
