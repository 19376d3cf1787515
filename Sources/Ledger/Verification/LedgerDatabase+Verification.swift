import Refusals

extension LedgerDatabase {
    /// Goes through the whole log: each event is read, hashed, and played again into an empty store; then every row of every
    /// table that follows from the events is compared with what they tell, in both directions. Where the vault is open, the
    /// codes of all rows are checked, too. At last the file itself is looked at: its schema, its pages, its indices.
    ///
    /// It believes nothing that the ledger says of itself: who calls it compares the root with a signed head.
    ///
    /// - Parameters:
    ///   - sizes: for so many first events the root is given, too.
    ///   - progress: told how many events were gone through, now and then.
    /// - Throws: `vault.damaged`, `vault.busy` and what reading throws.
    package func verifyLog(
        rootsOf sizes: Set<UInt64> = [], progress: (Int64) -> Void = { _ in }
    ) throws(Refusal) -> LogReport {
        let location = location
        return try location.refusing {
            // Nothing is read from a view that somebody planted in the place of a table.
            let planted = try schemaFindings()
            guard planted.isEmpty else {
                var report = LogReport()
                for finding in planted { report.add(finding) }
                return report
            }
            let store = try ReplayStore()
            var report = try store.use(at: location) { tables in
                try read { (reader) throws(Refusal) in
                    var replay = Replay(reader: reader, tables: tables, sizes: sizes)
                    try replay.playEvents(progress)
                    if replay.report.isWhole { try replay.compareTables(marks: backfill) }
                    return replay.report
                }
            }
            // An index that leaves rows out hides them from those who ask, and not from those who read all.
            if report.isWhole { for finding in try fileFindings() { report.add(finding) } }
            return report
        }
    }
}
