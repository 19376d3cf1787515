import DurableFiles
import Fingerprint
import Glibc

/// The file tree below a root path, for reading. No link leads out of it: ".." stops at the root, and an
/// absolute link begins there.
///
/// Paths in it are absolute and mean `/sys/…` whatever the root is. Not to be kept: it remembers what is no
/// link, and what was there and could not be read.
struct RootedTree {
    /// The most bytes of an attribute that are read; longer ones count as not there.
    static let attributeLimit = 4_096
    /// As many links as the kernel follows.
    private static let linkLimit = 40
    private static let lengthLimit = 4_096

    /// The sources of components that are there and that this user may not read.
    private(set) var unreadable: [UnreadableSource] = []

    private let root: String
    private let isOthers: Bool
    private var known: Set<String> = []

    /// - Parameter isOthers: read as a user to whom nothing here belongs, who gets what everybody may read.
    init(root: String, isOthers: Bool = false) {
        self.root = root
        self.isOthers = isOthers
    }

    /// `path` with all links resolved; nil if it leads nowhere, or to what is not there. `base` is a path this gave before.
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
            guard let target = known.contains(candidate) ? .some(nil) : target(of: candidate) else {
                return nil
            }
            if let target {
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
        guard let place = resolve(path, from: base), !isHidden(place) else { return nil }
        return try? readFile(outside(place), limit: limit, regularFilesOnly: true)
    }

    /// The content of a source of components as it is. One that is there and may not be read is remembered
    /// among the ``unreadable``, under the name `shown`.
    mutating func bytes(
        _ path: String, from base: String = "/", limit: Int = attributeLimit, of kind: ComponentKind,
        access: Component.Access = .everyUser, shown: String? = nil
    ) -> [UInt8]? {
        if let bytes = bytes(path, from: base, limit: limit) { return bytes }
        if let place = resolve(path, from: base), isForbidden(place) {
            unreadable.append(
                UnreadableSource(kind: kind, source: shownPath(shown ?? path), access: access))
        }
        return nil
    }

    /// The first bytes of a file, however long it is.
    mutating func beginning(of path: String, count: Int = attributeLimit) -> [UInt8]? {
        guard let place = resolve(path), !isHidden(place) else { return nil }
        return try? readBeginning(of: outside(place), count: count)
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

    /// What a link says; nil inside for what is no link, and nil for what is not there: most of what is
    /// looked for is not, and then this is all that is asked of the system.
    private func target(of path: String) -> String?? {
        errno = 0
        if let target = symbolicLinkTarget(of: outside(path)) { return target }
        // Nothing that sets it comes between the call and this.
        return errno == ENOENT || errno == ENOTDIR ? .none : .some(nil)
    }

    private func isForbidden(_ place: String) -> Bool {
        if isHidden(place) { return true }
        // Not by whether it could be read: an attribute that has nothing to say fails as well.
        return faccessat(AT_FDCWD, outside(place), R_OK, AT_EACCESS) != 0
            && (errno == EACCES || errno == EPERM)
    }

    private func isHidden(_ place: String) -> Bool {
        guard isOthers else { return false }
        var status = stat()
        return stat(outside(place), &status) == 0 && status.st_mode & S_IROTH == 0
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
