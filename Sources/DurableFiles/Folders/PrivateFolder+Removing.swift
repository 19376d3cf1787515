import Glibc
import Refusals

/// Taking a whole folder out of this one. It goes in one step, by a name that nobody reads; what is in it goes after that.
/// The caller must hold the lock.
extension PrivateFolder {
    /// Takes a folder out, durably, with the files in it. Links are removed and never followed.
    ///
    /// - Returns: false where there is none.
    /// - Throws: `file.unwritable` where the name is a link, or what is there holds a folder: then nothing is removed;
    ///   the code for another owner; what removing throws.
    package func removeSubfolder(_ name: String) throws(Refusal) -> Bool {
        let path = try pathOfEntry(name)
        do throws(SystemError) {
            guard let found = try status(of: name, in: folder.descriptor, followingLinks: false) else {
                return false
            }
            guard FileKind(mode: found.st_mode) == .folder else { throw SystemError(number: ELOOP) }
            guard found.st_uid == geteuid() else { throw SystemError.otherOwner }
            try requireFilesOnly(name)
            let gone = RemovedName.make()
            let parent = folder.descriptor.number
            try retrying { PathText.withBytes(of: name) { renameat(parent, $0, parent, gone) } }
            try folder.synchronise(with: folder.descriptor)
            try removeContent(of: gone)
        } catch {
            throw notRemoved(path, error)
        }
        return true
    }

    /// Finishes removing what a killed process had begun to, as far as it can be removed: it is in nobody's way.
    package func finishRemoving() throws(Refusal) {
        for entry in try entries() where RemovedName.matches(entry.name) {
            try? removeContent(of: entry.name)
        }
    }

    private func open(_ name: String) throws(SystemError) -> FileDescriptor {
        try FileDescriptor(opening: name, in: folder.descriptor, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// Nothing of ours has folders in it.
    private func requireFilesOnly(_ name: String) throws(SystemError) {
        let inside = try open(name)
        for entry in try DurableFiles.entries(of: inside) {
            let found = try status(of: entry.name, in: inside, followingLinks: false)
            if let found, FileKind(mode: found.st_mode) == .folder { throw SystemError(number: ENOTEMPTY) }
        }
    }

    private func removeContent(of name: String) throws(SystemError) {
        let inside = try open(name)
        let number = inside.number
        for entry in try DurableFiles.entries(of: inside) {
            try retrying { PathText.withBytes(of: entry.name) { unlinkat(number, $0, 0) } }
        }
        let parent = folder.descriptor.number
        try retrying { unlinkat(parent, name, AT_REMOVEDIR) }
        try folder.synchronise(with: folder.descriptor)
    }

    private func notRemoved(_ path: String, _ error: SystemError) -> Refusal {
        let shown = shownPath(path)
        switch error.number {
        case SystemError.otherOwner.number: return refusals.otherOwner(path)
        case ELOOP, ENOTDIR:
            return Refusal(
                .fileUnwritable, "\(shown) is a link or a file, and was not removed.",
                remedy: "Look where it leads, and remove it by hand.")
        case ENOTEMPTY:
            return Refusal(
                .fileUnwritable, "\(shown) was not removed: it holds a folder, which no command put there.",
                remedy: "Move that folder away first.")
        default:
            return Refusal(error.writing(path).code, "\(shown) was not removed: \(error.text).")
        }
    }
}

/// The names of folders that are being removed. They begin with a dot, so they are no product's.
enum RemovedName {
    static let prefix = ".removed-"

    /// A name that is not taken: 64 bits of the system's randomness.
    static func make() -> String { prefix + String(UInt64.random(in: 0...UInt64.max), radix: 16) }

    static func matches(_ name: String) -> Bool {
        name.hasPrefix(prefix) && name.dropFirst(prefix.count).allSatisfy(\.isHexDigit)
    }
}
