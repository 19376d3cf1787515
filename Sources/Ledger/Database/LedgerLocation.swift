import GRDB
import Glibc
import Refusals

/// Turns what SQLite and the system report into refusals that name the ledger's file.
struct LedgerLocation: Sendable {
    /// The path of the main database file.
    let path: String

    /// The folder that holds it.
    var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Runs `body`, and throws whatever it throws as a refusal.
    func refusing<Value>(_ body: () throws -> Value) throws(Refusal) -> Value {
        do {
            return try body()
        } catch let refusal as Refusal {
            throw refusal
        } catch let error as DatabaseError {
            throw refusal(for: error)
        } catch is RowDecodingError {
            // The tables are STRICT: a value of the wrong type did not get there through this program.
            throw Refusal(.vaultDamaged).concerning(path)
        } catch {
            throw Refusal(.internalInconsistency).concerning(path)
        }
    }

    /// The refusal for an SQLite error (<https://www.sqlite.org/rescode.html>).
    func refusal(for error: DatabaseError) -> Refusal {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: Refusal(.vaultBusy).concerning(path)
        case .SQLITE_FULL: Refusal(.diskFull).concerning(path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: refusalToWrite()
        case .SQLITE_CANTOPEN: refusalToOpen()
        case .SQLITE_IOERR: refusal(forInputOutput: error)
        // Our statements are fixed: an unknown table or column means that the file is not what it was.
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH:
            Refusal(.vaultDamaged).concerning(path)
        case .SQLITE_CONSTRAINT:
            Refusal(.internalInconsistency, "\(path): the ledger does not accept this: \(reason(error)).")
        default:
            Refusal(.internalInconsistency, "\(path): the ledger failed: \(reason(error)).")
        }
    }

    /// The refusal for a failed system call that was to make or open a file here for writing.
    func refusal(forErrno number: Int32) -> Refusal {
        switch number {
        case EEXIST: Refusal(.vaultExists).concerning(path)
        case ENOENT, ENOTDIR: Refusal(.folderMissing).concerning(path)
        case EACCES, EPERM: Refusal(.folderNotPermitted).concerning(path)
        case EROFS: readOnly
        case ENOSPC, EDQUOT: Refusal(.diskFull).concerning(path)
        default: Refusal(.fileUnwritable).concerning(path)
        }
    }

    private func reason(_ error: DatabaseError) -> String {
        error.message ?? "SQLite \(error.extendedResultCode.rawValue)"
    }

    private func refusalToWrite() -> Refusal {
        isOnReadOnlyMedium ? readOnly : Refusal(.folderNotPermitted).concerning(path)
    }

    private var readOnly: Refusal {
        Refusal(
            .folderReadOnly,
            remedy: "Switch the write protection of the vault's medium off, or use another vault.",
            facts: [.folder(.vault)]
        ).concerning(path)
    }

    private func refusalToOpen() -> Refusal {
        if isOnReadOnlyMedium { return readOnly }
        // The file or its -wal and -shm beside it could not be made: often there is no room for them.
        if isOnFullMedium { return Refusal(.diskFull).concerning(path) }
        return Refusal(access(path, R_OK) == 0 ? .folderNotPermitted : .fileUnreadable).concerning(path)
    }

    private func refusal(forInputOutput error: DatabaseError) -> Refusal {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_FSTAT:
            Refusal(.fileUnreadable).concerning(path)
        // SQLite reports a full disk as such for the database and its log, but not for the shared index.
        default: Refusal(isOnFullMedium ? .diskFull : .fileUnwritable).concerning(path)
        }
    }

    /// Whether the file system the ledger is on is mounted read-only.
    var isOnReadOnlyMedium: Bool {
        mediumFacts.map { $0.f_flag & UInt(ST_RDONLY) != 0 } ?? false
    }

    private var isOnFullMedium: Bool {
        // SQLite writes whole pages, and the index of the log grows by 32 KiB.
        mediumFacts.map { $0.f_bavail * UInt($0.f_frsize) < 32_768 } ?? false
    }

    private var mediumFacts: statvfs? {
        var facts = statvfs()
        return statvfs(folder, &facts) == 0 ? facts : nil
    }
}
