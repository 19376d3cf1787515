import CLinux
import Glibc
import Refusals

/// Many small files for one folder, made durable together: the disk is waited for once per 512 files
/// instead of once per file. Each of them is as whole as one of
/// ``writeAtomically(_:to:mode:overwrite:)`` is. Files that replace none have no name at all before the disk has them,
/// where the file system can do that: it costs a fifth less than a name that is changed.
///
/// Measured on ext4, 1,000 files of 400 bytes: `fsync` of each 310 to 520 ms, `syncfs` 60 to 220 ms.
package struct DurableBatch: Sendable {
    /// What became of one file.
    package struct Outcome: Sendable {
        /// The file's name in the folder.
        package let name: String
        /// Why it was not written; nil if it is there, and durable.
        package let refusal: Refusal?
    }

    private let folder: String
    private let mode: mode_t
    private let overwrite: Bool
    private var files: [(name: String, bytes: [UInt8])] = []
    /// Makes a file without a name.
    private let makeUnnamed: @Sendable (TargetFolder, mode_t) throws(SystemError) -> any DraftFile

    /// As many drafts as are open at once; well below the usual limit of 1,024 open files.
    static let groupSize = 512
    /// Below this many files `fsync` of each is cheaper, and leaves the other files of the disk alone.
    static let leastForFileSystem = 16

    /// Nothing is touched before ``write()``.
    ///
    /// - Parameters:
    ///   - folder: the folder's path; it must be there.
    ///   - mode: the permissions of the new files, less the process's `umask`.
    ///   - overwrite: replace files of the same names.
    package init(folder: String, mode: UInt32 = 0o600, overwrite: Bool = false) {
        self.init(folder: folder, mode: mode, overwrite: overwrite) { (target, mode) throws(SystemError) in
            try UnnamedFile(in: target, mode: mode)
        }
    }

    init(
        folder: String, mode: UInt32 = 0o600, overwrite: Bool = false,
        makeUnnamed: @escaping @Sendable (TargetFolder, mode_t) throws(SystemError) -> any DraftFile
    ) {
        self.folder = folder
        self.mode = mode
        self.overwrite = overwrite
        self.makeUnnamed = makeUnnamed
    }

    /// The number of files added so far.
    package var count: Int { files.count }

    /// Adds a file. A name that was added before, or that is not a plain name, is refused by ``write()``.
    package mutating func add(_ bytes: [UInt8], as name: String) {
        files.append((name, bytes))
    }

    /// Writes all the files, and tells of each what became of it, in the order they were added. One file
    /// that cannot be written does not stop the others.
    package func write() -> [Outcome] {
        let target: TargetFolder
        do throws(Refusal) {
            target = try TargetFolder(path: folder.isEmpty ? "." : folder, for: folder)
        } catch {
            return files.map { Outcome(name: $0.name, refusal: error) }
        }
        var seen: Set<String> = []
        var outcomes: [Outcome] = []
        var isUnnamedPossible = !overwrite
        for start in stride(from: 0, to: files.count, by: Self.groupSize) {
            let group = files[start..<min(start + Self.groupSize, files.count)]
            let entries = group.map { file in
                BatchEntry(name: file.name, path: joinedPath(folder, file.name), bytes: file.bytes)
            }
            for entry in entries {
                prepare(entry, in: target, isFirst: seen.insert(entry.name).inserted, &isUnnamedPossible)
            }
            makeDurable(entries, in: target)
            place(entries, in: target)
            outcomes += entries.map { Outcome(name: $0.name, refusal: $0.refusal) }
        }
        return outcomes
    }

    private func prepare(
        _ entry: BatchEntry, in target: TargetFolder, isFirst: Bool, _ isUnnamedPossible: inout Bool
    ) {
        guard isEntryName(entry.name) else {
            entry.refusal = Refusal(.fileUnwritable, "\(shownPath(entry.name)) is not the name of a file.")
            return
        }
        guard isFirst else {
            entry.refusal = Refusal(.fileExists, "\(shownPath(entry.path)) would be written twice.")
            return
        }
        entry.attempt { () throws(SystemError) in
            try target.checkTarget(entry.name, overwrite: overwrite)
            let draft = try draft(in: target, &isUnnamedPossible)
            try draft.write(entry.bytes)
            entry.draft = draft
        }
    }

    /// A file without a name if that is possible there, else one with a name of its own.
    private func draft(
        in target: TargetFolder, _ isUnnamedPossible: inout Bool
    ) throws(SystemError) -> any DraftFile {
        if isUnnamedPossible {
            // Whatever is wrong with the folder will be said of a file with a name as well.
            if let file = try? makeUnnamed(target, mode) { return file }
            isUnnamedPossible = false
        }
        return try TemporaryFile(in: target, mode: mode)
    }

    /// A failed `syncfs` does not say whose content was lost, so then each file is asked for its own.
    private func makeDurable(_ entries: [BatchEntry], in target: TargetFolder) {
        let written = entries.filter { $0.draft != nil }
        let folder = target.descriptor.number
        if written.count >= Self.leastForFileSystem, Self.syncfsReportsErrors,
            countersign_syncfs(folder) == 0
        {
            return
        }
        for entry in written {
            entry.attempt { () throws(SystemError) in try entry.draft?.synchronise() }
        }
    }

    private func place(_ entries: [BatchEntry], in target: TargetFolder) {
        for entry in entries where entry.refusal == nil {
            entry.attempt { () throws(SystemError) in try place(entry, in: target) }
        }
        let placed = entries.filter { $0.refusal == nil }
        guard let draft = placed.first?.draft else { return }
        do throws(SystemError) {
            try draft.synchroniseFolder()
        } catch {
            for entry in placed { entry.refusal = notDurable(entry.path, error) }
        }
    }

    private func place(_ entry: BatchEntry, in target: TargetFolder) throws(SystemError) {
        do throws(SystemError) {
            try entry.draft?.place(as: entry.name, overwrite: overwrite)
        } catch {
            guard entry.draft?.hasName == false, error.number != EEXIST else { throw error }
            // It cannot be named: no `/proc`, say. Once more, as files with names are written.
            let file = try TemporaryFile(in: target, mode: mode)
            try file.write(entry.bytes)
            try file.synchronise()
            try file.place(as: entry.name, overwrite: overwrite)
            entry.draft = file
        }
    }

    /// Before Linux 5.8 `syncfs` succeeds even where writing failed.
    static let syncfsReportsErrors = kernelVersion() >= (5, 8)
}

/// One file on its way.
private final class BatchEntry {
    let name: String
    let path: String
    let bytes: [UInt8]
    var draft: (any DraftFile)?
    var refusal: Refusal?

    init(name: String, path: String, bytes: [UInt8]) {
        self.name = name
        self.path = path
        self.bytes = bytes
    }

    /// A step that, where it fails, refuses this file and removes its draft.
    func attempt(_ step: () throws(SystemError) -> Void) {
        do throws(SystemError) {
            try step()
        } catch {
            refusal = error.writing(path)
            draft = nil
        }
    }
}
