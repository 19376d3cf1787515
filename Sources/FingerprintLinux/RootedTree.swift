import DurableFiles

/// The file tree below a root path, for reading. No link leads out of it: ".." stops at the root, and an
/// absolute link begins there.
///
/// Paths in it are absolute and mean `/sys/…` whatever the root is. Not to be kept: it remembers what is no
/// link.
struct RootedTree {
    /// The most bytes of an attribute that are read; longer ones count as not there.
    static let attributeLimit = 4_096
    /// As many links as the kernel follows.
    private static let linkLimit = 40
    private static let lengthLimit = 4_096

    private let root: String
    private var known: Set<String> = []

    init(root: String) {
        self.root = root
    }

    /// `path` with all links resolved; nil if it leads nowhere. `base` is a path this gave before.
    mutating func resolve(_ path: String, from base: String = "/") -> String? {
        var resolved = path.hasPrefix("/") ? "/" : base
        var left = Array(path.split(separator: "/").reversed())
        var links = 0
        while let part = left.popLast() {
            if part == "." { continue }
            if part == ".." {
                resolved = Self.parent(of: resolved)
                continue
            }
            let candidate = joinedPath(resolved, String(part))
            guard candidate.utf8.count <= Self.lengthLimit else { return nil }
            if !known.contains(candidate), let target = symbolicLinkTarget(of: outside(candidate)) {
                links += 1
                guard links <= Self.linkLimit else { return nil }
                if target.hasPrefix("/") { resolved = "/" }
                left += target.split(separator: "/").reversed()
            } else {
                if !left.isEmpty { known.insert(candidate) }
                resolved = candidate
            }
        }
        return resolved
    }

    /// The content of a file, without white space at its ends; nil if it is not there or cannot be read.
    mutating func text(_ path: String, from base: String = "/", limit: Int = attributeLimit) -> String? {
        guard let bytes = bytes(path, from: base, limit: limit) else { return nil }
        return String(validating: trimmed(bytes), as: UTF8.self)
    }

    /// The content of a file as it is; nil if it is not there, too long, or no regular file.
    mutating func bytes(_ path: String, from base: String = "/", limit: Int = attributeLimit) -> [UInt8]? {
        guard let place = resolve(path, from: base) else { return nil }
        return try? readFile(outside(place), limit: limit, regularFilesOnly: true)
    }

    /// Whether something is there, and where it is in the end.
    mutating func existing(_ path: String, from base: String = "/") -> String? {
        guard let place = resolve(path, from: base), (try? fileKind(at: outside(place))) != nil else {
            return nil
        }
        return place
    }

    /// The names in a folder, in the order of their bytes; none if it is not there.
    mutating func names(in path: String) -> [String] {
        guard let place = resolve(path), let entries = try? listFolder(outside(place)) else { return [] }
        return entries.map(\.name)
    }

    private func outside(_ path: String) -> String {
        root == "/" ? path : root + path
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.utf8.startIndex else {
            return "/"
        }
        return String(path[..<slash])
    }
}

/// The bytes without white space, and without the zeros that firmware pads with, at both ends.
func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    func isPadding(_ byte: UInt8) -> Bool { byte == 0 || byte == 0x20 || (0x09...0x0d).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isPadding($0) }),
        let last = bytes.lastIndex(where: { !isPadding($0) })
    else { return [] }
    return bytes[first...last]
}
