import Glibc
import Refusals

/// Refuses to make a folder, as root, in a folder of another user: what is made there would be root's, and that user's
/// other programs could not use it. `sudo -E` leads there, by the user's `HOME`. A folder that is there already is
/// looked at when it is opened.
///
/// - Parameters:
///   - path: the folder that is to be made, perhaps with others above it.
///   - otherOwner: the code thrown; it tells the state folder from the vault.
///
/// Throws only `otherOwner`: what else is wrong with the place is said when the folder is made.
package func requireOwnPlace(_ path: String, otherOwner: RefusalCode) throws(Refusal) {
    guard geteuid() == 0, !path.isEmpty, !holdsNUL(path) else { return }
    let folder = withoutTrailingSlashes(path)
    guard let place = beginning(of: folder), place.path != folder, place.owner != 0 else { return }
    throw PrivateFolderRefusals(otherOwner: otherOwner).making(folder, in: place.path, of: place.owner)
}

/// The folder above a path, or at it, that is there, and its owner; nil where that cannot be told.
private func beginning(of path: String) -> (path: String, owner: uid_t)? {
    var path = path
    while true {
        do throws(SystemError) {
            return (path, try status(at: path).st_uid)
        } catch {
            let parent = withoutTrailingSlashes(SplitPath(path).folder)
            guard error.number == ENOENT, parent != path else { return nil }
            path = parent
        }
    }
}
