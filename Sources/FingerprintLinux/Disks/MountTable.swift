/// What is mounted where, from `/proc/self/mountinfo` (`proc(5)`).
struct MountTable {
    static let path = "/proc/self/mountinfo"

    /// A mounted file system.
    struct Mount {
        /// The number of the device, such as "8:2"; begins with "0:" where the file system has no device of
        /// its own: overlay, btrfs, network.
        let device: String
        /// What of the file system is mounted: "/" for the whole.
        let root: String
        /// The kind of file system, such as "ext4".
        let type: String
        /// Where it comes from, such as "/dev/sda2".
        let source: String
        /// The options of the file system, such as an overlay's folders.
        let options: String

        /// On a device of its own.
        var hasDevice: Bool { !device.hasPrefix("0:") }
    }

    /// Whether it can be read.
    private(set) var isKnown = false
    /// What is mounted at "/", last of all.
    private(set) var root: Mount?
    /// Whether some file of `/proc` is one of LXC's.
    private(set) var hasFilesOfLXC = false

    /// Reads the first 256 kilobytes: the root file system stands among the first.
    init(in tree: inout RootedTree) {
        guard let bytes = tree.beginning(of: Self.path, count: 262_144), !bytes.isEmpty else { return }
        isKnown = true
        for line in bytes.split(separator: 0x0a) {
            let fields = line.split(separator: 0x20)
            guard fields.count >= 10 else { continue }
            let isRoot = fields[4].elementsEqual("/".utf8)
            guard isRoot || fields[4].starts(with: "/proc/".utf8) else { continue }
            // After any number of optional fields comes a dash.
            guard let dash = fields[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
                fields.count >= dash + 4
            else { continue }
            if isRoot {
                root = Mount(
                    device: text(fields[2]), root: text(fields[3]), type: text(fields[dash + 1]),
                    source: text(fields[dash + 2]), options: text(fields[dash + 3]))
            } else if fields[dash + 1].elementsEqual("fuse.lxcfs".utf8) {
                hasFilesOfLXC = true
            }
        }
    }
}

private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
