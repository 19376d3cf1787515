import Refusals

extension LedgerReader {
    /// How many rows of an earlier version's audit log, which was brought over as a whole, have this in their details.
    package func earlierRows(holding text: String) throws(Refusal) -> Int64 {
        let isThere = try statements.first("SELECT 1 FROM sqlite_master WHERE name = 'audit'") {
            try $0.integer(0)
        }
        guard isThere != nil else { return 0 }
        return try statements.first("SELECT count(*) FROM audit WHERE instr(detail, ?) > 0", text) {
            try $0.integer(0)
        } ?? 0
    }
}
