import Refusals

/// A trace is one strong component of a machine, as its kind and its digest: by any of them the ledger finds the machine
/// again. The table is `activation_marks` and its column `mark`, as they were called in the ledger's second version.
extension LedgerReader {
    /// Where more activations than these have traces of a machine, that is no chance: they are copies of each other.
    private static let mostByChance = 256

    /// The activations of a license that have any of these traces, returned ones too: those that share the most
    /// first, then the newest.
    ///
    /// - Parameters:
    ///   - traces: what the machine has; with none, nothing is found.
    ///   - limit: at most this many. Where hundreds of machines share a serial number, those come first that share
    ///     what few have, and of the rest only the newest are looked at.
    package func activations(
        ofLicense id: [UInt8], sharing traces: [Int64], limit: Int = 64
    ) throws(Refusal) -> [ActivationRecord] {
        guard !traces.isEmpty else { return [] }
        let places = repeatElement("?", count: traces.count).joined(separator: ", ")
        // Counted here, because mostly nothing is found, and SQLite would make ready to group and to sort.
        let found = try statements.all(
            """
            SELECT activation_id FROM activation_marks WHERE license_id = ? AND mark IN (\(places))
            LIMIT \(Self.mostByChance + 1)
            """,
            values: [id] + traces as [any SQLBindable]
        ) { try $0.integer(0) }
        guard !found.isEmpty else { return [] }
        let shared =
            found.count > Self.mostByChance
            ? try weighed(traces, ofLicense: id, limit: limit)
            : Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +)
        let likeliest = shared.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(limit)
        var records: [ActivationRecord] = []
        for (number, _) in likeliest {
            if let record = try activation(number) { records.append(record) }
        }
        return records
    }

    /// The newest activations with each trace, and what the traces that they share weigh: one that few have, more than
    /// all that many have.
    private func weighed(
        _ traces: [Int64], ofLicense id: [UInt8], limit: Int
    ) throws(Refusal) -> [Int64: Int] {
        var weights: [Int64: Int] = [:]
        for trace in traces {
            let newest = try statements.all(
                """
                SELECT activation_id FROM activation_marks WHERE license_id = ? AND mark = ?
                ORDER BY activation_id DESC LIMIT ?
                """, id, trace, Int64(limit) + 1
            ) { try $0.integer(0) }
            let weight = newest.count > limit ? 1 : traces.count + 1
            for activation in newest { weights[activation, default: 0] += weight }
        }
        return weights
    }
}

extension LedgerWriter {
    /// Says by what an activation's machine is found again.
    ///
    /// - Parameters:
    ///   - traces: what the machine has now.
    ///   - old: what was said of it before.
    package func setTraces(
        _ traces: [Int64], insteadOf old: [Int64], ofActivation activation: Int64, license id: [UInt8]
    ) throws(Refusal) {
        for trace in old where !traces.contains(trace) {
            try statements.run(
                "DELETE FROM activation_marks WHERE license_id = ? AND mark = ? AND activation_id = ?",
                id, trace, activation)
        }
        let new = traces.filter { !old.contains($0) }
        guard !new.isEmpty else { return }
        let rows = repeatElement("(?, ?, ?)", count: new.count).joined(separator: ", ")
        try statements.run(
            """
            INSERT INTO activation_marks (license_id, activation_id, mark) VALUES \(rows) ON CONFLICT DO NOTHING
            """, values: new.flatMap { [id, activation, $0] as [any SQLBindable] })
    }
}
