import Glibc

/// A path taken apart at its last slash. Compares bytes: a combining mark after a slash hides no slash.
struct SplitPath {
    /// The folder's path; "." for a bare name.
    let folder: String
    /// What stands after the last slash; may be empty.
    let name: String

    init(_ path: String) {
        let bytes = path.utf8
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
            folder = "."
            name = path
            return
        }
        folder = slash == bytes.startIndex ? "/" : String(path[..<slash])
        name = String(path[bytes.index(after: slash)...])
    }

    /// Why a path cannot be that of a file, where its name is no entry's.
    static func noEntry(_ path: String) -> SystemError {
        if path.isEmpty || holdsNUL(path) { return SystemError(number: EINVAL) }
        let isInFile = (try? fileKind(at: withoutTrailingSlashes(path))) == .regular
        return SystemError(number: isInFile ? ENOTDIR : EISDIR)
    }
}

/// Whether a path holds the byte 0, at which the system would silently end it.
func holdsNUL(_ path: String) -> Bool {
    PathText.holdsByte(0, in: path)
}

/// Whether `name` names an entry of a folder, and not a path, the folder itself or its parent.
func isEntryName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && !holdsNUL(name)
        && !PathText.holdsByte(UInt8(ascii: "/"), in: name)
}

/// The path without slashes at its end, because with them a symbolic link is followed even if it must not be.
func withoutTrailingSlashes(_ path: String) -> String {
    var bytes = Substring(path).utf8
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return String(Substring(bytes))
}
