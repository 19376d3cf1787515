/// A call by telephone, as far as it has come.
package struct CallRow: Hashable, Sendable {
    /// The ledger's number for it.
    package let id: Int64
    /// Seconds since 1970.
    package let openedAt: Int64
    /// Seconds since 1970.
    package var updatedAt: Int64
    /// Who has it.
    package var agent: String
    /// The license, 5 bytes, once the caller has proven the activation key.
    package var licenseID: [UInt8]?
    /// The request code, 21 bytes, once it was proven.
    package var code: [UInt8]?
    /// What was typed of the code: a line for its form, and one for each group; up to 4,096 characters.
    package var typed: String
    /// The group of the answer that is read next; 0 where none was begun.
    package var position: Int64
    /// The seat that the agent chose for the code, as he typed it; nil for none.
    package var seat: String?
    /// What the agent was shown last for the code, 32 bytes of a digest; nil where he was shown nothing.
    package var shown: [UInt8]?
    /// How often the call was opened and gone on with: the last one has it.
    package var session: Int64
    /// Seconds since 1970; nil while it goes on.
    package var endedAt: Int64?
}

extension CallRow: ViewRecord {
    static let view = LedgerView.calls

    var values: [LedgerValue] {
        [
            .integer(id), .integer(openedAt), .integer(updatedAt), .text(agent), .blob(licenseID),
            .blob(code), .text(typed), .integer(position), .integer(endedAt), .text(seat), .blob(shown),
            .integer(session),
        ]
    }

    init(_ columns: Columns) throws {
        id = try columns.integer(0)
        openedAt = try columns.integer(1)
        updatedAt = try columns.integer(2)
        agent = try columns.text(3)
        licenseID = try columns.optionalBlob(4)
        code = try columns.optionalBlob(5)
        typed = try columns.text(6)
        position = try columns.integer(7)
        endedAt = try columns.optionalInteger(8)
        seat = try columns.optionalText(9)
        shown = try columns.optionalBlob(10)
        session = try columns.integer(11)
    }

    init(id: Int64, openedAt: Int64, agent: String) {
        (self.id, self.openedAt, self.updatedAt, self.agent) = (id, openedAt, openedAt, agent)
        (typed, position, session) = ("", 0, 1)
    }

    static let query = "SELECT \(view.list(of: "calls")) FROM calls"
}

/// A wrong proof that counts.
struct PhoneAttemptRow: Hashable, Sendable {
    let code: [UInt8]
    let licenseID: [UInt8]
    let at: Int64
}

extension PhoneAttemptRow: ViewRecord {
    static let view = LedgerView.phoneAttempts

    var values: [LedgerValue] { [.blob(code), .blob(licenseID), .integer(at)] }

    init(_ columns: Columns) throws {
        self.init(
            code: try columns.blob(0, count: 21), licenseID: try columns.blob(1, count: 5),
            at: try columns.integer(2))
    }
}

/// What an agent refused by telephone.
struct PhoneRefusalRow: Hashable, Sendable {
    let id: Int64
    let code: [UInt8]
    let callID: Int64
    let agent: String
    let at: Int64
}

extension PhoneRefusalRow: ViewRecord {
    static let view = LedgerView.phoneRefusals

    var values: [LedgerValue] {
        [.integer(id), .blob(code), .integer(callID), .text(agent), .integer(at)]
    }

    init(_ columns: Columns) throws {
        self.init(
            id: try columns.integer(0), code: try columns.blob(1, count: 21),
            callID: try columns.integer(2), agent: try columns.text(3), at: try columns.integer(4))
    }
}
