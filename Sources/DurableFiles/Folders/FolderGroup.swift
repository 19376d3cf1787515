import Glibc
import Refusals

/// The group that a private folder is shared with: its members read what is in it, and change nothing.
///
/// The folder must be the group's, and a file in it, `.shared`, must name the group by its number. So a folder that
/// somebody opened by mistake is never taken for a shared one, and taking the group's right to read away ends it.
struct FolderGroup: Hashable, Sendable {
    static let fileName = ".shared"

    /// The permissions of a shared folder, and of the files in it.
    static let folderMode: mode_t = 0o750
    static let fileMode: mode_t = 0o640

    let id: gid_t

    init(id: gid_t) { self.id = id }

    /// The group of an open folder; nil where it is shared with none.
    init?(of folder: borrowing FileDescriptor, _ found: stat) {
        // The group reads and enters; neither it nor anybody else writes.
        guard found.st_mode & 0o072 == 0o050, !hasAccessList(folder),
            Self.named(in: folder, by: found.st_uid) == found.st_gid
        else { return nil }
        id = found.st_gid
    }

    /// What the file says, if only the folder's owner can have written it.
    private static func named(in folder: borrowing FileDescriptor, by owner: uid_t) -> gid_t? {
        guard
            let file = try? FileDescriptor(
                opening: fileName, in: folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
            let found = try? status(of: file), FileKind(mode: found.st_mode) == .regular,
            found.st_uid == owner, found.st_mode & 0o022 == 0,
            let bytes = try? BoundedContent(of: file, limit: 16).all, bytes.last == UInt8(ascii: "\n")
        else { return nil }
        return gid_t(String(decoding: bytes.dropLast(), as: UTF8.self))
    }

    /// What the file says.
    var bytes: [UInt8] { Array("\(id)\n".utf8) }

    /// Whether this process may read what is shared: it is root's, or its user is in the group.
    var isOpenToThisUser: Bool {
        if geteuid() == 0 || getegid() == id { return true }
        let count = getgroups(0, nil)
        guard count > 0 else { return false }
        var groups = [gid_t](repeating: 0, count: Int(count))
        let given = getgroups(count, &groups)
        return given > 0 && groups.prefix(Int(given)).contains(id)
    }

    /// Whether a file's permissions keep it from all but its owner and the group.
    func keeps(_ file: borrowing FileDescriptor, _ found: stat) -> Bool {
        found.st_gid == id && found.st_mode & 0o037 == 0 && !hasAccessList(file)
    }

    /// Gives the group what is open, with these permissions.
    ///
    /// - Throws: EPERM where this user is not in the group.
    func admit(to file: borrowing FileDescriptor, mode: mode_t) throws(SystemError) {
        let number = file.number
        // The group first: the permissions must not be another group's for a moment.
        try retrying { fchown(number, uid_t.max, id) }
        try retrying { fchmod(number, mode) }
    }
}

/// Whom a private folder may be open to.
enum FolderSharing {
    /// To nobody but its owner, who is this user.
    case never
    /// Its owner, who is this user, may have shared it.
    case owned
    /// Its owner may have shared it with this user.
    case readable
    /// As the folder that it is in.
    case inherited(FolderGroup?, owner: uid_t)
}
