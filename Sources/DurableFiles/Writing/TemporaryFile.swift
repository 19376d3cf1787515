import CLinux
import Glibc

/// The names that temporaries get; the prefix lets left-over ones be recognised.
enum TemporaryName {
    static let prefix = ".countersign-"
    static let suffix = ".tmp"

    /// A name nobody can foresee: 64 bits of the system's randomness.
    static func make() -> String {
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.count) + digits + suffix
    }

    static func matches(_ name: String) -> Bool {
        name.hasPrefix(prefix) && name.hasSuffix(suffix) && name.utf8.count == 33
    }
}

/// How a file gets its name where the name must still be free, the best way first. All of them let exactly
/// one of several processes win.
enum ExclusivePlacing: CaseIterable {
    /// `renameat2` with `RENAME_NOREPLACE`.
    case rename
    /// A hard link, for NFS and old FUSE file systems.
    case link
    /// An empty file made with `O_EXCL`, then replaced. Killed in between, it leaves the empty file.
    case reserve

    /// Whether the file system or the kernel said that it has no such way.
    func isUnsupported(_ error: SystemError) -> Bool {
        switch self {
        case .rename: [EINVAL, ENOSYS, ENOTSUP, EPERM].contains(error.number)
        case .link: [EPERM, ENOSYS, ENOTSUP, EMLINK].contains(error.number)
        case .reserve: false
        }
    }
}

/// A file on its way: written, made durable, and then given its name in one step. Without its name it goes away.
protocol DraftFile: AnyObject {
    /// Whether it has a name of its own meanwhile, and so gets its final one by other means if need be.
    var hasName: Bool { get }

    /// The open file's descriptor.
    var number: Int32 { get }

    /// Gives the file its final name in one step; with `overwrite` it replaces what had the name.
    func place(as target: String, overwrite: Bool) throws(SystemError)

    /// Waits until the disk has the names in the file's folder.
    func synchroniseFolder() throws(SystemError)
}

extension DraftFile {
    /// Writes the whole content; it is durable only after ``synchronise()``.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        try writeAll(bytes, to: number)
    }

    /// Waits until the disk has the content.
    func synchronise() throws(SystemError) {
        try retrying { fsync(number) }
    }
}

/// A new file under a name of its own, removed again unless it was given its final name.
final class TemporaryFile: DraftFile {
    let file: FileDescriptor
    private let folder: TargetFolder
    private let name: String
    private var isPlaced = false

    var hasName: Bool { true }
    var number: Int32 { file.number }

    /// - Parameter makeName: gives the temporary's name; called again while the name is taken.
    init(
        in folder: TargetFolder, mode: mode_t, makeName: () -> String = TemporaryName.make
    ) throws(SystemError) {
        let flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY
        for attempt in 1... {
            let name = makeName()
            do throws(SystemError) {
                file = try FileDescriptor(opening: name, in: folder.descriptor, flags, mode: mode)
                self.name = name
                self.folder = folder
                return
            } catch {
                guard error.number == EEXIST, attempt < 16 else { throw error }
            }
        }
        throw SystemError(number: EEXIST)
    }

    deinit {
        if !isPlaced { try? folder.remove(name) }
    }

    func synchroniseFolder() throws(SystemError) {
        try folder.synchronise(with: file)
    }

    func place(as target: String, overwrite: Bool) throws(SystemError) {
        try place(as: target, overwrite: overwrite, ways: ExclusivePlacing.allCases)
    }

    /// - Parameter ways: how a name that must be free is taken, the best way first.
    func place(as target: String, overwrite: Bool, ways: [ExclusivePlacing]) throws(SystemError) {
        if overwrite {
            try rename(to: target)
        } else {
            try placeExclusively(as: target, ways)
        }
        isPlaced = true
    }

    private func placeExclusively(as target: String, _ ways: [ExclusivePlacing]) throws(SystemError) {
        for way in ways {
            do throws(SystemError) {
                return try place(as: target, by: way)
            } catch {
                guard way.isUnsupported(error) else { throw error }
            }
        }
        throw SystemError(number: ENOTSUP)
    }

    private func place(as target: String, by way: ExclusivePlacing) throws(SystemError) {
        let parent = folder.descriptor.number
        switch way {
        case .rename:
            try retrying {
                PathText.withBytes(of: target) { countersign_rename_no_replace(parent, name, parent, $0) }
            }
        case .link:
            try retrying { PathText.withBytes(of: target) { linkat(parent, name, parent, $0, 0) } }
            // The file has its name now; that the old one is still there as well is no failure.
            try? folder.remove(name)
        case .reserve:
            let flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY
            _ = try FileDescriptor(opening: target, in: folder.descriptor, flags, mode: 0o600)
            do throws(SystemError) {
                try rename(to: target)
            } catch {
                try? folder.remove(target)
                throw error
            }
        }
    }

    private func rename(to target: String) throws(SystemError) {
        let parent = folder.descriptor.number
        try retrying { PathText.withBytes(of: target) { renameat(parent, name, parent, $0) } }
    }
}
