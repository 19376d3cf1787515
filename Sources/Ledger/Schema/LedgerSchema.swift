import GRDB
import Refusals

/// What the ledger's tables are, in which versions, and how a file is known to be a ledger.
enum LedgerSchema {
    /// The number in the file's header that says whose database it is: the letters `CSGN`.
    static let applicationID: Int32 = 0x4353_474E

    /// All versions, in order. A released one is never changed: a change is a new one.
    ///
    /// - Parameters:
    ///   - auditKey: needed by the version that makes the audit log, for its first head.
    ///   - backfill: needed by the version that finds machines by their traces, for those that are there.
    static func migrator(
        auditKey: AuditKey?, backfill: LedgerDatabase.Backfill
    ) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in
            try database.execute(sql: version1)
            try beginAudit(database, auditKey: auditKey)
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

    private static func beginAudit(_ database: Database, auditKey: AuditKey?) throws {
        guard let auditKey else {
            throw Refusal(.internalInconsistency, "The audit log cannot be begun without its key.")
        }
        let head = AuditHead.empty
        let mac = try auditKey.mac(of: head)
        try database.execute(
            sql: "INSERT INTO audit_head (id, count, hash, mac) VALUES (1, ?, ?, ?)",
            arguments: StatementArguments([
                head.count.databaseValue(), head.hash.databaseValue(), mac.databaseValue(),
            ]))
    }
}
