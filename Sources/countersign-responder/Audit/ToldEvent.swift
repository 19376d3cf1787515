import Activation
import CommandSupport
import Cryptography
import Issuing
import Ledger
import LogProof

/// What a receipt shows: all that the event itself says. What is kept beside events is not in it.
struct ToldEvent: Report {
    let number: Int64
    /// How many events the log had when its head was signed.
    let events: UInt64
    /// When the head was signed.
    let signed: String
    let at: String
    let actor: String
    let action: String
    let carrier: String
    let subject: String
    /// Whether more is told, of which the event has a hash only.
    let hasDetail: Bool
    let documents: [String]
    let changes: [Change]

    enum CodingKeys: String, CodingKey {
        case number, events, signed, at, actor, action, carrier, subject, documents, changes
        case hasDetail = "has_detail"
    }

    /// What became of one row. A value of which the event has a hash only is `hidden`.
    struct Change: Encodable {
        let table: String
        let change: String
        let key: [String: String?]
        let before: [String: String?]?
        let after: [String: String?]?
        /// One line for people: `licenses, changed: id 1a2b3c4d5e; seats 3, was 1; hidden: note`.
        let sentence: String

        enum CodingKeys: String, CodingKey {
            case table, change, key, before, after
        }
    }

    init(_ shown: ShownEvent) {
        let event = shown.event
        number = event.number
        events = shown.entry.head.head.size
        signed = UnixTime(rawValue: shown.entry.head.head.time).description
        at = UnixTime(rawValue: event.at).description
        (actor, action, carrier, subject) = (event.actor, event.action, event.carrier, event.subject)
        hasDetail = event.detail != nil
        documents = event.documents.map { Hexadecimal.encode($0) }
        changes = event.changes.compactMap { ToldChange($0) }.map { Change($0) }
    }

    func render(into text: inout TextReport) {
        text.field("event", "\(number) of \(events)", .good)
        text.field("when", at)
        text.field("what", action)
        text.field("about", subject.isEmpty ? nil : subject)
        text.field("by", actor)
        text.field("came by", carrier.isEmpty ? nil : carrier)
        for document in documents { text.field("document", document) }
        text.field("detail", hasDetail ? "only its hash" : nil)
        text.field("signed", signed)
        text.bullets(changes.map(\.sentence))
    }

    /// What no receipt can show.
    static func renderLimits(into text: inout TextReport) {
        text.paragraph(
            "This shows that the log has this event. It cannot show that nothing else happened: the next event may undo it. "
                + "Nor can it show that what the event says is true.", .caution)
    }
}

extension ToldEvent.Change {
    init(_ told: ToldChange) {
        table = told.table
        change = told.isAdded ? "added" : told.isRemoved ? "removed" : "changed"
        key = Dictionary(uniqueKeysWithValues: told.key.map { ($0.name, Self.text($0.value)) })
        func row(_ content: (ToldChange.Column) -> LedgerEvent.Content?) -> [String: String?] {
            Dictionary(
                uniqueKeysWithValues: told.columns.map { ($0.name, content($0).flatMap { Self.text($0) }) })
        }
        before = told.isAdded ? nil : row(\.before)
        after = told.isRemoved ? nil : row(\.after)
        sentence = "\(table), \(change): " + Self.parts(told).joined(separator: "; ")
    }

    private static func parts(_ told: ToldChange) -> [String] {
        var parts = [
            told.key.map { "\($0.name) \(text($0.value) ?? "none")" }.joined(separator: ", ")
        ]
        var hidden: [String] = []
        for column in told.columns {
            let before = column.before.flatMap { text($0) }
            let after = column.after.flatMap { text($0) }
            if isHidden(column.before) || isHidden(column.after) {
                hidden.append(column.name)
            } else if told.isAdded {
                if let after, !after.isEmpty { parts.append("\(column.name) \(after)") }
            } else if before != after {
                parts.append("\(column.name) \(after ?? "none"), was \(before ?? "none")")
            }
        }
        return hidden.isEmpty ? parts : parts + ["hidden: \(hidden.joined(separator: ", "))"]
    }

    private static func isHidden(_ content: LedgerEvent.Content?) -> Bool {
        if case .erasable? = content { true } else { false }
    }

    private static func text(_ content: LedgerEvent.Content) -> String? {
        switch content {
        case .value(let value): text(value)
        case .erasable: "hidden"
        }
    }

    private static func text(_ value: LedgerValue) -> String? {
        switch value {
        case .null: nil
        case .integer(let number): "\(number)"
        case .text(let text): text
        case .blob(let bytes): Hexadecimal.encode(bytes)
        }
    }
}
