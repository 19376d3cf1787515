import CBOR
import Cryptography
import MerkleTree
import Refusals

/// One pass over the log.
struct Replay {
    let reader: LedgerReader
    let tables: ReplayTables
    let sizes: Set<UInt64>
    var report = LogReport()
    private var frontier = MerkleFrontier()
    private var lastLeaf: [UInt8] = []
    private var auditKeyCount: Int64 = 0
    private var rootKey: CBORValue?
    private var earlierLog: [UInt8]?

    private static let views = Dictionary(uniqueKeysWithValues: LedgerView.all.map { ($0.number, $0) })
    /// What stands in the store for a value that was erased.
    private static let erased = CBORValue.tagged(0, .null)

    init(reader: LedgerReader, tables: ReplayTables, sizes: Set<UInt64>) {
        (self.reader, self.tables, self.sizes) = (reader, tables, sizes)
    }

    mutating func playEvents(_ progress: (Int64) -> Void) throws(Refusal) {
        var expected: Int64 = 1
        var found: LogFinding?
        try reader.statements.forEach(
            "SELECT number, at, action, thing, scope, bytes, beside, tallied FROM events ORDER BY number"
        ) { columns in
            let number = try columns.integer(0)
            guard number == expected else {
                found = LogFinding(event: expected, "Event \(expected) is missing.")
                return false
            }
            let bytes = try columns.blob(5)
            let leaf = MerkleHash.leaf(bytes)
            lastLeaf = leaf.bytes
            frontier.append(leaf)
            if sizes.contains(frontier.count) { report.earlierRoots[frontier.count] = frontier.root.bytes }
            found = try play(bytes, columns)
            expected += 1
            if number % 10_000 == 0 { progress(number) }
            return found == nil
        }
        if let found { report.add(found) }
        for event in found == nil ? try tables.unexplained(limit: LogReport.mostFindings) : [] {
            report.add(
                LogFinding(
                    event: event,
                    "What stood beside event \(event) was removed, and no event says that it was erased."))
        }
        report.size = try reader.eventCount()
        report.root = frontier.root.bytes
        let end: StoredLogEnd?
        do throws(Refusal) {
            end = try reader.storedLogEnd()
        } catch {
            report.add(LogFinding(error.sentence))
            return
        }
        report.head = end?.head
        if found == nil { try compareEnd(end) }
    }

    /// Plays one event, and says what is wrong with it.
    private mutating func play(_ bytes: [UInt8], _ columns: Columns) throws -> LogFinding? {
        let number = try columns.integer(0)
        func wrong(_ what: String) -> LogFinding { LogFinding(event: number, "Event \(number) \(what).") }
        guard let event = LedgerEvent(encoded: bytes) else { return wrong("cannot be read") }
        let thing = AuditSubject.thing(license: event.license, text: event.subject)
        guard
            event.number == number, event.at == (try columns.integer(1)),
            event.action == (try columns.text(2)), thing == (try columns.optionalBlob(3)),
            event.scope == (try columns.optionalInteger(4)), event.tallied == (try columns.optionalInteger(7))
        else { return wrong("is listed as another one than it is") }
        guard let values = EventValues(encoded: try columns.optionalBlob(6)), values.fit(event) else {
            return wrong("does not fit the values that are kept beside it")
        }
        if let thing {
            guard event.previous == (try tables.exchange(thing, number)) else {
                return wrong("does not name the event before it about '\(event.subject)'")
            }
        } else if event.previous != nil {
            return wrong("names an event before it, and is about nothing")
        }
        for reliance in event.reliances
        where try tables.lastChange(of: reliance.thing, scope: reliance.scope) != reliance.event {
            return wrong(
                "rests on a row as event \(reliance.event) had written it, and that was not the latest: an older row was put "
                    + "back for it")
        }
        if let thing, let scope = event.scope {
            try tables.noteChange(of: thing, scope: scope, event: number)
        }
        if event.action == LedgerEvent.erasing, let thing { try tables.explainErased(thing) }
        try noteErased(event, values, thing)
        var place = event.detail == nil ? 0 : 1
        for change in event.changes {
            guard let view = Self.views[change.view], change.key.count == view.keyCount else {
                return wrong("changes a table that there is not")
            }
            let (before, after) = (
                Self.row(change.before, values, &place), Self.row(change.after, values, &place)
            )
            let expected = view.columns.count - view.keyCount
            guard before.map({ $0.count == expected }) ?? true, after.map({ $0.count == expected }) ?? true
            else { return wrong("changes a table that there is not") }
            let key = Self.encoded(change.key[...])
            let known = try tables.row(change.view, key)
            guard Self.fits(known?.content, before) else {
                return wrong("does not follow from the events before it: the table '\(view.table)' differs")
            }
            if view.number == LedgerView.auditKeys.number, !isInOrder(change, before, after) {
                return wrong("puts another audit key in the place of one")
            }
            let content = after.map { CBOREncoder.encode(.array($0)) }
            try tables.set(change.view, key, content, event: number)
        }
        for document in event.documents { try noteDocument(document, event) }
        return nil
    }

