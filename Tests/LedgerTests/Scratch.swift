import Cryptography
import GRDB
import Glibc
import Ledger
import Refusals
import TestSupport

/// A private folder for one test, removed with it.
final class Scratch {
    let folder: String
    var path: String { folder + "/ledger.db" }

    init() throws {
        var template = Array("/tmp/ledger-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Refusal(.fileUnwritable) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        umount2(folder, Int32(MNT_DETACH))
        for name in names { unlink(folder + "/" + name) }
        rmdir(folder)
    }

    /// The files in the folder, sorted.
    var names: [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func write(_ bytes: [UInt8], to name: String) {
        let file: String = folder + "/" + name
        let descriptor = Glibc.open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        defer { Glibc.close(descriptor) }
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    func mode(of name: String) -> UInt32 {
        var facts = stat()
        return stat("\(folder)/\(name)", &facts) == 0 ? facts.st_mode & 0o777 : 0
    }

    /// Puts a small file system of its own under the folder.
    func mountMemory(size: String) throws {
        guard mount("tmpfs", folder, "tmpfs", 0, "size=" + size) == 0 else { throw Refusal(.fileUnwritable) }
    }

    func remountReadOnly() throws {
        guard mount("tmpfs", folder, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0 else {
            throw Refusal(.fileUnwritable)
        }
    }

    /// Whether tests here may mount.
    static var canMount: Bool {
        guard let scratch = try? Scratch() else { return false }
        return (try? scratch.mountMemory(size: "64k")) != nil
    }

    func create() throws -> LedgerDatabase { try LedgerDatabase.create(at: path, keys: Scratch.keys) }

    func open() throws -> LedgerDatabase { try LedgerDatabase.open(at: path, keys: Scratch.keys) }

    /// Opens the ledger without the vault's keys.
    func openLocked() throws -> LedgerDatabase { try LedgerDatabase.open(at: path, keys: nil) }

    /// What somebody with the file and SQLite could do to it.
    func tamper(_ statements: String...) throws {
        try edit { database in
            for statement in statements { try database.execute(sql: statement) }
        }
    }

    /// The same, by a program: no trigger, no key and no rule of a table is in its way.
    func edit(_ body: (Database) throws -> Void) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            let triggers = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try body(database)
        }
        try queue.close()
    }

    /// Another folder with the same ledger, which nobody has open.
    func copy() throws -> Scratch {
        let copy = try Scratch()
        guard let file = fopen(path, "rb") else { throw Refusal(.fileUnreadable) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 22)
        let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        guard count < bytes.count, names == ["ledger.db"] else { throw Refusal(.fileUnreadable) }
        copy.write(Array(bytes.prefix(count)), to: "ledger.db")
        return copy
    }

    static let keys = keys(7)

    static func keys(_ key: UInt64) -> LedgerKeys {
        let random = SeededRandom(seed: key)
        return LedgerKeys(
            code: code(key), earlier: code(key + 1000), random: { random.bytes(count: $0) })
    }

    /// A keyed code good enough to tell any two messages apart; not a cryptographic one.
    static func code(_ key: UInt64) -> LedgerKeys.Code {
        { message in
            var code: [UInt8] = []
            for lane: UInt64 in 0..<4 {
                var state: UInt64 = 0xcbf2_9ce4_8422_2325
                state ^= key &* 0x9e37_79b9_7f4a_7c15 ^ lane
                for byte in message {
                    state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
                    state ^= state >> 29
                }
                withUnsafeBytes(of: state) { code.append(contentsOf: $0) }
            }
            return code
        }
    }

    /// What stands for a signed head: its size, its root and its time.
    static func head(_ size: UInt64, _ root: [UInt8], _ at: Int64) -> [UInt8] {
        Array("\(size) events, \(Hexadecimal.encode(root)), \(at)".utf8)
    }

    static let signer = HeadSigner { (size, root, at) throws(Refusal) in head(size, root, at) }
}

extension LedgerDatabase {
    /// Makes a ledger that needs no traces of what is there.
    static func create(at path: String, keys: LedgerKeys) throws(Refusal) -> LedgerDatabase {
        try create(at: path, keys: keys, backfill: .none).signing(with: Scratch.signer)
    }

    /// Opens a ledger that needs no traces of what is there.
    static func open(
        at path: String, busyTimeout: Duration = defaultBusyTimeout, keys: LedgerKeys?,
        bringing: BringingOver? = nil
    ) throws(Refusal) -> LedgerDatabase {
        try open(at: path, busyTimeout: busyTimeout, keys: keys, backfill: .none, bringing: bringing)
            .signing(with: Scratch.signer)
    }

    /// What a look through all of the log finds wrong.
    func findings() throws(Refusal) -> [String] { try verifyLog().findings.map(\.sentence) }
}

/// The code of what `body` refuses with, or nil when it does not.
func refusalCode<Value>(_ body: () throws -> Value) -> RefusalCode? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? Refusal)?.code
    }
}

extension LedgerDatabase.Backfill {
    /// Of what is there, nothing can be told.
    static let none = parts { _ in [] }

    /// Nothing can be told but the traces of machines.
    static func parts(_ parts: @escaping @Sendable ([UInt8]) -> [Int64]) -> LedgerDatabase.Backfill {
        LedgerDatabase.Backfill(parts: parts, spoken: { _, _ in nil }, answered: { _ in nil })
    }
}
