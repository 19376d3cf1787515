import Glibc

/// A machine's files, as the kernel shows them; a value, written out by ``write(to:)``.
package struct MachineTree: Hashable, Sendable {
    /// What is at a path.
    package enum Entry: Hashable, Sendable {
        /// A file with its content and its mode, such as 0o400.
        case file([UInt8], mode: UInt32)
        /// A symbolic link, as it is written there.
        case link(String)
        /// A folder, where it has nothing in it.
        case folder
    }

    /// By path from the root, without a slash in front.
    public private(set) var entries: [String: Entry] = [:]

    /// Nothing yet.
    package init() {}

    /// An attribute: a text and the line break that the kernel adds.
    package mutating func text(_ path: String, _ text: String, mode: UInt32 = 0o444) {
        entries[path] = .file(Array("\(text)\n".utf8), mode: mode)
    }

    /// A file, byte for byte.
    package mutating func bytes(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o444) {
        entries[path] = .file(bytes, mode: mode)
    }

    /// A symbolic link.
    package mutating func link(_ path: String, to target: String) { entries[path] = .link(target) }

    /// A folder with nothing in it.
    package mutating func folder(_ path: String) { entries[path] = .folder }

    /// Takes away what is at these paths or below.
    package mutating func remove(below path: String) {
        entries = entries.filter { $0.key != path && !$0.key.hasPrefix(path + "/") }
    }

    /// Writes all of it below a folder that is there.
    package func write(to root: String) throws {
        var made: Set<String> = []
        for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
            let place = "\(root)/\(path)"
            try makeFolders(above: path, in: root, &made)
            switch entry {
            case .folder:
                guard mkdir(place, 0o755) == 0 || errno == EEXIST else { throw FixtureError(place) }
            case .link(let target):
                guard symlink(target, place) == 0 else { throw FixtureError(place) }
            case .file(let bytes, let mode):
                try write(bytes, to: place, mode: mode)
            }
        }
    }

    private func makeFolders(above path: String, in root: String, _ made: inout Set<String>) throws {
        let parts = path.split(separator: "/").dropLast()
        guard made.insert(parts.joined(separator: "/")).inserted else { return }
        var place = root
        for part in parts {
            place += "/\(part)"
            guard mkdir(place, 0o755) == 0 || errno == EEXIST else { throw FixtureError(place) }
        }
    }

    private func write(_ bytes: [UInt8], to place: String, mode: UInt32) throws {
        let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL)
        guard descriptor >= 0 else { throw FixtureError(place) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fchmod(descriptor, mode) == 0
        else { throw FixtureError(place) }
    }
}

/// Up from a device in `/sys/devices` to `/sys`: "../../.." for "pci0000:00/0000:00:1f.6".
func upToSys(from device: String) -> String {
    Array(repeating: "..", count: device.split(separator: "/").count + 1).joined(separator: "/")
}

/// The last part of a path.
func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
