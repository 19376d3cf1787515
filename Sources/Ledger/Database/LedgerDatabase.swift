import GRDB
import Refusals

/// The vendor's database: the log of all that happened, and what follows from it: products, keys, customers, licenses,
/// activations, answers.
///
/// It is one SQLite file with a write-ahead log. Several processes can have it open; one changes it at a time,
/// each in a transaction that is on the disk before ``write(_:)`` returns. The file, and the `-wal` and `-shm`
/// files beside it, are readable by their owner only.
package final class LedgerDatabase: Sendable {
    /// What the ledger cannot tell by itself, because it knows neither fingerprints nor documents. It asks for what it
    /// has from before it kept these.
    package struct Backfill: Sendable {
        /// By what a machine is found again though some of it was changed: its traces, from its fingerprint's canonical
        /// bytes.
        package let parts: @Sendable (_ fingerprint: [UInt8]) -> [Int64]
        /// What is told of a machine, or a user, by telephone: 0 to 127; nil for none.
        package let spoken: @Sendable (_ fingerprint: [UInt8], _ binding: LicenseRecord.Binding) -> Int64?
        /// The 12 bytes by which an answer names its request; nil if it cannot be read.
        package let answered: @Sendable (_ response: [UInt8]) -> [UInt8]?

        /// One function for each column that a migration fills for older rows.
        package init(
            parts: @escaping @Sendable (_ fingerprint: [UInt8]) -> [Int64],
            spoken: @escaping @Sendable (_ fingerprint: [UInt8], _ binding: LicenseRecord.Binding) -> Int64?,
            answered: @escaping @Sendable (_ response: [UInt8]) -> [UInt8]?
        ) {
            self.parts = parts
            self.spoken = spoken
            self.answered = answered
        }
    }

    /// The seconds to wait for another process, unless told otherwise.
    package static let defaultBusyTimeout: Duration = .seconds(30)

    let queue: DatabaseQueue
    let location: LedgerLocation
    let backfill: Backfill
    private let keys: LedgerKeys?
    private let signer: HeadSigner?

    init(
        _ queue: DatabaseQueue, at location: LedgerLocation, keys: LedgerKeys?, backfill: Backfill,
        signer: HeadSigner? = nil
    ) {
        self.queue = queue
        self.location = location
        self.keys = keys
        self.backfill = backfill
        self.signer = signer
    }

    /// The same ledger, the heads of whose log are signed with this from now on.
    package func signing(with signer: HeadSigner) -> LedgerDatabase {
        LedgerDatabase(queue, at: location, keys: keys, backfill: backfill, signer: signer)
    }

    /// Whether the ledger is on a medium, or belongs to a user, that does not let it be changed.
    package var isReadOnly: Bool { queue.configuration.readonly }

    /// Reads from one consistent state of the ledger. Must not be called from inside `read` or `write`.
    ///
    /// - Throws: what `body` throws; `vault.busy`, `vault.damaged`, or a refusal about the file.
    package func read<Value>(
        _ body: (LedgerReader) throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        try location.refusing {
            try queue.read { database in
                let statements = Statements(database, at: location)
                defer { statements.end() }
                return try body(LedgerReader(statements, keys: keys))
            }
        }
    }

    /// What is planted in the file's schema.
    func schemaFindings() throws -> [LogFinding] {
        try queue.read(LedgerSchema.strangers).map { what in
            LogFinding("In the ledger's file \(what): it was changed outside this program.")
        }
    }

    /// What is wrong with the file itself: damaged pages, and indices that leave rows out.
    func fileFindings() throws -> [LogFinding] {
        try queue.read { database in
            try LedgerSchema.damages(in: database, limit: LogReport.mostFindings).map { what in
                LogFinding("The ledger's file is damaged, or was changed outside this program: \(what).")
            }
        }
    }

    /// Changes the ledger in one IMMEDIATE transaction: no other process writes between its first read and its
    /// end. When `body` throws, nothing was changed. Must not be called from inside `read` or `write`.
    ///
    /// - Throws: what `body` throws; `vault.busy` when another process did not finish in time; `disk.full`,
    ///   `folder.read-only`, `folder.not-permitted`, `file.unwritable`, `vault.damaged`.
    @discardableResult
    package func write<Value>(
        _ body: (LedgerWriter) throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        var outcome: Value?
        try location.refusing {
            try queue.inTransaction(.immediate) { database in
                let statements = Statements(database, at: location)
                defer { statements.end() }
                let writer = LedgerWriter(statements, keys: keys, signer: signer)
                outcome = try body(writer)
                try writer.settleEvents()
                return .commit
            }
        }
        guard let outcome else { throw Refusal(.internalInconsistency) }
        return outcome
    }

    /// Changes the ledger as ``write(_:)`` does, and then writes its file anew, so that what was erased is nowhere left in
    /// the ledger's files: not in free pages, nor in the write-ahead log.
    ///
    /// - Returns: also why the file could not be written anew, though the change is made; nil where it was.
    /// - Throws: as ``write(_:)``.
    package func erase<Value>(
        _ body: (LedgerWriter) throws(Refusal) -> Value
    ) throws(Refusal) -> (value: Value, left: Refusal?) {
        // What a change frees is overwritten with zeros (https://www.sqlite.org/pragma.html#pragma_secure_delete).
        try location.refusing {
            try queue.inDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        let value = try write(body)
        do throws(Refusal) {
            try location.refusing {
                try queue.inDatabase { database in
                    // Pages that were split before have copies in their gaps.
                    try database.execute(sql: "VACUUM")
                    try database.checkpoint(.truncate)
                }
            }
            return (value, nil)
        } catch {
            return (value, error)
        }
    }

    /// Closes the ledger. Without it, the ledger closes when it is no longer referenced.
    ///
    /// - Throws: `vault.busy` when it is still in use.
    package func close() throws(Refusal) {
        try location.refusing { try queue.close() }
    }
}
