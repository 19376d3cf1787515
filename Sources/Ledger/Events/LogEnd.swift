import CBOR
import Cryptography
import MerkleTree
import Refusals

/// The end of the log: what has to be kept so that events can be appended.
struct LogEnd: Sendable {
    private(set) var frontier: MerkleFrontier
    /// The hash of the last event, 32 bytes; zeros where there is none.
    private(set) var last: [UInt8]

    var count: UInt64 { frontier.count }

    static let empty = LogEnd(frontier: MerkleFrontier(), last: [UInt8](repeating: 0, count: 32))

    init(frontier: MerkleFrontier, last: [UInt8]) {
        self.frontier = frontier
        self.last = last
    }

    mutating func append(_ leaf: SHA256Digest) {
        frontier.append(leaf)
        last = leaf.bytes
    }

    var peaks: [UInt8] { frontier.peaks.flatMap(\.bytes) }

    /// What the code of the end is computed over.
    func message(head: [UInt8]) -> [UInt8] {
        CBOREncoder.encode(
            .array([
                .text("countersign.log.1"), .unsigned(count), .bytes(peaks), .bytes(last), .bytes(head),
            ]))
    }
}

extension LedgerReader {
    /// The end of the log as it is stored; nil where somebody removed it, or there never was one.
    func storedLogEnd() throws(Refusal) -> StoredLogEnd? {
        try statements.first(
            "SELECT size, peaks, last, head, code FROM log_end WHERE id = 1", decode: StoredLogEnd.init)
    }
}

extension LedgerWriter {
    /// The end of the log: read once in a transaction, because other processes append too; and believed only when its code
    /// is right and the last event is the one it knows, so that a cut is not covered by new events.
    func logEnd() throws(Refusal) -> LogEnd {
        if let end { return end }
        let end = try believedEnd()
        self.end = end
        return end
    }

    private func believedEnd() throws(Refusal) -> LogEnd {
        let keys = try requireKeys()
        let last = try statements.first("SELECT number, bytes FROM events ORDER BY number DESC LIMIT 1") {
            (number: try $0.integer(0), bytes: try $0.blob(1))
        }
        guard let stored = try storedLogEnd() else {
            // A ledger has its first key with its first event.
            let isUsed = try statements.first("SELECT 1 FROM audit_keys LIMIT 1") { try $0.integer(0) } != nil
            guard last == nil, !isUsed else {
                throw Refusal(.auditBroken, "The end of the audit log is missing.")
            }
            return .empty
        }
        guard try stored.isWritten(with: keys) else {
            throw Refusal(.auditBroken, "The end of the audit log was changed outside this program.")
        }
        guard
            let last, UInt64(exactly: last.number) == stored.end.count,
            MerkleHash.leaf(last.bytes).bytes == stored.end.last
        else {
            throw Refusal(
                .auditBroken, "The audit log does not end with event \(stored.end.count), as it should.")
        }
        return stored.end
    }

    func store(_ end: LogEnd, head: [UInt8]) throws(Refusal) {
        let code = try requireKeys().full(end.message(head: head))
        guard let size = Int64(exactly: end.count) else { throw Refusal(.internalInconsistency) }
        try statements.run(
            """
            INSERT INTO log_end (id, size, peaks, last, head, code) VALUES (1, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET size = excluded.size, peaks = excluded.peaks, last = excluded.last,
                                           head = excluded.head, code = excluded.code
            """, size, end.peaks, end.last, head, code)
    }
}
