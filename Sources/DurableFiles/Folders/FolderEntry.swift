import Glibc
import Refusals

/// An entry of a folder.
package struct FolderEntry: Hashable, Sendable {
    /// Its name, as ``PathText`` writes it.
    package let name: String
    /// What it is, links followed.
    package let kind: FileKind
    /// Whether its name begins with a dot.
    package let isHidden: Bool
}

/// The entries of a folder, without "." and "..", in the order of the bytes of their names.
///
/// Throws `file.not-found`, or `file.unreadable` also where `path` is not a folder.
package func listFolder(_ path: String) throws(Refusal) -> [FolderEntry] {
    if holdsNUL(path) { throw SystemError(number: ENOENT).reading(path) }
    do throws(SystemError) {
        return try entries(of: FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY))
    } catch {
        if error.number == ENOTDIR { throw Refusal(.fileUnreadable, "\(shownPath(path)) is not a folder.") }
        throw error.reading(path)
    }
}

func entries(of folder: borrowing FileDescriptor) throws(SystemError) -> [FolderEntry] {
    let number = folder.number
    // A copy, because the stream closes what it is given; from the start, because the position is shared.
    let copy = try retrying { fcntl(number, F_DUPFD_CLOEXEC, 0) }
    guard let stream = fdopendir(copy) else {
        let error = SystemError(number: errno)
        _ = close(copy)
        throw error
    }
    defer { closedir(stream) }
    rewinddir(stream)
    var found: [(entry: FolderEntry, bytes: [UInt8])] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            if errno != 0 { throw SystemError(number: errno) }
            return found.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.entry)
        }
        let type = Int(entry.pointee.d_type)
        let bytes = nameBytes(of: entry)
        if bytes == [UInt8(ascii: ".")] || bytes == Array("..".utf8) { continue }
        found.append((folderEntry(bytes, type: type, in: folder), bytes))
    }
}

private func nameBytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    // Not through a copy of the structure: the record may be shorter than it.
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
    let name = UnsafeRawPointer(entry).advanced(by: offset)
    let length = strlen(name.assumingMemoryBound(to: CChar.self))
    return Array(UnsafeRawBufferPointer(start: name, count: length))
}

private func folderEntry(_ bytes: [UInt8], type: Int, in folder: borrowing FileDescriptor) -> FolderEntry {
    let isHidden = bytes.first == UInt8(ascii: ".")
    let name = PathText.text(bytes)
    let kind: FileKind
    switch type {
    case Int(DT_REG): kind = .regular
    case Int(DT_DIR): kind = .folder
    case Int(DT_LNK), Int(DT_UNKNOWN):
        let reached = try? status(of: name, in: folder, followingLinks: true)
        kind = reached.map { FileKind(mode: $0.st_mode) } ?? .other
    default: kind = .other
    }
    return FolderEntry(name: name, kind: kind, isHidden: isHidden)
}