    /// An audit key is never removed and never changed, but for its certificate; a new one has the next number, and the same
    /// root key.
    private mutating func isInOrder(
        _ change: LedgerEvent.Change, _ before: [CBORValue]?, _ after: [CBORValue]?
    ) -> Bool {
        guard let after else { return false }
        if let before { return [0, 2, 3].allSatisfy { before[$0] == after[$0] } }
        auditKeyCount += 1
        guard change.key == [.integer(auditKeyCount)] else { return false }
        if rootKey == nil { rootKey = after[2] }
        return after[2] == rootKey
    }

    /// Values beside an event may be gone if a later event says that they were erased. Those that an event replaced need
    /// not be kept.
    private mutating func noteErased(
        _ event: LedgerEvent, _ values: EventValues, _ thing: [UInt8]?
    ) throws(Refusal) {
        var place = 0
        var isErased = false
        if event.detail != nil {
            isErased = values.places[0] == nil
            place = 1
        }
        for change in event.changes {
            for (contents, isAfter) in [(change.before, false), (change.after, true)] {
                for case .erasable in contents ?? [] {
                    if isAfter, values.places[place] == nil { isErased = true }
                    place += 1
                }
            }
        }
        guard isErased else { return }
        if let thing { return try tables.noteErased(thing, event.number) }
        report.add(
            LogFinding(
                event: event.number,
                "What stood beside event \(event.number) was removed, and no event says that it was erased."))
    }

    /// The earlier log's digest is named by the first event of a ledger that was brought over.
    private mutating func noteDocument(_ digest: [UInt8], _ event: LedgerEvent) throws(Refusal) {
        if event.action == BringingOver.beginning {
            earlierLog = digest
            return
        }
        do throws(Refusal) {
            _ = try reader.document(digest)
        } catch {
            report.add(
                LogFinding(event: event.number, "A document of event \(event.number): \(error.sentence)"))
        }
    }

    private static func row(
        _ contents: [LedgerEvent.Content]?, _ values: EventValues, _ place: inout Int
    ) -> [CBORValue]? {
        guard let contents else { return nil }
        var row: [CBORValue] = []
        row.reserveCapacity(contents.count)
        for content in contents {
            switch content {
            case .value(let value): row.append(value.cbor)
            case .erasable:
                row.append(values.places[place].map(\.value.cbor) ?? erased)
                place += 1
            }
        }
        return row
    }

    /// Whether a row is as an event says that it was; what was erased may be anything.
    private static func fits(_ known: [UInt8]?, _ before: [CBORValue]?) -> Bool {
        guard let known, let before else { return known == nil && before == nil }
        if known == CBOREncoder.encode(.array(before)) { return true }
        guard let row = try? CBORDecoder.decode(known).asArray, row.count == before.count else {
            return false
        }
        return zip(row, before).allSatisfy { $0 == $1 || $0 == erased || $1 == erased }
    }

    private mutating func compareEnd(_ end: StoredLogEnd?) throws(Refusal) {
        guard let end else {
            if frontier.count > 0 {
                report.add(LogFinding("The end of the log, with its signed head, is missing."))
            }
            return
        }
        guard end.end.frontier == frontier else {
            let told = Int64(clamping: end.end.count)
            report.add(
                told > report.size
                    ? LogFinding(
                        event: report.size + 1,
                        "The log ends with event \(report.size), and its end tells of \(told): "
                            + (told - report.size == 1
                                ? "event \(told) is missing."
                                : "events \(report.size + 1) to \(told) are missing."))
                    : LogFinding(
                        event: told,
                        "The events up to \(told) do not add up to the signed end of the log: at least one of them was changed."
                    ))
            return
        }
        let rows = try reader.statements.first("SELECT count(*) FROM log_end") { try $0.integer(0) }
        guard end.end.last == lastLeaf, rows == 1 else {
            return report.add(LogFinding("The end of the log is not what belongs there."))
        }
        guard let keys = reader.keys, try !end.isWritten(with: keys) else { return }
        report.add(LogFinding("The code of the end of the log is wrong."))
    }
}

extension Replay {
    /// Compares every row of every view with what the events tell, in both directions.
    mutating func compareTables(marks: LedgerDatabase.Backfill) throws(Refusal) {
        for view in LedgerView.all { try compare(view) }
        try compareMarks(marks)
        try compareDocuments()
        try compareEarlierLog()
        try readAuditKeys()
    }

