import CLinux
import Glibc

/// Opens a folder, by way of links that only root or this user can have made.
///
/// The kernel would follow anybody's link, and one that was looked at before could be exchanged before it is followed.
/// So the way is gone step by step: each name is opened in the folder before it, and not followed; what was opened is
/// looked at by its descriptor; and a link is read by its descriptor too. Whatever others rename meanwhile, what was
/// looked at is what is used.
///
/// - Parameter start: the open folder that a relative path begins in; without it, the process's own.
func openOwnFolder(_ path: String, in start: Int32 = AT_FDCWD) throws(SystemError) -> FileDescriptor {
    var walk = try OwnFolderWalk.begin(path, in: start)
    while try walk.step() {}
    return try walk.folder()
}

/// The same, and makes what is missing, with permissions 0700 and durably; nothing behind a link that is refused. `isNew`
/// says whether the folder itself was made.
///
/// Where a link leads to a folder that is not there, that one is made, and none above it: a medium may not be mounted.
func makeOwnFolder(_ path: String, isNew: inout Bool) throws(SystemError) -> FileDescriptor {
    var walk = try OwnFolderWalk.begin(path, in: AT_FDCWD)
    var isThere = false
    isNew = false
    while true {
        do throws(SystemError) {
            guard try walk.step() else { return try walk.folder() }
            if !walk.isAtEnd { isNew = false }
            isThere = false
        } catch {
            // Where another process was quicker, it is there the next time.
            guard error.number == ENOENT, let name = walk.missing, !isThere else { throw error }
            isNew = try makeFolder(name, in: walk.here)
            isThere = !isNew
        }
    }
}

/// The way to a folder, name by name.
private struct OwnFolderWalk: ~Copyable {
    /// The folder that was come to.
    private(set) var here: FileDescriptor
    private let start: Int32
    /// What is left of the way, the next one last.
    private var names: [String]
    /// How many of those stand in a link that was followed, and not in the path itself.
    private var namesOfLink = 0
    private var linksFollowed = 0
    /// Only to be shown.
    private var way: String

    private init(_ path: String, in start: Int32, from here: consuming FileDescriptor) {
        self.here = here
        self.start = start
        names = Array(pathNames(path).reversed())
        way = path.utf8.first == slash ? "/" : ""
    }

    static func begin(_ path: String, in start: Int32) throws(SystemError) -> OwnFolderWalk {
        if path.isEmpty || holdsNUL(path) { throw SystemError(number: ENOENT) }
        return OwnFolderWalk(path, in: start, from: try openBeginning(of: path, in: start))
    }

    var isAtEnd: Bool { names.isEmpty }

    /// The next name, which may be made where it is missing.
    var missing: String? { namesOfLink > 1 ? nil : names.last }

    /// Goes one name on; false at the end.
    ///
    /// - Throws: ENOENT where the next one is missing; ``SystemError/foreignLink``.
    mutating func step() throws(SystemError) -> Bool {
        guard let name = names.last else { return false }
        do throws(SystemError) {
            // As a folder first: that makes a place that is mounted when it is used appear.
            here = try FileDescriptor(opening: name, in: here, countersign_o_path | O_DIRECTORY | O_NOFOLLOW)
            way = joinedPath(way, name)
            pass()
            return true
        } catch {
            guard error.number == ENOTDIR || error.number == ELOOP else { throw error }
        }
        let target = try linkTarget(of: name, in: here, shownAs: joinedPath(way, name))
        pass()
        linksFollowed += 1
        guard linksFollowed <= mostLinks else { throw SystemError(number: ELOOP) }
        if target.utf8.first == slash {
            here = try openBeginning(of: target, in: start)
            way = "/"
        }
        let ofLink = pathNames(target)
        names += ofLink.reversed()
        namesOfLink += ofLink.count
        return true
    }

    private mutating func pass() {
        names.removeLast()
        if namesOfLink > 0 { namesOfLink -= 1 }
    }

    func folder() throws(SystemError) -> FileDescriptor {
        try FileDescriptor(opening: ".", in: here, O_RDONLY | O_DIRECTORY)
    }
}

private let slash = UInt8(ascii: "/")

/// As many as the kernel follows.
private let mostLinks = 40

private func pathNames(_ path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }.filter { $0 != "." }
}

private func openBeginning(of path: String, in start: Int32) throws(SystemError) -> FileDescriptor {
    let name = path.utf8.first == slash ? "/" : "."
    return FileDescriptor(
        owning: try retrying { openat(start, name, countersign_o_path | O_DIRECTORY | O_CLOEXEC) })
}

/// Where a link points that root or this user owns.
///
/// - Throws: ENOTDIR for what is no link, ENOENT for one that leads nowhere, ``SystemError/foreignLink``.
private func linkTarget(
    of name: String, in folder: borrowing FileDescriptor, shownAs path: String
) throws(SystemError) -> String {
    let link = try FileDescriptor(opening: name, in: folder, countersign_o_path | O_NOFOLLOW)
    let found = try status(of: link)
    guard found.st_mode & S_IFMT == S_IFLNK else { throw SystemError(number: ENOTDIR) }
    guard found.st_uid == 0 || found.st_uid == geteuid() else {
        throw SystemError(number: SystemError.foreignLink.number, place: path)
    }
    let number = link.number
    let capacity = Int(PATH_MAX)
    var bytes = [UInt8](repeating: 0, count: capacity)
    let count = try retrying {
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.bindMemory(to: CChar.self).baseAddress else { return -1 }
            return readlinkat(number, "", base, capacity)
        }
    }
    // Cut short or empty: no folder of ours is there.
    guard count > 0, count < capacity else { throw SystemError(number: ENOENT) }
    return PathText.text(bytes.prefix(count))
}
