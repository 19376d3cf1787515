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

    static let query =
        "SELECT id, opened_at, updated_at, agent, license_id, code, typed, position, ended_at, seat, shown, "
        + "session FROM calls"

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
}
