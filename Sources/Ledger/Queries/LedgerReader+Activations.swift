import Refusals

extension LedgerReader {
    /// How many seats of the license (5 bytes) are in use.
    package func seatsInUse(ofLicense id: [UInt8]) throws(Refusal) -> Int64 {
        try statements.first(Self.inUseQuery, id) { try $0.integer(0) } ?? 0
    }

    private static let inUseQuery = "SELECT \(ActivationRecord.inUse(of: "?1"))"

    /// The activation with this number, or nil.
    package func activation(_ id: Int64) throws(Refusal) -> ActivationRecord? {
        try statements.first(ActivationRecord.query + " WHERE id = ?", id, decode: ActivationRecord.init)
    }

    /// The activation of this license with exactly this fingerprint: the one in use, else the newest returned.
    package func activation(ofLicense id: [UInt8], fingerprint: [UInt8]) throws(Refusal) -> ActivationRecord?
    {
        try preferred(ActivationRecord.byFingerprint, id, fingerprint)
    }

    /// The activation of this license with this number, or nil.
    package func activation(ofLicense id: [UInt8], number: Int64) throws(Refusal) -> ActivationRecord? {
        try statements.first(ActivationRecord.byNumber, id, number, decode: ActivationRecord.init)
    }

    /// The activations of this license that are in use and have exactly this fingerprint, the oldest first.
    ///
    /// - Parameter limit: at most this many.
    package func activationsInUse(
        ofLicense id: [UInt8], fingerprint: [UInt8], limit: Int64
    ) throws(Refusal) -> [ActivationRecord] {
        try statements.all(
            ActivationRecord.inUseByFingerprint, id, fingerprint, max(limit, 0),
            decode: ActivationRecord.init)
    }

    /// The activation of this license that was ever answered for this device key: the one in use, else the newest
    /// returned.
    package func activation(ofLicense id: [UInt8], deviceKey: [UInt8]) throws(Refusal) -> ActivationRecord? {
        try preferred(ActivationRecord.byDeviceKey, id, deviceKey)
    }

    /// The activations of this license that are in use and were ever answered for this device key, the newest first.
    package func activationsInUse(
        ofLicense id: [UInt8], deviceKey: [UInt8]
    ) throws(Refusal) -> [ActivationRecord] {
        try statements.all(
            ActivationRecord.inUseByDeviceKey, id, deviceKey, decode: ActivationRecord.init)
    }

    /// The newest activation of this license before another one that was ever answered for this device key.
    package func activation(
        ofLicense id: [UInt8], deviceKey: [UInt8], before activation: Int64
    ) throws(Refusal) -> ActivationRecord? {
        try statements.first(
            ActivationRecord.earlierByDeviceKey, id, deviceKey, activation, decode: ActivationRecord.init)
    }

    /// The seats for machines that were answered for more than so many device keys which were new since a moment, in
    /// seconds since 1970, each with the first such moment.
    package func seatsWithManyDevices(
        since moment: Int64, moreThan usual: Int64, limit: Int64
    ) throws(Refusal) -> [(seat: ActivationRecord, keys: Int64, first: Int64)] {
        let found = try statements.all(
            """
            SELECT d.activation_id, count(*), min(d.first_at) FROM devices d INDEXED BY devices_by_time
            JOIN licenses l ON l.id = d.license_id AND l.binding = \(LicenseRecord.Binding.machine.rawValue)
            WHERE d.first_at >= ? GROUP BY d.activation_id HAVING count(*) > ? LIMIT ?
            """, moment, usual, limit
        ) { (try $0.integer(0), try $0.integer(1), try $0.integer(2)) }
        var seats: [(seat: ActivationRecord, keys: Int64, first: Int64)] = []
        for (number, keys, first) in found {
            guard let seat = try activation(number) else { continue }
            seats.append((seat, keys, first))
        }
        return seats
    }

    /// SQLite would sort to put the one in use first; they are few, and it is mostly the newest.
    private func preferred(
        _ query: String, _ license: [UInt8], _ holder: [UInt8]
    ) throws(Refusal) -> ActivationRecord? {
        var found: ActivationRecord?
        try statements.forEach(query, license, holder) { columns in
            let activation = try ActivationRecord(columns)
            if found == nil || activation.returnedAt == nil { found = activation }
            return activation.returnedAt != nil
        }
        return found
    }

