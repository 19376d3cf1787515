import Glibc
import Refusals

/// Letting a group read a private folder. Nobody but the owner ever writes in it.
extension PrivateFolder {
    /// Whether it is another user's, who shares it with this one.
    package var isForeign: Bool { owner != geteuid() }

    /// Refuses to change a folder that is only shared with this user. Root could, and what it made would be root's.
    ///
    /// Throws the code for another owner.
    package func requireOwn() throws(Refusal) {
        if isForeign { throw refusals.otherOwner(path) }
    }

    /// Lets the members of a group read the folder from now on: it becomes 0750 and the group's, and what is written into
    /// it 0640. What is in it already stays as it is; see ``shareContent(of:with:)``. This opening of it knows nothing of
    /// that yet. The caller must hold the lock.
    ///
    /// Throws `folder.not-permitted` where this user is not in the group; what writing throws.
    package func share(with id: UInt32) throws(Refusal) {
        let group = FolderGroup(id: id)
        do throws(Refusal) {
            try folder.write(
                group.bytes, as: FolderGroup.fileName, shownAs: pathOfEntry(FolderGroup.fileName),
                mode: 0o600,
                group: group, overwrite: true)
        } catch {
            throw error.code == .folderNotPermitted ? notInGroup(id) : error
        }
        try admit(group)
    }

    /// The same for a folder in it, and for the files in that one, but for those whose names end with `.old`.
    ///
    /// Throws as ``share(with:)``.
    package func shareContent(of name: String, with id: UInt32) throws(Refusal) {
        let group = FolderGroup(id: id)
        let inside = try subfolder(name, missing: .folderMissing, closing: false)
        for entry in try inside.entries()
        where entry.kind == .regular && !entry.isHidden && !entry.name.hasSuffix(".old") {
            do throws(SystemError) {
                let file = try FileDescriptor(
                    opening: entry.name, in: inside.folder.descriptor, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
                let found = try status(of: file)
                try requireRegular(found)
                guard found.st_uid == owner else { throw SystemError.otherOwner }
                try group.admit(to: file, mode: FolderGroup.fileMode)
            } catch {
                throw refusals.reading(joinedPath(inside.path, entry.name), error)
            }
        }
        try inside.admit(group)
    }

    private func admit(_ group: FolderGroup) throws(Refusal) {
        do throws(SystemError) {
            try group.admit(to: folder.descriptor, mode: FolderGroup.folderMode)
            try folder.synchronise(with: folder.descriptor)
        } catch {
            throw error.number == EPERM ? notInGroup(group.id) : refusals.opening(path, error)
        }
    }

    private func notInGroup(_ id: UInt32) -> Refusal {
        let name = groupName(of: id) ?? String(id)
        return Refusal(
            .folderNotPermitted, "\(shownPath(path)) was not shared: you are not in the group '\(name)'.",
            remedy: "Have an administrator add you to the group, and log in again; or do it as root.")
    }
}

/// The first folder on the way to one that the members of a group may not pass; nil if they may pass all of them.
package func folderClosed(to id: UInt32, onWayTo path: String) -> String? {
    var path = withoutTrailingSlashes(path)
    while true {
        let parent = withoutTrailingSlashes(SplitPath(path).folder)
        guard parent != path, let found = try? status(at: parent) else { return nil }
        let isOpen = found.st_mode & 0o001 != 0 || found.st_gid == id && found.st_mode & 0o010 != 0
        if !isOpen { return parent }
        if parent == "." { return nil }
        path = parent
    }
}
