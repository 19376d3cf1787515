import Refusals

extension LedgerReader {
    /// The activations of a license that have any of these marks, returned ones too: those that share the most
    /// first, then the newest.
    ///
    /// - Parameters:
    ///   - marks: what the machine has; with none, nothing is found.
    ///   - limit: at most this many. Where thousands of machines share a serial number, only the likeliest are
    ///     looked at.
    public func activations(
        ofLicense id: [UInt8], sharing marks: [Int64], limit: Int = 64
    ) throws(Refusal) -> [ActivationRecord] {
        guard !marks.isEmpty else { return [] }
        let places = repeatElement("?", count: marks.count).joined(separator: ", ")
        // Counted here, because mostly nothing is found, and SQLite would make ready to group and to sort.
        let found = try statements.all(
            "SELECT activation_id FROM activation_marks WHERE license_id = ? AND mark IN (\(places))",
            values: [id] + marks
        ) { try $0.integer(0) }
        guard !found.isEmpty else { return [] }
        let shared = Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +)
        let likeliest = shared.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(limit)
        var records: [ActivationRecord] = []
        for (number, _) in likeliest {
            if let record = try activation(number) { records.append(record) }
        }
        return records
    }
}

extension LedgerWriter {
    /// Says by what an activation's machine is found again.
    ///
    /// - Parameters:
    ///   - marks: what the machine has now.
    ///   - old: what was said of it before.
    public func setMarks(
        _ marks: [Int64], insteadOf old: [Int64], ofActivation activation: Int64, license id: [UInt8]
    ) throws(Refusal) {
        for mark in old where !marks.contains(mark) {
            try statements.run(
                "DELETE FROM activation_marks WHERE license_id = ? AND mark = ? AND activation_id = ?",
                id, mark, activation)
        }
        let new = marks.filter { !old.contains($0) }
        guard !new.isEmpty else { return }
        let rows = repeatElement("(?1, ?2, ?)", count: new.count).joined(separator: ", ")
        try statements.run(
            "INSERT OR IGNORE INTO activation_marks (license_id, activation_id, mark) VALUES \(rows)",
            values: [id, activation] + new)
    }
}