    /// All activations of the license, returned ones too, the oldest first.
    package func activations(ofLicense id: [UInt8]) throws(Refusal) -> [ActivationRecord] {
        try statements.all(
            ActivationRecord.query + " WHERE license_id = ? ORDER BY number", id,
            decode: ActivationRecord.init)
    }

    /// The activations of the license that took their seats last, returned ones too, the newest first.
    ///
    /// - Parameter limit: at most this many.
    package func newestActivations(ofLicense id: [UInt8], limit: Int64) throws(Refusal) -> [ActivationRecord]
    {
        try statements.all(ActivationRecord.newest, id, max(limit, 0), decode: ActivationRecord.init)
    }

    /// How many activations the license has, returned ones too.
    package func activationCount(ofLicense id: [UInt8]) throws(Refusal) -> Int64 {
        try statements.first("SELECT max(number) FROM activations WHERE license_id = ?", id) {
            try $0.optionalInteger(0)
        }.flatMap(\.self) ?? 0
    }

    /// The activations of this license that are in use and have this mark, the newest first.
    ///
    /// - Parameters:
    ///   - mark: what is told by telephone, 0 to 127.
    ///   - limit: at most this many.
    package func activationsInUse(
        ofLicense id: [UInt8], mark: Int64, limit: Int64
    ) throws(Refusal) -> [ActivationRecord] {
        try statements.all(
            ActivationRecord.inUseByMark, id, mark, max(limit, 0), decode: ActivationRecord.init)
    }
}

extension LedgerWriter {
    /// Takes a seat. Whether there is a free one was decided by the caller, in this transaction.
    ///
    /// - Parameters:
    ///   - fingerprint: its canonical bytes.
    ///   - deviceKey: 32 bytes.
    ///   - mark: what is told of the machine, or the user, by telephone: 0 to 127; nil for none.
    ///   - time: seconds since 1970.
    /// - Returns: what the ledger knows the activation by.
    package func addActivation(
        ofLicense id: [UInt8], fingerprint: [UInt8], deviceKey: [UInt8], mark: Int64?, at time: Int64
    ) throws(Refusal) -> Int64 {
        let activation = try statements.insert(
            """
            INSERT INTO activations (license_id, fingerprint, device_key, first_at, last_at, mark, number)
            VALUES (?1, ?2, ?3, ?4, ?4, ?5,
                    1 + ifnull((SELECT max(number) FROM activations WHERE license_id = ?1), 0))
            """,
            id, fingerprint, deviceKey, time, mark)
        try statements.run(
            "INSERT INTO devices (license_id, device_key, activation_id, first_at) VALUES (?, ?, ?, ?)", id,
            deviceKey, activation, time)
        return activation
    }

    /// Notes that a machine was answered again, with the fingerprint, the device key and the mark it has now. One that
    /// had given its seat back has one again.
    ///
    /// - Throws: `internal.inconsistency` when there is no such activation.
    package func renewActivation(
        _ id: Int64, fingerprint: [UInt8], deviceKey: [UInt8], mark: Int64?, at time: Int64
    ) throws(Refusal) {
        let changed = try statements.run(
            """
            UPDATE activations SET fingerprint = ?, device_key = ?, mark = ?, last_at = ?,
                                   returned_at = NULL
            WHERE id = ?
            """,
            fingerprint, deviceKey, mark, time, id)
        guard changed == 1 else { throw Refusal(.internalInconsistency, "There is no such activation.") }
        try statements.run(
            """
            INSERT OR IGNORE INTO devices (license_id, device_key, activation_id, first_at)
            SELECT license_id, ?, id, ? FROM activations WHERE id = ?
            """,
            deviceKey, time, id)
    }

    /// Gives a seat back.
    ///
    /// - Returns: whether the seat was in use.
    @discardableResult
    package func returnActivation(_ id: Int64, at time: Int64) throws(Refusal) -> Bool {
        try statements.run(
            "UPDATE activations SET returned_at = ? WHERE id = ? AND returned_at IS NULL", time, id) == 1
    }
}
