import Glibc
import Refusals

/// Writes a file so that, whatever is killed or unplugged and whenever, its name leads to the whole old
/// content or to the whole new one; on return the new one is on the disk.
///
/// The content goes to a temporary file in the same folder, is synchronised, gets its name in one step, and
/// the folder is synchronised. A link of that name is replaced, not followed; a folder, pipe or device of
/// that name, or at the end of the link, is refused.
///
/// - Parameters:
///   - bytes: the whole content.
///   - path: where to; the folder must be there.
///   - mode: the permissions of the new file, less the process's `umask`.
///   - overwrite: without it, exactly one of several processes writing the same name wins, and the others
///     throw `file.exists`.
///
/// Throws `disk.full`, `folder.read-only`, `folder.not-permitted`, `folder.missing`, `file.exists`,
/// `file.is-folder`, or `file.unwritable`.
package func writeAtomically(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600, overwrite: Bool
) throws(Refusal) {
    let target = SplitPath(path)
    guard isEntryName(target.name) else { throw SplitPath.noEntry(path).writing(path) }
    let folder = try TargetFolder(path: target.folder, for: path)
    try folder.write(bytes, as: target.name, shownAs: path, mode: mode, overwrite: overwrite)
}

extension TargetFolder {
    /// One file, durable on return. `name` must be an entry name.
    ///
    /// - Parameter group: may read it, whatever the mode says.
    func write(
        _ bytes: [UInt8], as name: String, shownAs path: String, mode: mode_t, group: FolderGroup? = nil,
        overwrite: Bool,
        makeName: () -> String = TemporaryName.make,
        ways: [ExclusivePlacing] = ExclusivePlacing.allCases
    ) throws(Refusal) {
        let temporary: TemporaryFile
        do throws(SystemError) {
            try checkTarget(name, overwrite: overwrite)
            temporary = try TemporaryFile(in: self, mode: mode, makeName: makeName)
            try group?.admit(to: temporary.file, mode: FolderGroup.fileMode)
            try temporary.write(bytes)
            try temporary.synchronise()
            try temporary.place(as: name, overwrite: overwrite, ways: ways)
        } catch {
            throw error.writing(path)
        }
        do throws(SystemError) {
            try synchronise(with: temporary.file)
        } catch {
            throw notDurable(path, error)
        }
    }
}

/// The file has its name, but the medium would not confirm it.
func notDurable(_ path: String, _ error: SystemError) -> Refusal {
    Refusal(
        .fileUnwritable,
        "\(shownPath(path)) was written, but the medium did not confirm that it is saved: \(error.text).",
        remedy:
            "Check the medium and its cable, look whether the file is complete, and write it again if not.")
}
