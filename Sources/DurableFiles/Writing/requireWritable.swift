import Glibc
import Refusals

/// Refuses a file that ``writeAtomically(_:to:mode:overwrite:)`` could not write, as far as that can be told
/// without writing: its folder is missing, read-only or somebody else's, or a folder or device has its name.
///
/// Throws `folder.read-only`, `folder.not-permitted`, `folder.missing`, `file.is-folder`, or
/// `file.unwritable`.
package func requireWritable(_ path: String) throws(Refusal) {
    let target = SplitPath(path)
    guard isEntryName(target.name) else {
        throw SplitPath.noEntry(path).writing(path)
    }
    let folder = try TargetFolder(path: target.folder, for: path)
    do throws(SystemError) {
        try folder.checkTarget(target.name, overwrite: true)
        let number = folder.descriptor.number
        try retrying { faccessat(number, ".", W_OK, AT_EACCESS) }
    } catch {
        throw error.writing(path)
    }
}

/// Refuses a name that is too long for a file.
///
/// Throws `file.unwritable`.
package func requireNameFits(_ path: String) throws(Refusal) {
    do throws(SystemError) {
        _ = try status(at: path)
    } catch {
        if error.number == ENAMETOOLONG { throw error.writing(path) }
    }
}

/// Whether two paths lead to one file, links followed; false where one of them leads nowhere.
package func isSameFile(_ one: String, _ other: String) -> Bool {
    guard let one = try? status(at: one), let other = try? status(at: other) else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
}
