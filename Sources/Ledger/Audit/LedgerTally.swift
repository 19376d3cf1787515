import Refusals

/// How many rows a table has, and how many the audit log says it should have. For whoever cuts the log off
/// together with its head: what was done stays, and then the two differ.
package struct LedgerTally: Hashable, Sendable {
    /// The table: `products`, `licenses`, `product_files`, `responses`, `revocations`, `rebindings`.
    package let table: String
    /// How many rows the table has now.
    package let rows: Int64
    /// The rows of the audit log that tell of one being added.
    package let told: Int64
}

extension LedgerReader {
    /// One tally for each table to which rows are only ever added.
    ///
    /// - Parameter actions: the actions of the audit log that add a row, for each table.
    package func tallies(
        _ actions: [(table: AuditedTable, actions: [String])]
    ) throws(Refusal) -> [LedgerTally] {
        var tallies: [LedgerTally] = []
        for (table, actions) in actions {
            let rows = try statements.first("SELECT count(*) FROM \(table.rawValue)") { try $0.integer(0) }
            var told: Int64 = 0
            for action in actions {
                told +=
                    try statements.first("SELECT count(*) FROM audit WHERE action = ?", action) {
                        try $0.integer(0)
                    } ?? 0
            }
            tallies.append(LedgerTally(table: table.rawValue, rows: rows ?? 0, told: told))
        }
        return tallies
    }
}

/// The tables to which rows are only ever added, each with a row of the audit log.
package enum AuditedTable: String, CaseIterable, Sendable {
    /// What is sold.
    case products
    /// What was sold.
    case licenses
    /// What was signed with the root key.
    case productFiles = "product_files"
    /// What was answered.
    case responses
    /// What was revoked.
    case revocations
    /// Seats that went to other hardware.
    case rebindings
}
