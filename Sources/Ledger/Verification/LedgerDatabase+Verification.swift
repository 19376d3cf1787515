import Refusals

extension LedgerDatabase {
    /// Goes through the whole log: each event is read, hashed, and played again into an empty store; then every row of every
    /// table that follows from the events is compared with what they tell, in both directions. Where the vault is open, the
    /// codes of all rows are checked, too.
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
            let store = try ReplayStore()
            return try store.use(at: location) { tables in
                try read { (reader) throws(Refusal) in
                    var replay = Replay(reader: reader, tables: tables, sizes: sizes)
                    try replay.playEvents(progress)
                    if replay.report.isWhole { try replay.compareTables(marks: backfill) }
                    return replay.report
                }
            }
        }
    }
}
