import Glibc
import Refusals

/// Whether writing one of two paths could replace what is at the other: they lead to one file, or are the same name in
/// the same folder, whether or not anything is there yet. `./a` and `a` are, and so is a folder's name by way of a link.
package func isSameTarget(_ one: String, _ other: String) -> Bool {
    if one == other || isSameFile(one, other) { return true }
    let (one, other) = (SplitPath(one), SplitPath(other))
    return one.name == other.name && isSameFile(one.folder, other.folder)
}

/// Whether a path's folder has something of its name: a link that leads nowhere is something.
///
/// - Throws: what keeps the folder from being looked into, but for a folder that is not there.
package func isNameTaken(_ path: String) throws(Refusal) -> Bool {
    if holdsNUL(path) { return false }
    var result = stat()
    do throws(SystemError) {
        try retrying { PathText.withBytes(of: path) { lstat($0, &result) } }
        return true
    } catch {
        if error.isOfNothing { return false }
        throw error.reading(path)
    }
}
