import GRDB
import Glibc
import Refusals

extension LedgerDatabase {
    /// Opens an existing ledger, and brings an older one to this program's schema.
    ///
    /// On a read-only medium, or without the right to write, the ledger can still be read.
    ///
    /// - Parameters:
    ///   - path: the database file.
    ///   - busyTimeout: how long to wait for another process before `vault.busy`.
    ///   - keys: the codes of rows, and randomness; nil when the vault was opened without its passphrase, and then
    ///     nothing can be changed, and what is read proves nothing.
    ///   - backfill: gives the traces of machines in a ledger that is from before they were kept.
    ///   - bringing: what decides about a ledger from before there were events; without it, such a ledger is refused.
    /// - Throws: `vault.missing`, `vault.older-version`, `vault.damaged` (not a ledger, or a broken one), `vault.newer-version`,
    ///   `vault.busy`, `file.is-folder`, or a refusal about the file.
    package static func open(
        at path: String, busyTimeout: Duration = defaultBusyTimeout, keys: LedgerKeys?,
        backfill: Backfill, bringing: BringingOver? = nil
    ) throws(Refusal) -> LedgerDatabase {
        try open(
            at: path, busyTimeout: busyTimeout, keys: keys, backfill: backfill,
            migrator: LedgerSchema.migrator(
                at: LedgerLocation(path: path), keys: keys, backfill: backfill, bringing: bringing))
    }

    /// Opens a ledger with the migrations given, for tests of upgrades.
    static func open(
        at path: String, busyTimeout: Duration, keys: LedgerKeys?, backfill: Backfill,
        migrator: DatabaseMigrator
    ) throws(Refusal) -> LedgerDatabase {
        let location = LedgerLocation(path: path)
        try location.requireFile()
        let queue = try LedgerConnection.open(location, busyTimeout: busyTimeout)
        try location.refusing { try LedgerSchema.requireKnown(queue, at: location, migrator: migrator) }
        if queue.configuration.readonly {
            try location.refusing { try LedgerSchema.requireCurrent(queue, at: location, migrator: migrator) }
        } else {
            try location.refusing { try LedgerSchema.bringUpToDate(queue, migrator: migrator) }
        }
        // Nothing is decided in a file that has triggers of somebody else's.
        if keys != nil { try location.refusing { try LedgerSchema.requireOwn(queue, at: location) } }
        return LedgerDatabase(queue, at: location, keys: keys, backfill: backfill)
    }
}

extension LedgerLocation {
    ///   - bringing: what decides about a ledger from before there were events; without it, such a ledger is refused.
    /// - Throws: `vault.missing`, `vault.older-version`, `vault.damaged`, or `file.unreadable`.
    fileprivate func requireFile() throws(Refusal) {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            let missing = errno == ENOENT || errno == ENOTDIR
            throw Refusal(missing ? .vaultMissing : .fileUnreadable).concerning(path)
        }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR:
            throw Refusal(
                .vaultDamaged, "\(path) is a folder; a file of the vault belongs there.",
                remedy: "Move it away, and restore the file from a backup.")
        default: throw Refusal(.vaultDamaged).concerning(path)
        }
    }
}
