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

    /// The sources of components that are there, or must be, and that cannot be read from here; each once.
    private(set) var unreadable: [UnreadableSource] = []

    private let root: String
    private let isOthers: Bool
    private var known: Set<String> = []
    private var sought: ComponentKind?
    /// Whether what ``resolve(_:from:)`` was given last led through a link of the kernel's to what is not there.
    private var isCutOff = false

    /// - Parameter isOthers: read as a user to whom nothing here belongs, who gets what everybody may read.
    init(root: String, isOthers: Bool = false) {
        self.root = root
        self.isOthers = isOthers
    }

    /// Looks for components of a kind: whatever cannot be looked at meanwhile is remembered among the ``unreadable``.
    /// What is not there is not.
    mutating func seeking<Found>(
        _ kind: ComponentKind, _ body: (inout RootedTree) -> Found
    ) -> Found {
        let before = sought
        sought = kind
        defer { sought = before }
        return body(&self)
    }

    /// Remembers that something of a kind cannot be read from here.
    mutating func note(
        _ kind: ComponentKind, _ source: String, access: Component.Access = .everyUser
    ) {
        let source = UnreadableSource(kind: kind, source: shownPath(source), access: access)
        if !unreadable.contains(source) { unreadable.append(source) }
    }

    private mutating func noteSought(_ place: String) {
        if let sought { note(sought, place) }
    }

    /// `path` with all links resolved; nil if it leads nowhere, or to what is not there. `base` is a path this gave before.
    mutating func resolve(_ path: String, from base: String = "/") -> String? {
        var resolved = path.hasPrefix("/") ? "/" : base
        var left = Array(path.split(separator: "/").reversed())
        // How many of those that are left stand in the path itself, and not in a link.
        var given = left.count
        var links = 0
        isCutOff = false
        while let part = left.popLast() {
            let isOfLink = left.count >= given
            given = min(given, left.count)
            if part == "." { continue }
            if part == ".." {
                resolved = Self.parent(of: resolved)
                continue
            }
            let candidate = joinedPath(resolved, String(part))
            guard candidate.utf8.count <= Self.lengthLimit else { return nil }
            guard let target = known.contains(candidate) ? .some(nil) : target(of: candidate) else {
                isCutOff = isOfLink && Self.isOfKernel(candidate)
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

    /// Where only the kernel makes links, and each leads somewhere: one that does not is cut off by something that lies
    /// over what it leads to.
    private static func isOfKernel(_ path: String) -> Bool {
        path.hasPrefix("/sys/") || path.hasPrefix("/proc/")
    }

    /// The content of a file, without white space at its ends; nil if it is not there or cannot be read.
    mutating func text(_ path: String, from base: String = "/", limit: Int = attributeLimit) -> String? {
        guard let bytes = bytes(path, from: base, limit: limit) else { return nil }
        return String(validating: trimmed(bytes), as: UTF8.self)
    }

    /// The content of a file as it is; nil if it is not there, too long, or no regular file.
    mutating func bytes(_ path: String, from base: String = "/", limit: Int = attributeLimit) -> [UInt8]? {
        switch content(of: path, from: base, limit: limit) {
        case .bytes(let bytes): return bytes
        case .hidden(let place):
            noteSought(place ?? path)
            return nil
        case .none: return nil
        }
    }

    /// The content of a source of components as it is. One that is there and cannot be read is remembered
    /// among the ``unreadable``, under the name `shown`.
    mutating func bytes(
        _ path: String, from base: String = "/", limit: Int = attributeLimit, of kind: ComponentKind,
        access: Component.Access = .everyUser, shown: String? = nil
    ) -> [UInt8]? {
        switch content(of: path, from: base, limit: limit) {
        case .bytes(let bytes): return bytes
        case .hidden:
            note(kind, shown ?? path, access: access)
            return nil
        case .none: return nil
        }
    }

    private enum Content {
        case bytes([UInt8])
        /// Something is there, or must be, and cannot be read from here; where, if that could be found.
        case hidden(String?)
        /// It is not there, is too long or not a file, or has nothing to say.
        case none
    }

    private mutating func content(of path: String, from base: String, limit: Int) -> Content {
        guard let place = resolve(path, from: base) else { return isCutOff ? .hidden(nil) : .none }
        if !isHidden(place), let bytes = try? readFile(outside(place), limit: limit, regularFilesOnly: true) {
            return bytes.isEmpty && isEmptied(place) ? .hidden(place) : .bytes(bytes)
        }
        return isForbidden(place) ? .hidden(place) : .none
    }

    /// Whether what is empty was not so by itself: nobody is to read it, something else lies over it, or the kernel
    /// never leaves it empty. Of a disk's attributes it leaves one so: the serial number of a virtual one that has none.
    private func isEmptied(_ place: String) -> Bool {
        if isMasked(place) || isMountPoint(outside(place)) { return true }
        guard place.hasPrefix("/sys/"), !place.hasPrefix("/sys/firmware/devicetree/") else { return false }
        return
            !(place.hasSuffix("/serial")
            && place.utf8.split(separator: 0x2f).contains { $0.elementsEqual("block".utf8) })
    }

    /// The first bytes of a file, however long it is. Of what is sought, none at all are none that can be read.
    mutating func beginning(of path: String, count: Int = attributeLimit) -> [UInt8]? {
        guard let place = resolve(path) else { return nil }
        if !isHidden(place), let bytes = try? readBeginning(of: outside(place), count: count) {
            if bytes.isEmpty { noteSought(place) }
            return bytes
        }
        if sought != nil, isForbidden(place) { noteSought(place) }
        return nil
    }

    /// Whether something is there, and where it is in the end.
    mutating func existing(_ path: String, from base: String = "/") -> String? {
        guard let place = resolve(path, from: base) else {
            if isCutOff { noteSought(path) }
            return nil
        }
        do {
            if isBarred(place) {
                noteSought(place)
                return nil
            }
            return try fileKind(at: outside(place)) == nil ? nil : place
        } catch {
            noteSought(place)
            return nil
        }
    }

    /// Whether there is a link at a path whose folder has none on the way, wherever the link leads.
    func isLink(_ path: String) -> Bool { symbolicLinkTarget(of: outside(path)) != nil }

    /// The names in a folder, in the order of their bytes; none if it is not there or cannot be listed. Of what is
    /// sought, a folder that cannot be listed is remembered among the ``unreadable``.
    ///
    /// - Parameter isOnEveryMachine: the kernel always has it, so where it is not there, it cannot be seen from here.
    mutating func names(in path: String, isOnEveryMachine: Bool = false) -> [String] {
        guard let place = resolve(path) else {
            if isOnEveryMachine || isCutOff { noteSought(path) }
            return []
        }
        if !isHidden(place), let entries = try? listFolder(outside(place)),
            !entries.isEmpty || !isMasked(place) && !isMountPoint(outside(place))
        {
            return entries.map(\.name)
        }
        if isOnEveryMachine || isThere(place) { noteSought(place) }
        return []
    }

    private func isThere(_ place: String) -> Bool {
        var status = stat()
        return isBarred(place) || stat(outside(place), &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
    }

    /// What a link says; nil inside for what is no link, and nil for what is not there: most of what is
    /// looked for is not, and then this is all that is asked of the system.
    private func target(of path: String) -> String?? {
        if isBarred(path) { return .some(nil) }
        errno = 0
        if let target = symbolicLinkTarget(of: outside(path)) { return target }
        // Nothing that sets it comes between the call and this.
        return errno == ENOENT || errno == ENOTDIR ? .none : .some(nil)
    }

    /// Whether what is there cannot be read from here. Not by whether it could be read: an attribute that has nothing
    /// to say fails as well.
    private func isForbidden(_ place: String) -> Bool {
        if isHidden(place) || isMasked(place) { return true }
        var status = stat()
        guard stat(outside(place), &status) == 0 else { return Self.isKeptAway(errno) }
        // A sandbox puts a device or an empty folder in the place of what it hides.
        guard status.st_mode & S_IFMT == S_IFREG else { return true }
        let file = open(outside(place), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard file < 0 else {
            close(file)
            return false
        }
        return Self.isKeptAway(errno)
    }

    /// The error numbers that say nothing of what is there: it is not for this user, or the system has no room to open
    /// it.
    private static func isKeptAway(_ number: Int32) -> Bool {
        [EACCES, EPERM, EMFILE, ENFILE, ENOMEM].contains(number)
    }

    /// Whether nobody is to read it: so a sandbox marks what it puts in the place of what it hides, and root would find
    /// it empty.
    private func isMasked(_ place: String) -> Bool {
        var status = stat()
        return stat(outside(place), &status) == 0 && status.st_mode & 0o777 == 0
    }

    /// Where only others count: what not everybody may read.
    private func isHidden(_ place: String) -> Bool {
        guard isOthers else { return false }
        if isBarred(place) { return true }
        var status = stat()
        return stat(outside(place), &status) == 0 && status.st_mode & S_IROTH == 0
    }

    /// Where only others count: whether not everybody may pass through some folder on the way.
    private func isBarred(_ place: String) -> Bool {
        guard isOthers else { return false }
        var folder = Self.parent(of: place)
        while folder != "/" {
            var status = stat()
            if stat(outside(folder), &status) == 0, status.st_mode & S_IXOTH == 0 { return true }
            folder = Self.parent(of: folder)
        }
        return false
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
