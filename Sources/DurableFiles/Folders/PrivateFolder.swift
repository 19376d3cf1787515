import Glibc
import Refusals

/// A folder that only its owner may look into: the machine's state, or the vendor's vault.
///
/// It is held open, and its files are reached through it by their plain names, so the folder cannot be
/// exchanged for another one while it is in use.
package final class PrivateFolder: Sendable {
    /// Something the caller should know, or tell, about the folder that was opened.
    package enum Note: Hashable, Sendable {
        /// It was not there and was made.
        case created
        /// Others had access, as the old permissions say; they were set to 0700.
        case tightened(from: UInt32)
        /// Others have access, as the permissions say: the folder was opened without being closed, or the file system
        /// does not let that be changed.
        case open(permissions: UInt32)
    }

    /// Where it is, without slashes at the end.
    package let path: String
    /// What was found or done while it was opened.
    package let note: Note?

    let folder: TargetFolder
    /// The group that may read it; nil where only its owner may.
    let group: FolderGroup?
    /// Who owns it, and every file in it.
    let owner: uid_t
    private let otherOwner: RefusalCode

    /// Opens an existing folder and checks it. Links of root's and of this user's may lead to it, and it may be one.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - missing: the code thrown where there is nothing.
    ///   - otherOwner: the code thrown where the folder, or later a file in it, is another user's.
    ///   - isClosed: whether it is closed to others who may look into it; without that, nothing is changed.
    ///   - isSharable: whether it may be another user's who shares it with this one; see ``share(with:)``. Then it is only
    ///     read.
    ///
    /// Throws these two, `folder.not-permitted`, or `file.unwritable` where it is not a folder.
    package convenience init(
        opening path: String, missing: RefusalCode, otherOwner: RefusalCode, closing isClosed: Bool = true,
        sharable isSharable: Bool = false
    ) throws(Refusal) {
        do throws(SystemError) {
            let plain = withoutTrailingSlashes(path)
            try self.init(
                checking: openOwnFolder(path), path: plain, otherOwner: otherOwner, isNew: false,
                closing: isClosed, sharing: isSharable ? .readable : .never)
        } catch {
            throw Self.notOpened(path, error, missing: missing, otherOwner: otherOwner)
        }
    }

    /// Opens a folder in this one, and checks it in the same way.
    ///
    /// - Parameters:
    ///   - name: its plain name.
    ///   - missing: the code thrown where there is nothing.
    ///   - isClosed: as there.
    ///
    /// Throws as ``init(opening:missing:otherOwner:closing:)``.
    package func subfolder(
        _ name: String, missing: RefusalCode, closing isClosed: Bool = true
    ) throws(Refusal) -> PrivateFolder {
        let path = try pathOfEntry(name)
        do throws(SystemError) {
            return try PrivateFolder(
                checking: openOwnFolder(name, in: folder.descriptor.number), path: path,
                otherOwner: otherOwner, isNew: false, closing: isClosed,
                sharing: .inherited(group, owner: owner))
        } catch {
            throw Self.notOpened(path, error, missing: missing, otherOwner: otherOwner)
        }
    }

    /// Makes a folder in this one, or opens the one that is there, and checks it.
    ///
    /// Throws as ``init(creating:otherOwner:)``.
    package func makeSubfolder(_ name: String) throws(Refusal) -> PrivateFolder {
        let path = try pathOfEntry(name)
        do throws(SystemError) {
            let isNew = try makeFolder(name, in: folder.descriptor)
            return try PrivateFolder(
                checking: openOwnFolder(name, in: folder.descriptor.number), path: path,
                otherOwner: otherOwner, isNew: isNew, sharing: .inherited(group, owner: owner))
        } catch {
            throw refusals.opening(path, error)
        }
    }

    private static func notOpened(
        _ path: String, _ error: SystemError, missing: RefusalCode, otherOwner: RefusalCode
    ) -> Refusal {
        error.number == ENOENT
            ? Refusal(missing, "The folder '\(shownPath(path))' does not exist.")
            : PrivateFolderRefusals(otherOwner: otherOwner).opening(path, error)
    }

    /// Makes the folder with permissions 0700, and the folders above it that are missing likewise; or opens
    /// and checks it where it is there already. ``note`` tells which. Where a link leads to a folder that is not there,
    /// that one is made, and none above it. One that its owner shares stays shared, if `isSharable`.
    ///
    /// Throws `otherOwner`, `disk.full`, `folder.read-only`, `folder.not-permitted`, or, where a file is in
    /// the way, `file.unwritable`.
    package convenience init(
        creating path: String, otherOwner: RefusalCode, sharable isSharable: Bool = false
    ) throws(Refusal) {
        do throws(SystemError) {
            if holdsNUL(path) || path.isEmpty { throw SystemError(number: EINVAL) }
            let plain = withoutTrailingSlashes(path)
            var isNew = false
            let made = try makeOwnFolder(path, isNew: &isNew)
            try self.init(
                checking: made, path: plain, otherOwner: otherOwner, isNew: isNew,
                sharing: isSharable ? .owned : .never)
        } catch {
            throw PrivateFolderRefusals(otherOwner: otherOwner).opening(path, error)
        }
    }

    /// - Parameter path: without slashes at its end.
    private init(
        checking descriptor: consuming FileDescriptor, path: String, otherOwner: RefusalCode, isNew: Bool,
        closing isClosed: Bool = true, sharing: FolderSharing = .never
    ) throws(SystemError) {
        let found = try status(of: descriptor)
        (group, owner) = try Self.readers(of: descriptor, found, sharing)
        if let group, isNew { try group.admit(to: descriptor, mode: FolderGroup.folderMode) }
        let isOurs = owner == geteuid()
        let note = try Self.note(on: descriptor, group, closing: isClosed && isOurs)
        self.note = note ?? (isNew ? .created : nil)
        self.path = path
        self.otherOwner = otherOwner
        self.folder = TargetFolder(path: path, descriptor: descriptor)
    }

    /// Closes the folder to others, as opening it does; for one that was opened without that.
    ///
    /// Throws as ``init(opening:missing:otherOwner:closing:)``.
    package func close() throws(Refusal) {
        do throws(SystemError) {
            _ = try Self.note(on: folder.descriptor, group, closing: true)
        } catch {
            throw refusals.opening(path, error)
        }
    }

    /// Who may read it: its group, if it is shared with one, and its owner.
    private static func readers(
        of descriptor: borrowing FileDescriptor, _ found: stat, _ sharing: FolderSharing
    ) throws(SystemError) -> (group: FolderGroup?, owner: uid_t) {
        var group: FolderGroup?
        var owner = geteuid()
        switch sharing {
        case .never: break
        case .owned: group = FolderGroup(of: descriptor, found)
        case .readable:
            group = FolderGroup(of: descriptor, found)
            if group?.isOpenToThisUser == true { owner = found.st_uid }
        case .inherited(let parents, let parentsOwner): (group, owner) = (parents, parentsOwner)
        }
        guard found.st_uid == owner else { throw SystemError.otherOwner }
        return (group, owner)
    }

    /// What others may do in the folder, and what was done about it; nil if nothing.
    private static func note(
        on descriptor: borrowing FileDescriptor, _ group: FolderGroup?, closing isClosed: Bool
    ) throws(SystemError) -> Note? {
        let right = group == nil ? 0o700 : FolderGroup.folderMode
        let excess = 0o077 & ~right
        let widest = try status(of: descriptor).st_mode & 0o7777
        guard widest & excess != 0 else { return nil }
        // `--state /tmp`, given by root, must not close /tmp to everybody.
        guard try isOfItsOwn(descriptor) else { throw SystemError.shared }
        // Where others could write, what is there may be theirs; closing it now would hide that.
        let wasEmpty = try isEmpty(descriptor)
        guard widest & 0o022 == 0 || wasEmpty else { throw SystemError.writableByOthers }
        guard isClosed else { return .open(permissions: widest) }
        let number = descriptor.number
        _ = fchmod(number, right)
        // Looked at again: file systems without permissions let the change succeed and do nothing.
        let now = try status(of: descriptor).st_mode & 0o7777
        let isAsItWas = wasEmpty ? try isEmpty(descriptor) : true
        guard now & 0o022 == 0, isAsItWas else { throw SystemError.writableByOthers }
        return now & excess != 0 ? .open(permissions: now) : .tightened(from: widest)
    }

    private static func isEmpty(_ descriptor: borrowing FileDescriptor) throws(SystemError) -> Bool {
        try DurableFiles.entries(of: descriptor).isEmpty
    }

    /// Whether nothing is in the folder, or something that this program puts there.
    private static func isOfItsOwn(_ descriptor: borrowing FileDescriptor) throws(SystemError) -> Bool {
        let own = [
            ".lock", FolderGroup.fileName, "vault.key", "root.key", "ledger.sqlite", "product", "license",
            "device.key",
        ]
        let names = try DurableFiles.entries(of: descriptor).map(\.name)
        return names.isEmpty || names.contains { own.contains($0) }
    }

    /// The bytes of a file in the folder, at most `limit` of them. A link is not followed: it would be replaced by a
    /// file when it is written next.
    ///
    /// - Parameter isSecret: refuse a file that others may read, but for the group that the folder is shared with. One that others may write is refused in any case.
    ///
    /// Throws `file.not-found`, `file.unreadable`, `document.too-large`, the code for another owner, or, where a link, a
    /// folder or a pipe is in the file's place, `state.damaged` or `vault.damaged`.
    package func read(_ name: String, limit: Int, isSecret: Bool = false) throws(Refusal) -> [UInt8] {
        let path = try pathOfEntry(name)
        let content: BoundedContent
        do throws(SystemError) {
            let file = try FileDescriptor(
                opening: name, in: folder.descriptor, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            let found = try status(of: file)
            try requireRegular(found)
            guard found.st_uid == owner else { throw SystemError.otherOwner }
            // An access control list shows in these bits too: the group's are the most that it grants.
            guard found.st_mode & 0o022 == 0 else { throw SystemError.writableByOthers }
            guard !isSecret || found.st_mode & 0o077 == 0 || group?.keeps(file, found) == true else {
                throw SystemError.readableByOthers
            }
            content = try BoundedContent(of: file, limit: limit)
        } catch {
            throw refusals.reading(path, error)
        }
        return try content.bytes(from: path)
    }

    /// The same as ``read(_:limit:isSecret:)``, but nil where there is no such file.
    package func readIfPresent(
        _ name: String, limit: Int, isSecret: Bool = false
    ) throws(Refusal) -> [UInt8]? {
        do throws(Refusal) {
            return try read(name, limit: limit, isSecret: isSecret)
        } catch {
            if error.code == .fileNotFound { return nil }
            throw error
        }
    }

    /// Writes a file in the folder with permissions 0600, as ``writeAtomically(_:to:mode:overwrite:)`` does; 0640 where
    /// the folder is shared with a group.
    ///
    /// - Parameter isPrivate: whether it is 0600 in any case.
    package func write(
        _ bytes: [UInt8], as name: String, overwrite: Bool, privately isPrivate: Bool = false
    ) throws(Refusal) {
        let path = try pathOfEntry(name)
        try refusals.writing(path) { () throws(Refusal) in
            try folder.write(
                bytes, as: name, shownAs: path, mode: 0o600, group: isPrivate ? nil : group,
                overwrite: overwrite)
        }
    }

    /// Removes a file of the folder durably; nothing happens where there is none.
    ///
    /// Throws what ``write(_:as:overwrite:)`` throws, less `file.exists`.
    package func remove(_ name: String) throws(Refusal) {
        let path = try pathOfEntry(name)
        do throws(SystemError) {
            try folder.remove(name)
            try folder.synchronise(with: folder.descriptor)
        } catch {
            if error.number == ENOENT { return }
            throw Refusal(error.writing(path).code, "\(shownPath(path)) was not removed: \(error.text).")
        }
    }

    /// The entries of the folder, in the order of the bytes of their names; the lock file is one of them.
    package func entries() throws(Refusal) -> [FolderEntry] {
        do throws(SystemError) {
            return try DurableFiles.entries(of: folder.descriptor)
        } catch {
            throw error.reading(path)
        }
    }

    /// Removes the temporaries of writers that were killed. The caller must hold the folder's exclusive lock,
    /// else it removes those of writers still at work.
    package func removeLeftovers() throws(Refusal) {
        for entry in try entries() where TemporaryName.matches(entry.name) { try remove(entry.name) }
    }

    /// Locks the folder, with the lock file `.lock` in it; see ``FolderLock``.
    package func lock(
        _ kind: FolderLock.Kind, waitingAtMost milliseconds: Int, busy: RefusalCode
    ) throws(Refusal) -> FolderLock {
        try refusals.writing(joinedPath(path, ".lock")) { () throws(Refusal) in
            try FolderLock(in: folder, named: ".lock", kind, waitingAtMost: milliseconds, busy: busy)
        }
    }

    func pathOfEntry(_ name: String) throws(Refusal) -> String {
        if isEntryName(name) { return joinedPath(path, name) }
        throw Refusal(
            .fileUnreadable, "\"\(shownPath(name))\" is not the name of a file in \(shownPath(path)).")
    }

    var refusals: PrivateFolderRefusals { PrivateFolderRefusals(otherOwner: otherOwner) }
}

extension SystemError {
    /// Not a system call's error: what was opened is another user's. The system's own numbers are above 0.
    static let otherOwner = SystemError(number: -1)
    /// Nor this: the folder holds other things, and others may look into it.
    static let shared = SystemError(number: -2)
    /// Nor these: what was opened, or a link on the way to it, is not this user's alone.
    static let foreignLink = SystemError(number: -3)
    static let writableByOthers = SystemError(number: -4)
    static let readableByOthers = SystemError(number: -5)
}
