import Cryptography
import MerkleTree
import Refusals

/// The end of the log as it is stored, before its code is checked.
struct StoredLogEnd {
    let end: LogEnd
    /// The signed tree head, without its root.
    let head: [UInt8]
    private let code: [UInt8]

    /// Whether somebody with the vault's key wrote it.
    func isWritten(with keys: LedgerKeys) throws(Refusal) -> Bool {
        KeyedHash.areEqual(try keys.full(end.message(head: head)), code)
    }

    init(_ columns: Columns) throws {
        let count = try columns.integer(0)
        let peaks = try columns.blob(1)
        let digests = stride(from: 0, to: peaks.count, by: 32).map { start in
            SHA256Digest(uncheckedBytes: Array(peaks[start..<min(start + 32, peaks.count)]))
        }
        guard
            peaks.count % 32 == 0, let size = UInt64(exactly: count),
            let frontier = MerkleFrontier(count: size, peaks: digests)
        else { throw Refusal(.auditBroken, "The end of the audit log was changed outside this program.") }
        end = LogEnd(frontier: frontier, last: try columns.blob(2, count: 32))
        head = try columns.blob(3)
        code = try columns.blob(4)
    }
}
