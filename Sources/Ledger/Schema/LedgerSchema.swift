import GRDB
import Refusals

/// What the ledger's tables are, in which versions, and how a file is known to be a ledger.
enum LedgerSchema {
    /// The number in the file's header that says whose database it is: the letters `CSGN`.
    static let applicationID: Int32 = 0x4353_474E

    /// All versions, in order. A released one is never changed: a change is a new one.
    ///
    /// - Parameters:
    ///   - location: where the ledger is.
    ///   - keys: needed by the versions that begin the log.
    ///   - backfill: needed by the version that finds machines by their traces, for those that are there.
    ///   - bringing: needed by the version that makes the log the ledger, where the ledger was used before.
    static func migrator(
        at location: LedgerLocation, keys: LedgerKeys?, backfill: LedgerDatabase.Backfill,
        bringing: BringingOver?
    ) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in
            try database.execute(sql: version1)
            try beginAudit(database, keys: keys)
        }
        migrator.registerMigration("v2") { database in
            try database.execute(sql: version2)
            try traceActivations(database, backfill)
        }
        migrator.registerMigration("v3") { database in try database.execute(sql: version3) }
        migrator.registerMigration("v4") { database in
            try database.execute(sql: version4)
            try deriveAgain(database, backfill)
        }
        migrator.registerMigration("v5") { database in try database.execute(sql: version5) }
        migrator.registerMigration("v6") { database in try database.execute(sql: version6) }
        migrator.registerMigration("v7") { database in try database.execute(sql: version7) }
        migrator.registerMigration("v8") { database in
            guard let keys else { throw Refusal(.vaultFromOlderVersion).concerning(location.path) }
            try setAside(database)
            try database.execute(sql: version8)
            let statements = Statements(database, at: location)
            defer { statements.end() }
            try bringOver(database, statements, keys, bringing, at: location)
        }
        return migrator
    }

    /// - Throws: `vault.damaged` when the file is not a ledger, `vault.newer-version` when it has a version that
    ///   this program does not know. Nothing is written.
    static func requireKnown(
        _ queue: DatabaseQueue, at location: LedgerLocation, migrator: DatabaseMigrator
    ) throws {
        try queue.read { database in
            guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
                throw Refusal(
                    .vaultDamaged, "\(location.path): this is not a Countersign ledger.",
                    remedy: "Check that this is the vault you meant; if it is, restore it from a backup.")
            }
            guard try !migrator.hasBeenSuperseded(database) else {
                throw Refusal(.vaultFromNewerVersion).concerning(location.path)
            }
        }
    }

    /// - Throws: `folder.read-only` or `folder.not-permitted` when an older ledger cannot be brought up to date.
    static func requireCurrent(
        _ queue: DatabaseQueue, at location: LedgerLocation, migrator: DatabaseMigrator
    ) throws {
        guard try !queue.read(migrator.hasCompletedMigrations) else { return }
        throw Refusal(
            location.isOnReadOnlyMedium ? .folderReadOnly : .folderNotPermitted,
            "\(location.path): the ledger is of an older version and cannot be brought up to date here.",
            remedy: "Copy the vault to a place where it can be written, and use it there.")
    }

    /// Sets the write-ahead log, which a restored copy may have lost, and applies what migrations are missing.
    static func bringUpToDate(_ queue: DatabaseQueue, migrator: DatabaseMigrator) throws {
        try queue.inDatabase { database in
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        }
        guard try !queue.read(migrator.hasCompletedMigrations) else { return }
        do {
            try migrator.migrate(queue)
        } catch {
            // Another process may have been faster: each migration is one transaction, and only one of us won.
            guard try queue.read(migrator.hasCompletedMigrations) else { throw error }
        }
    }

    private static func beginAudit(_ database: Database, keys: LedgerKeys?) throws {
        guard let keys else {
            throw Refusal(.internalInconsistency, "The audit log cannot be begun without its key.")
        }
        let head = AuditHead.empty
        let mac = try AuditKey(keys.earlier).mac(of: head)
        try database.execute(
            sql: "INSERT INTO audit_head (id, count, hash, mac) VALUES (1, ?, ?, ?)",
            arguments: StatementArguments([
                head.count.databaseValue(), head.hash.databaseValue(), mac.databaseValue(),
            ]))
    }

    /// Gives the tables of the seventh version other names, without their indices and triggers.
    private static func setAside(_ database: Database) throws {
        for kind in ["trigger", "index"] {
            let names = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL",
                arguments: [kind])
            for name in names where !name.hasPrefix("audit") {
                try database.execute(sql: "DROP \(kind) \"\(name)\"")
            }
        }
        for table in EarlierLedger.tables {
            try database.execute(sql: "ALTER TABLE \(table) RENAME TO earlier_\(table)")
        }
    }

    /// The earlier audit log stays as it is; a ledger that was never used has none.
    private static func bringOver(
        _ database: Database, _ statements: Statements, _ keys: LedgerKeys, _ bringing: BringingOver?,
        at location: LedgerLocation
    ) throws {
        let isEmpty = try EarlierLedger.isEmpty(statements)
        if !isEmpty {
            guard let bringing else { throw Refusal(.vaultFromOlderVersion).concerning(location.path) }
            try EarlierLedger(statements: statements, keys: keys, bringing: bringing).bringOver()
        }
        for table in EarlierLedger.tables { try database.execute(sql: "DROP TABLE earlier_\(table)") }
        if isEmpty {
            for table in ["audit", "audit_head"] { try database.execute(sql: "DROP TABLE \(table)") }
        }
    }
}
