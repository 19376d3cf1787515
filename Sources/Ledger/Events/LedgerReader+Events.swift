import Cryptography
import MerkleTree
import Refusals

/// Which events to list.
package struct AuditFilter: Hashable, Sendable {
    /// Only this action.
    package var action: String?
    /// Only what is about one of these.
    package var subjects: [AuditSubject]
    /// Only events at or after this time, seconds since 1970.
    package var since: Int64?

    /// All events, unless narrowed.
    package init(action: String? = nil, subjects: [AuditSubject] = [], since: Int64? = nil) {
        self.action = action
        self.subjects = subjects
        self.since = since
    }
}

extension LedgerReader {
    /// Events, newest first.
    ///
    /// - Parameters:
    ///   - limit: at most this many.
    ///   - offset: how many of the newest to leave out.
    package func auditRecords(
        _ filter: AuditFilter = AuditFilter(), limit: Int64 = 100, offset: Int64 = 0
    ) throws(Refusal) -> [AuditRecord] {
        let (limit, offset) = (max(limit, 0), max(offset, 0))
        let things = filter.subjects.compactMap(\.thing)
        guard things.count > 1 else {
            return try auditRecords(filter, of: things.first, limit: limit, offset: offset)
        }
        // Each has its newest first in an index; of several together, SQLite would sort all.
        let (sum, isTooMuch) = limit.addingReportingOverflow(offset)
        var found: [AuditRecord] = []
        for thing in Set(things) {
            found += try auditRecords(filter, of: thing, limit: isTooMuch ? .max : sum, offset: 0)
        }
        found.sort { $0.sequence > $1.sequence }
        return Array(found.dropFirst(Int(clamping: offset)).prefix(Int(clamping: limit)))
    }

    private func auditRecords(
        _ filter: AuditFilter, of thing: [UInt8]?, limit: Int64, offset: Int64
    ) throws(Refusal) -> [AuditRecord] {
        var conditions: [String] = []
        var values: [any SQLBindable] = []
        // What is about a thing may be little among much: what is not a bare column is not looked up in an index, and then
        // nothing is sorted.
        if let action = filter.action {
            conditions.append(thing == nil ? "action = ?" : "coalesce(action, '') = ?")
            values.append(action)
        }
        if let thing {
            conditions.append("thing = ?")
            values.append(thing)
        }
        if let since = filter.since {
            conditions.append("+at >= ?")
            values.append(since)
        }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try statements.all(
            "SELECT number, bytes, beside FROM events \(condition) ORDER BY number DESC LIMIT ? OFFSET ?",
            values: values + [limit, offset], decode: AuditRecord.init)
    }

    /// The events of an action since a moment, the oldest first.
    package func auditEntries(
        of action: String, since time: Int64
    ) throws(Refusal) -> [AuditRecord] {
        try statements.all(
            "SELECT number, bytes, beside FROM events WHERE action = ? AND at > ? ORDER BY number", action,
            time, decode: AuditRecord.init)
    }

    /// An event's bytes, and as it is told to people; nil where there is no event of this number.
    package func event(_ number: Int64) throws(Refusal) -> (bytes: [UInt8], record: AuditRecord)? {
        try statements.first("SELECT number, bytes, beside FROM events WHERE number = ?", number) {
            (try $0.blob(1), try AuditRecord($0))
        }
    }

    /// Goes through the bytes of consecutive events.
    package func forEachEvent(
        in numbers: ClosedRange<Int64>, _ body: ([UInt8]) -> Void
    ) throws(Refusal) {
        try statements.forEach(
            "SELECT bytes FROM events WHERE number BETWEEN ? AND ? ORDER BY number", numbers.lowerBound,
            numbers.upperBound
        ) { columns in
            body(try columns.blob(0))
            return true
        }
    }

    /// The root over all events as the end of the log has it, and the document that was signed over it. Neither is believed
    /// before the signature holds.
    package func signedEnd() throws(Refusal) -> (root: [UInt8], head: [UInt8])? {
        try storedLogEnd().map { ($0.end.frontier.root.bytes, $0.head) }
    }

    /// How many events there are.
    package func eventCount() throws(Refusal) -> Int64 {
        try statements.first("SELECT max(number) FROM events") { try $0.optionalInteger(0) }.flatMap(\.self)
            ?? 0
    }

    func requireKeys() throws(Refusal) -> LedgerKeys {
        guard let keys else {
            throw Refusal(.internalInconsistency, "The ledger was opened without the keys of its vault.")
        }
        return keys
    }
}
