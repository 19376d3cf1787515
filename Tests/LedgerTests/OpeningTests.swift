import GRDB
import Glibc
import Refusals
import Testing

@testable import Ledger

struct OpeningTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a new ledger is empty, private, and leaves nothing beside it`() throws {
        let ledger = try scratch.create()
        let before = umask(0)
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
        umask(before)
        #expect(scratch.names == ["ledger.db", "ledger.db-shm", "ledger.db-wal"])
        for name in scratch.names { #expect(scratch.mode(of: name) == 0o600, "\(name)") }
        try ledger.close()
        #expect(scratch.names == ["ledger.db"])
    }

    @Test func `what was written is there after opening again`() throws {
        try scratch.create().write { writer throws(Refusal) in try Sample.fill(writer) }
        let product = try scratch.open().read { reader throws(Refusal) in try reader.product("crane") }
        #expect(product == Sample.product(event: 1))
    }

    @Test func `every connection is durable, checked and distrustful`() throws {
        try scratch.create().close()
        let queue = try LedgerConnection.open(LedgerLocation(path: scratch.path), busyTimeout: .seconds(1))
        let pragmas = ["foreign_keys": 1, "synchronous": 2, "trusted_schema": 0, "cell_size_check": 1]
        for (pragma, value) in pragmas {
            #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") } == value, "\(pragma)")
        }
        #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == 1000)
    }

    @Test func `a ledger is never made over another file`() throws {
        try scratch.create().close()
        #expect(refusalCode { _ = try scratch.create() } == .vaultExists)
        #expect(scratch.names == ["ledger.db"])
    }

    @Test(arguments: ["-wal", "-shm", "-journal"])
    func `a ledger is not made beside what is left of another`(companion: String) throws {
        scratch.write([1], to: "ledger.db" + companion)
        #expect(refusalCode { _ = try scratch.create() } == .vaultExists)
        #expect(scratch.names == ["ledger.db" + companion])
    }

    @Test func `a ledger needs its folder`() throws {
        let path = scratch.folder + "/none/ledger.db"
        #expect(
            refusalCode { _ = try LedgerDatabase.create(at: path, keys: Scratch.keys) } == .folderMissing)
        #expect(refusalCode { _ = try LedgerDatabase.open(at: path, keys: nil) } == .vaultMissing)
    }

    @Test func `a ledger that is not there is not made by opening it`() {
        #expect(refusalCode { _ = try scratch.open() } == .vaultMissing)
        #expect(scratch.names == [])
    }

    @Test func `names that SQLite gives a meaning of their own are only names`() {
        for name in [":memory:", "", "file:none?mode=memory"] {
            #expect(
                refusalCode { _ = try LedgerDatabase.open(at: name, keys: nil) } == .vaultMissing,
                "\(name)")
        }
    }

    @Test func `a folder is not a ledger`() {
        #expect(
            refusalCode { _ = try LedgerDatabase.open(at: scratch.folder, keys: nil) } == .vaultDamaged)
    }

    @Test func `garbage is refused and left as it is`() throws {
        for garbage in [[UInt8]("This is not a database, whatever it is called.".utf8), [], [0]] {
            scratch.write(garbage, to: "ledger.db")
            #expect(refusalCode { _ = try scratch.open() } == .vaultDamaged)
            var facts = stat()
            #expect(stat(scratch.path, &facts) == 0)
            #expect(facts.st_size == garbage.count)
        }
    }

    @Test func `another program's database is refused and left as it is`() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.inDatabase { try $0.execute(sql: "CREATE TABLE t (x)") }
        try queue.close()
        #expect(refusalCode { _ = try scratch.open() } == .vaultDamaged)
        let tables = try DatabaseQueue(path: scratch.path).read { database in
            try String.fetchAll(database, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["t"])
    }

    @Test func `a damaged page is reported as damage`() throws {
        let ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
        try ledger.close()
        let descriptor = Glibc.open(scratch.path, O_WRONLY)
        var facts = stat()
        fstat(descriptor, &facts)
        let noise = [UInt8](repeating: 0xA5, count: Int(facts.st_size) - 4096)
        _ = noise.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 4096) }
        Glibc.close(descriptor)
        let code = refusalCode {
            let damaged = try scratch.open()
            _ = try damaged.read { reader throws(Refusal) in try reader.licenses() }
        }
        #expect(code == .vaultDamaged)
    }

    @Test func `a ledger whose table is gone is damaged`() throws {
        try scratch.create().close()
        try scratch.tamper("DROP TABLE answers")
        let ledger = try scratch.open()
        let code = refusalCode {
            _ = try ledger.read { reader throws(Refusal) in
                try reader.response(forRequestDigest: [UInt8](repeating: 0, count: 32))
            }
        }
        #expect(code == .vaultDamaged)
    }

    @Test func `a ledger of a newer version is refused`() throws {
        try scratch.create().close()
        try scratch.tamper("INSERT INTO grdb_migrations VALUES ('v99')")
        #expect(refusalCode { _ = try scratch.open() } == .vaultFromNewerVersion)
    }

    @Test func `an older ledger that was never used is brought up to date, with an empty log`() throws {
        for version in [nil, "v1", "v4", "v7"] {
            let scratch = try Scratch()
            try OlderLedger.make(at: scratch.path, version: version)
            let code = refusalCode { _ = try scratch.openLocked() }
            #expect(code == (version == nil ? .internalInconsistency : .vaultFromOlderVersion))
            let ledger = try scratch.open()
            #expect(try ledger.findings() == [])
            try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
            #expect(try ledger.findings() == [])
            let tables = try DatabaseQueue(path: scratch.path).read { database in
                try String.fetchSet(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            #expect(
                !tables.contains { $0.hasPrefix("audit") && $0 != "audit_keys" || $0.hasPrefix("earlier") })
        }
    }

    @Test func `a later migration keeps what is there, and runs once`() throws {
        try scratch.create().write { writer throws(Refusal) in try Sample.fill(writer) }
        var migrator = LedgerSchema.migrator(
            at: LedgerLocation(path: scratch.path), keys: nil, backfill: .none, bringing: nil)
        migrator.registerMigration("v99") { database in
            try database.execute(sql: "ALTER TABLE products ADD COLUMN fax TEXT")
        }
        for _ in 0..<2 {
            let ledger = try LedgerDatabase.open(
                at: scratch.path, busyTimeout: .seconds(1), keys: nil, backfill: .none, migrator: migrator)
            #expect(
                try ledger.read { reader throws(Refusal) in try reader.products() } == [
                    Sample.product(event: 1)
                ])
        }
        #expect(refusalCode { _ = try scratch.open() } == .vaultFromNewerVersion)
    }

    @Test func `a failed migration changes nothing`() throws {
        try scratch.create().close()
        var migrator = LedgerSchema.migrator(
            at: LedgerLocation(path: scratch.path), keys: nil, backfill: .none, bringing: nil)
        migrator.registerMigration("v99") { database in
            try database.execute(sql: "CREATE TABLE more (x); INSERT INTO nowhere VALUES (1)")
        }
        let code = refusalCode {
            _ = try LedgerDatabase.open(
                at: scratch.path, busyTimeout: .seconds(1), keys: nil, backfill: .none, migrator: migrator)
        }
        #expect(code == .vaultDamaged)
        let ledger = try scratch.open()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
    }
}
