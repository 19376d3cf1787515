import Glibc
import Refusals

/// What a path leads to.
package enum FileKind: Hashable, Sendable {
    /// A regular file.
    case regular
    /// A folder.
    case folder
    /// A pipe, a socket, a device, a link that leads nowhere.
    case other

    init(mode: mode_t) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            default: .other
            }
    }
}

/// What `path` leads to, links followed; nil where there is nothing.
///
/// Throws `file.unreadable` where a folder on the way may not be passed through.
package func fileKind(at path: String) throws(Refusal) -> FileKind? {
    if holdsNUL(path) { return nil }
    do throws(SystemError) {
        return FileKind(mode: try status(at: path).st_mode)
    } catch {
        if error.isOfNothing { return nil }
        throw error.reading(path)
    }
}

/// Where a symbolic link points, as it is written there; nil if `path` is not a link or is not there.
package func symbolicLinkTarget(of path: String) -> String? {
    if holdsNUL(path) { return nil }
    let capacity = Int(PATH_MAX)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer -> String? in
        guard let base = buffer.baseAddress else { return nil }
        let count = base.withMemoryRebound(to: CChar.self, capacity: capacity) {
            link in PathText.withBytes(of: path) { readlink($0, link, capacity) }
        }
        return count > 0 ? PathText.text(Array(buffer[..<count])) : nil
    }
}

/// The number of the file system that holds what a path leads to; nil where it leads nowhere.
func fileSystem(of path: String) -> dev_t? { try? status(at: path).st_dev }

func status(at path: String) throws(SystemError) -> stat {
    var result = stat()
    try retrying { PathText.withBytes(of: path) { stat($0, &result) } }
    return result
}

func status(of file: borrowing FileDescriptor) throws(SystemError) -> stat {
    let number = file.number
    var result = stat()
    try retrying { fstat(number, &result) }
    return result
}

/// The status of an entry of an open folder; nil where there is none.
func status(
    of name: String, in folder: borrowing FileDescriptor, followingLinks: Bool
) throws(SystemError) -> stat? {
    let parent = folder.number
    var result = stat()
    do throws(SystemError) {
        try retrying {
            PathText.withBytes(of: name) {
                fstatat(parent, $0, &result, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW)
            }
        }
    } catch {
        if error.number == ENOENT { return nil }
        throw error
    }
    return result
}
