import CLinux
import Glibc
import Refusals

/// An open folder that files are written into. Everything goes through its descriptor, so that the folder
/// cannot be exchanged for another between two steps.
final class TargetFolder: Sendable {
    let path: String
    let descriptor: FileDescriptor
    /// False for a folder that may be written to but not read, as a drop box is.
    private let isListable: Bool

    init(path: String, descriptor: consuming FileDescriptor, isListable: Bool = true) {
        self.path = path
        self.descriptor = descriptor
        self.isListable = isListable
    }

    /// Throws `folder.missing`, `folder.not-permitted` or `file.unwritable`, about `file`, which is to be
    /// written there.
    convenience init(path: String, for file: String) throws(Refusal) {
        if holdsNUL(path) { throw SystemError(number: EINVAL).writing(file) }
        do throws(SystemError) {
            try self.init(opening: path)
        } catch {
            throw error.writing(file)
        }
    }

    private convenience init(opening path: String) throws(SystemError) {
        do throws(SystemError) {
            self.init(path: path, descriptor: try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY))
        } catch {
            guard error.number == EACCES else { throw error }
            let passage = try FileDescriptor(opening: path, countersign_o_path | O_DIRECTORY)
            self.init(path: path, descriptor: passage, isListable: false)
        }
    }

    /// Makes the folder's entries durable. `file` is any open file in it: where the folder itself cannot be
    /// synchronised, its whole file system is.
    func synchronise(with file: borrowing FileDescriptor) throws(SystemError) {
        let parent = descriptor.number
        let child = file.number
        if isListable {
            do throws(SystemError) {
                try retrying { fsync(parent) }
                return
            } catch {
                // Some network file systems have no such thing for folders.
                guard error.number == EINVAL || error.number == ENOTSUP else { throw error }
            }
        }
        try retrying { countersign_syncfs(child) }
    }

    /// Refuses what must not be replaced before anything is written: a folder, a device, a pipe, also at the
    /// end of a link (`/dev/stdout` is one); and anything at all unless `overwrite`.
    func checkTarget(_ name: String, overwrite: Bool) throws(SystemError) {
        guard let entry = try status(of: name, in: descriptor, followingLinks: false) else { return }
        if FileKind(mode: entry.st_mode) == .folder { throw SystemError(number: EISDIR) }
        if !overwrite { throw SystemError(number: EEXIST) }
        let reached = try? status(of: name, in: descriptor, followingLinks: true)
        if let reached { try requireRegular(reached) }
    }

    func remove(_ name: String) throws(SystemError) {
        let parent = descriptor.number
        try retrying { PathText.withBytes(of: name) { unlinkat(parent, $0, 0) } }
    }
}
