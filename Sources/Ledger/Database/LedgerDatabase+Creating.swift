import GRDB
import Glibc
import Refusals

extension LedgerDatabase {
    /// Makes a new, empty ledger, readable by its owner only, and opens it.
    ///
    /// It is made under another name and then given its own, so that whenever this is interrupted there is
    /// either no ledger or a whole one.
    ///
    /// - Parameters:
    ///   - path: the database file, in a folder that is there.
    ///   - busyTimeout: how long to wait for another process before `vault.busy`.
    ///   - keys: the codes of rows, and randomness.
    ///   - backfill: as for opening; a new ledger asks for no traces.
    /// - Throws: `vault.exists` when there is a file of this name, or a log of an earlier one beside it;
    ///   `folder.missing`, `folder.read-only`, `folder.not-permitted`, `disk.full`, `file.unwritable`.
    package static func create(
        at path: String, busyTimeout: Duration = defaultBusyTimeout, keys: LedgerKeys, backfill: Backfill
    ) throws(Refusal) -> LedgerDatabase {
        let location = LedgerLocation(path: path)
        try location.requireNothing()
        let draft = LedgerLocation(path: "\(path).new-\(getpid())")
        defer { draft.removeAll() }
        try draft.makePrivateFile(for: location)
        try location.refusing {
            try fill(draft, busyTimeout: busyTimeout, keys: keys, backfill: backfill)
        }
        try location.take(draft)
        return try open(at: path, busyTimeout: busyTimeout, keys: keys, backfill: backfill)
    }

    private static func fill(
        _ draft: LedgerLocation, busyTimeout: Duration, keys: LedgerKeys, backfill: Backfill
    ) throws {
        let name = LedgerConnection.plainName(draft.path)
        let configuration = LedgerConnection.configuration(busyTimeout: busyTimeout)
        let queue = try DatabaseQueue(path: name, configuration: configuration)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
        }
        try LedgerSchema.bringUpToDate(
            queue, migrator: LedgerSchema.migrator(at: draft, keys: keys, backfill: backfill, bringing: nil))
        // Closing the only connection puts the log into the file and removes it.
        try queue.close()
    }
}

extension LedgerLocation {
    private static let companions = ["", "-wal", "-shm", "-journal"]

    /// A log left over from another database would be played into the new one: it counts as a ledger too.
    fileprivate func requireNothing() throws(Refusal) {
        var facts = stat()
        for companion in Self.companions where lstat(path + companion, &facts) == 0 {
            throw Refusal(.vaultExists).concerning(path + companion)
        }
    }

    fileprivate func removeAll() {
        for companion in Self.companions { unlink(path + companion) }
    }

    /// Makes the empty file; SQLite gives its `-wal` and `-shm` the mode of the database file.
    fileprivate func makePrivateFile(for final: LedgerLocation) throws(Refusal) {
        removeAll()
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw final.refusal(forErrno: errno) }
        defer { Glibc.close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw final.refusal(forErrno: errno) }
    }

    /// Gives the draft this name, unless somebody else has taken it, and has the folder remember it.
    fileprivate func take(_ draft: LedgerLocation) throws(Refusal) {
        try synchronize(draft.path)
        if link(draft.path, path) != 0 {
            // FAT, as on a USB stick, has no second names.
            guard errno == EPERM || errno == EOPNOTSUPP else { throw refusal(forErrno: errno) }
            try requireNothing()
            guard rename(draft.path, path) == 0 else { throw refusal(forErrno: errno) }
        }
        unlink(draft.path)
        try synchronize(folder)
    }

    private func synchronize(_ name: String) throws(Refusal) {
        let descriptor = Glibc.open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(forErrno: errno) }
        defer { Glibc.close(descriptor) }
        // Some file systems cannot synchronise a folder and say so with EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw refusal(forErrno: errno) }
    }
}
