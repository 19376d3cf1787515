import Refusals

/// An event, as it is told to people.
package struct AuditRecord: Sendable {
    /// The event's number, from 1, without gaps.
    package let sequence: Int64
    /// Seconds since 1970.
    package let at: Int64
    /// Who did it.
    package let actor: String
    /// What was done.
    package let action: String
    /// How it came in; empty when that means nothing.
    package let carrier: String
    /// What it was done to, as people write it; empty for nothing in particular.
    package let subject: String
    /// Anything more, for people; nil where it was erased.
    package let detail: String?

    init(_ columns: Columns) throws {
        guard
            let event = LedgerEvent(encoded: try columns.blob(1)),
            let values = EventValues(encoded: try columns.optionalBlob(2)), values.fit(event),
            event.number == (try columns.integer(0))
        else {
            throw Refusal(.vaultDamaged, "Event \(try columns.integer(0)) of the audit log is damaged.")
        }
        (sequence, at, actor, action) = (event.number, event.at, event.actor, event.action)
        (carrier, subject) = (event.carrier, event.subject)
        if event.detail == nil {
            detail = ""
        } else if case .text(let text)? = values.places.first??.value {
            detail = text
        } else {
            detail = nil
        }
    }
}