    private mutating func compare(_ view: LedgerView) throws(Refusal) {
        var report = report
        var known: Int64 = 0
        try reader.statements.forEach("SELECT \(view.list()) FROM \(view.table)") { columns in
            let values: [LedgerValue] = try (0..<view.columns.count).map { try columns.value($0) }
            let event = try columns.integer(view.columns.count)
            let told = try tables.row(view.number, Self.encoded(values.prefix(view.keyCount)))
            guard let told else {
                report.add(
                    LogFinding("A row of the table '\(view.table)' was written by no event: it was added."))
                return true
            }
            known += 1
            if told.event != event || told.content != Self.encoded(values.dropFirst(view.keyCount)) {
                report.add(
                    LogFinding(
                        event: told.event,
                        "A row of the table '\(view.table)' is not what event \(told.event) wrote"
                            + "\(RowDifference(view, values, told: told.content).inWords)."))
            } else if let keys = reader.keys,
                try !columns.holds(
                    try keys.rowCode(view, values, event: event), at: view.columns.count + 1)
            {
                report.add(
                    LogFinding(
                        event: told.event,
                        "The code of a row of the table '\(view.table)', which event \(told.event) wrote, is wrong."
                    ))
            }
            return true
        }
        self.report = report
        if try tables.count(view.number) != known { try findMissing(view) }
    }

    private static func encoded(_ values: ArraySlice<LedgerValue>) -> [UInt8] {
        var writer = CBORWriter(capacity: 256)
        writer.array(values.count)
        for value in values { value.write(to: &writer) }
        return writer.bytes
    }

    /// Names the rows that events wrote and that are not there.
    private mutating func findMissing(_ view: LedgerView) throws(Refusal) {
        var report = report
        try tables.forEach(view.number) { key, _, event in
            guard let values = try CBORDecoder.decode(key).asArray?.compactMap({ LedgerValue($0) }) else {
                throw Refusal(.internalInconsistency)
            }
            let found = try reader.statements.all(view.selection, values: values) { try $0.value(0) }
            if found.isEmpty {
                report.add(
                    LogFinding(
                        event: event,
                        "A row of the table '\(view.table)', which event \(event) wrote, is missing."))
            }
            return true
        }
        self.report = report
    }

    /// The index by traces follows from the machines.
    private mutating func compareMarks(_ backfill: LedgerDatabase.Backfill) throws(Refusal) {
        var told: Int64 = 0
        var isWhole = true
        try reader.statements.forEach(
            """
            SELECT a.license_id, a.fingerprint, a.id FROM activations a
            JOIN licenses l ON l.id = a.license_id WHERE l.binding = \(LicenseRecord.Binding.machine.rawValue)
            """
        ) { columns in
            let (license, activation) = (try columns.blob(0), try columns.integer(2))
            for trace in Set(backfill.parts(try columns.blob(1))) {
                told += 1
                let row = try reader.statements.first(
                    "SELECT 1 FROM activation_marks WHERE license_id = ? AND mark = ? AND activation_id = ?",
                    license, trace, activation
                ) { try $0.integer(0) }
                isWhole = isWhole && row != nil
            }
            return isWhole
        }
        let rows = try reader.statements.first("SELECT count(*) FROM activation_marks") { try $0.integer(0) }
        guard !isWhole || rows != told else { return }
        report.add(
            LogFinding(
                "The table 'activation_marks', by which machines are found again, does not follow from the machines."
            ))
    }

    /// No document is there that no event names. Those that events name were looked at with them.
    private mutating func compareDocuments() throws(Refusal) {
        let unnamed = try reader.statements.first(
            """
            SELECT count(*) FROM documents WHERE digest NOT IN (SELECT request FROM answers)
            AND digest NOT IN (SELECT response FROM answers) AND digest NOT IN (SELECT document FROM product_files)
            """
        ) { try $0.integer(0) }
        guard let unnamed, unnamed > 0 else { return }
        report.add(LogFinding("\(unnamed) documents in the ledger are named by no event: they were added."))
    }

    private mutating func compareEarlierLog() throws(Refusal) {
        guard let earlierLog else { return }
        do throws(Refusal) {
            if try EarlierLedger.digestOfLog(reader.statements) == earlierLog { return }
        } catch {
            guard error.code == .vaultDamaged else { throw error }
        }
        report.add(LogFinding("The audit log of an earlier version is not the one that was brought over."))
    }

    private mutating func readAuditKeys() throws(Refusal) {
        do throws(Refusal) {
            report.auditKeys = try reader.auditKeys()
        } catch {
            guard error.code == .vaultDamaged else { throw error }
        }
    }
}
