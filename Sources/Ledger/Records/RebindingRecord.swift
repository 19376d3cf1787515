/// A seat that went to other hardware: its machine changed, or a person said whose it is.
package struct RebindingRecord: Hashable, Sendable {
    /// The license, 5 bytes.
    package let licenseID: [UInt8]
    /// The ledger's number for the seat.
    package let activationID: Int64
    /// How many it counts, 1 to 10: as many as there are strong components that the seat had not.
    package let parts: Int64
    /// Seconds since 1970.
    package let at: Int64
    /// How the request came, such as `file` or `phone`.
    package let carrier: String
    /// Why a person allowed it though the allowance was used up; nil where it was not.
    package let reason: String?

    /// All columns but the number, as they are stored.
    package init(
        licenseID: [UInt8], activationID: Int64, parts: Int64, at: Int64, carrier: String, reason: String?
    ) {
        self.licenseID = licenseID
        self.activationID = activationID
        self.parts = parts
        self.at = at
        self.carrier = carrier
        self.reason = reason
    }
}

/// The row of a rebinding.
struct RebindingRow: Hashable, Sendable {
    let licenseID: [UInt8]
    /// The sum of the parts within the license, with those of this one.
    let number: Int64
    let parts: Int64
    let activationID: Int64
    let at: Int64
    let carrier: String
    let reason: String?
}

extension RebindingRow: ViewRecord {
    static let view = LedgerView.rebindings

    var values: [LedgerValue] {
        [
            .blob(licenseID), .integer(number), .integer(parts), .integer(activationID), .integer(at),
            .text(carrier), .text(reason),
        ]
    }

    init(_ columns: Columns) throws {
        self.init(
            licenseID: try columns.blob(0, count: 5), number: try columns.integer(1),
            parts: try columns.integer(2), activationID: try columns.integer(3), at: try columns.integer(4),
            carrier: try columns.text(5), reason: try columns.optionalText(6))
    }

    static let query = "SELECT \(view.list(of: "rebindings")) FROM rebindings"

    var withoutReason: RebindingRow {
        RebindingRow(
            licenseID: licenseID, number: number, parts: parts, activationID: activationID, at: at,
            carrier: carrier,
            reason: nil)
    }
}
