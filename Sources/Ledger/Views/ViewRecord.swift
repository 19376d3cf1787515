import CBOR
import Refusals

/// A row of a view, as a value.
protocol ViewRecord: Sendable {
    /// The table it is in.
    static var view: LedgerView { get }
    /// Its values, in the order of the view's columns.
    var values: [LedgerValue] { get }
    /// What of its event's subject it is; nil where it is neither the thing itself nor one of a license's seats.
    var scope: Int64? { get }
    /// What its event has to be about, as ``AuditSubject/thing`` has it: by that it is found out whether the row is the
    /// latest. Nil where nobody asks that.
    var thing: [UInt8]? { get }
    /// Reads the view's columns, which stand first in the row, in their order; `event` follows them.
    init(_ columns: Columns) throws
}

extension ViewRecord {
    var scope: Int64? { nil }
    var thing: [UInt8]? { nil }

    /// The place of `event` among the columns.
    static var eventPlace: Int { view.columns.count }
}

/// The number in a row's scope that means the thing itself: a license, a product, a key. A license's seats have their own
/// numbers, from 1.
let thingItself: Int64 = 0

/// The keyed code of a row: BLAKE2b over its table, its values and the number of the event that wrote it, 16 bytes.
enum RowCode {
    static let size = 16

    static func message(_ view: LedgerView, _ values: [LedgerValue], event: Int64) -> [UInt8] {
        var writer = CBORWriter(capacity: 512)
        writer.array(3 + values.count)
        writer.text("countersign.row.1")
        writer.int(Int64(clamping: view.number))
        writer.int(event)
        for value in values { value.write(to: &writer) }
        return writer.bytes
    }
}

extension LedgerReader {
    /// Reads a row, and refuses it if its code does not fit. Without the vault's key nothing is decided, and no code is
    /// looked at.
    ///
    /// - Throws: `vault.damaged`.
    func record<Record: ViewRecord>(_ columns: Columns) throws -> Record {
        let record = try Record(columns)
        guard let keys else { return record }
        let place = Record.eventPlace
        let event = try columns.integer(place)
        let code = try keys.rowCode(Record.view, record.values, event: event)
        guard try columns.holds(code, at: place + 1) else {
            throw Self.damagedRow(Record.view, record.values, event: event)
        }
        return record
    }

    static func damagedRow(_ view: LedgerView, _ values: [LedgerValue], event: Int64) -> Refusal {
        Refusal(
            .vaultDamaged,
            "A row of the table '\(view.table)' is not what event \(event) wrote: it was changed outside this program."
        )
    }

    /// The first row of the result, its code checked; nil if there is none.
    func first<Record: ViewRecord>(
        _ type: Record.Type, _ sql: String, _ values: any SQLBindable...
    ) throws(Refusal) -> Record? {
        try statements.all(sql, values: values, limit: 1) { (columns) throws -> Record in try record(columns)
        }
        .first
    }

    /// All rows of the result, their codes checked.
    func all<Record: ViewRecord>(
        _ type: Record.Type, _ sql: String, values: [any SQLBindable]
    ) throws(Refusal) -> [Record] {
        try statements.all(sql, values: values) { (columns) throws -> Record in try record(columns) }
    }

    /// All rows of the result, their codes checked.
    func all<Record: ViewRecord>(
        _ type: Record.Type, _ sql: String, _ values: any SQLBindable...
    ) throws(Refusal) -> [Record] {
        try all(type, sql, values: values)
    }

    /// Refuses a row whose subject has a later event that changed it: the row is an older one, put back.
    ///
    /// - Parameter event: the number that the row has.
    /// - Throws: `vault.damaged`.
    func requireLatest<Record: ViewRecord>(_ record: Record, event: Int64) throws(Refusal) {
        guard keys != nil, !isBeingMade(event) else { return }
        let last =
            try statements.first(Self.lastOfScope, record.thing, record.scope) { try $0.optionalInteger(0) }
            ?? nil
        try Self.require(Record.view, event: event, isLast: last)
        // A seat that is gone by is changed by the same event, which has what it was before.
        if let thing = record.thing, record.scope == thingItself {
            rely(on: LedgerEvent.Reliance(thing: thing, scope: thingItself, event: event))
        }
    }

    /// The same for what is counted of a license.
    func requireLatestTally(event: Int64, of thing: [UInt8]) throws(Refusal) {
        guard keys != nil, !isBeingMade(event) else { return }
        let last = try statements.first(Self.lastTally, thing) { try $0.optionalInteger(0) } ?? nil
        try Self.require(LedgerView.seatTallies, event: event, isLast: last)
    }

    private static func require(
        _ view: LedgerView, event: Int64, isLast last: Int64?
    ) throws(Refusal) {
        guard let last else {
            throw Refusal(
                .vaultDamaged,
                "A row of the table '\(view.table)' is as event \(event) wrote it, and the list of events about it has none: "
                    + "an index was changed outside this program.")
        }
        guard last == event else {
            throw Refusal(
                .vaultDamaged,
                "A row of the table '\(view.table)' is as event \(event) wrote it, and event \(last) changed it later: "
                    + "an older row was put back outside this program.")
        }
    }

    /// Refuses what is not there though an event wrote it: a license, a product, a key is never removed.
    ///
    /// - Throws: `vault.damaged`.
    func requireNone(_ view: LedgerView, of thing: [UInt8]) throws(Refusal) {
        guard keys != nil else { return }
        let last =
            try statements.first(Self.lastOfScope, thing, thingItself) { try $0.optionalInteger(0) } ?? nil
        guard let last else { return }
        throw Refusal(
            .vaultDamaged,
            "A row of the table '\(view.table)', which event \(last) wrote, is missing: it was removed outside this program."
        )
    }

    private static let lastOfScope = "SELECT max(number) FROM events WHERE thing = ? AND scope = ?"
    private static let lastTally = "SELECT max(number) FROM events WHERE thing = ? AND tallied = 1"
}
