import Refusals

extension LedgerReader {
    /// The activation with this number, or nil.
    package func activation(_ id: Int64) throws(Refusal) -> ActivationRecord? {
        try current(ActivationRecord.query + " WHERE id = ?", [id]).first
    }

    /// The activation of this license with exactly this fingerprint: the one in use, else the newest returned.
    package func activation(ofLicense id: [UInt8], fingerprint: [UInt8]) throws(Refusal) -> ActivationRecord?
    {
        try preferred(ActivationRecord.byFingerprint, [id, fingerprint])
    }

    /// The activation of this license with this number, or nil.
    package func activation(ofLicense id: [UInt8], number: Int64) throws(Refusal) -> ActivationRecord? {
        try current(ActivationRecord.byNumber, [id, number]).first
    }

    /// The activations of this license that are in use and have exactly this fingerprint, the oldest first.
    ///
    /// - Parameter limit: at most this many.
    package func activationsInUse(
        ofLicense id: [UInt8], fingerprint: [UInt8], limit: Int64
    ) throws(Refusal) -> [ActivationRecord] {
        try current(ActivationRecord.inUseByFingerprint, [id, fingerprint, max(limit, 0)])
    }

    /// The activation of this license that was ever answered for this device key: the one in use, else the newest
    /// returned.
    package func activation(ofLicense id: [UInt8], deviceKey: [UInt8]) throws(Refusal) -> ActivationRecord? {
        let seats = try seats(ofLicense: id, deviceKey: deviceKey)
        var found: ActivationRecord?
        for number in seats {
            guard let seat = try activation(number), seat.licenseID == id else { throw Self.seatMissing }
            if found == nil || seat.returnedAt == nil { found = seat }
            if seat.returnedAt == nil { break }
        }
        return found
    }

    /// The activations of this license that are in use and were ever answered for this device key, the newest first.
    package func activationsInUse(
        ofLicense id: [UInt8], deviceKey: [UInt8]
    ) throws(Refusal) -> [ActivationRecord] {
        var found: [ActivationRecord] = []
        for number in try seats(ofLicense: id, deviceKey: deviceKey) {
            guard let seat = try activation(number), seat.licenseID == id else { throw Self.seatMissing }
            if seat.returnedAt == nil { found.append(seat) }
            if found.count == ActivationRecord.mostOfOneKey { break }
        }
        return found
    }

    /// The newest activation of this license before another one that was ever answered for this device key.
    package func activation(
        ofLicense id: [UInt8], deviceKey: [UInt8], before activation: Int64
    ) throws(Refusal) -> ActivationRecord? {
        let found = try first(
            DeviceRecord.self,
            """
            SELECT \(DeviceRecord.view.list()) FROM devices
            WHERE license_id = ? AND device_key = ? AND activation_id < ? ORDER BY activation_id DESC LIMIT 1
            """, id, deviceKey, activation)
        return try found.flatMap { (device) throws(Refusal) in try self.activation(device.activationID) }
    }

    /// The seats that were answered for a device key, the newest first.
    private func seats(ofLicense id: [UInt8], deviceKey: [UInt8]) throws(Refusal) -> [Int64] {
        try all(
            DeviceRecord.self,
            """
            SELECT \(DeviceRecord.view.list()) FROM devices WHERE license_id = ? AND device_key = ?
            ORDER BY activation_id DESC LIMIT \(16 * ActivationRecord.mostOfOneKey)
            """, id, deviceKey
        ).map(\.activationID)
    }

    private static var seatMissing: Refusal {
        Refusal(
            .vaultDamaged,
            "A device key in the ledger names a seat that is not there: it was changed outside this program.")
    }

    /// The seats for machines that were answered for more than so many device keys which were new since a moment, in
    /// seconds since 1970, each with the first such moment.
    package func seatsWithManyDevices(
        since moment: Int64, moreThan usual: Int64, limit: Int64
    ) throws(Refusal) -> [(seat: ActivationRecord, keys: Int64, first: Int64)] {
        let found = try statements.all(
            """
            SELECT d.activation_id, count(*), min(d.first_at) FROM devices d
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

    /// The one in use, else the first. SQLite would sort to put that one in front; they are few, and it is mostly the
    /// newest.
    private func preferred(
        _ query: String, _ values: [any SQLBindable]
    ) throws(Refusal) -> ActivationRecord? {
        let found = try current(query, values)
        return found.first { $0.returnedAt == nil } ?? found.first
    }

    /// Activations, each as the last event that is about its seat wrote it.
    private func current(
        _ query: String, _ values: [any SQLBindable]
    ) throws(Refusal) -> [ActivationRecord] {
        let found = try all(ActivationRecord.self, query, values: values)
        for seat in found { try requireLatest(seat, event: seat.event) }
        return found
    }

    /// All activations of the license, returned ones too, the oldest first.
    package func activations(ofLicense id: [UInt8]) throws(Refusal) -> [ActivationRecord] {
        try current(ActivationRecord.query + " WHERE license_id = ? ORDER BY number", [id])
    }

    /// The activations of the license that took their seats last, returned ones too, the newest first.
    ///
    /// - Parameter limit: at most this many.
    package func newestActivations(ofLicense id: [UInt8], limit: Int64) throws(Refusal) -> [ActivationRecord]
    {
        try current(ActivationRecord.newest, [id, max(limit, 0)])
    }

    /// How many activations the license has, returned ones too.
    package func activationCount(ofLicense id: [UInt8]) throws(Refusal) -> Int64 {
        try tally(ofLicense: id)?.taken ?? 0
    }

    /// How many seats of the license (5 bytes) are in use.
    package func seatsInUse(ofLicense id: [UInt8]) throws(Refusal) -> Int64 {
        try tally(ofLicense: id)?.inUse ?? 0
    }

    /// What is counted of a license. No seat may be there that is not counted, and none counted that is not there.
    func tally(ofLicense id: [UInt8]) throws(Refusal) -> SeatTally? {
        let found = try first(
            SeatTally.self, "SELECT \(SeatTally.view.list()) FROM seat_tallies WHERE license_id = ?", id)
        guard let found, keys != nil else { return found }
        try requireLatestTally(event: found.event, of: AuditSubject.thing(ofLicense: id))
        let told = try statements.first(
            "SELECT max(scope) FROM events WHERE thing = ? AND scope IS NOT NULL",
            AuditSubject.thing(ofLicense: id)
        ) { try $0.optionalInteger(0) }
        let rows = try statements.first("SELECT max(number) FROM activations WHERE license_id = ?", id) {
            try $0.optionalInteger(0)
        }
        let last = lastTaken(ofLicense: id) ?? told.flatMap(\.self) ?? 0
        guard found.taken == last, found.taken == rows.flatMap(\.self) ?? 0 else {
            throw Refusal(
                .vaultDamaged,
                "The seats of a license in the ledger are not those that were counted: it was changed outside this program."
            )
        }
        return found
    }

    /// The activations of this license that are in use and have this mark, the newest first.
    ///
    /// - Parameters:
    ///   - mark: what is told by telephone, 0 to 127.
    ///   - limit: at most this many.
    package func activationsInUse(
        ofLicense id: [UInt8], mark: Int64, limit: Int64
    ) throws(Refusal) -> [ActivationRecord] {
        try current(ActivationRecord.inUseByMark, [id, mark, max(limit, 0)])
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
    ) throws(Refusal) -> ActivationRecord {
        guard var tally = try tally(forChanging: id) else { throw Refusal(.licenseUnknown) }
        tally.taken += 1
        let seat = ActivationRecord(
            id: try nextNumber(of: ActivationRecord.view), licenseID: id, fingerprint: fingerprint,
            deviceKey: deviceKey, firstAt: time, lastAt: time, returnedAt: nil, number: tally.taken,
            mark: mark)
        try add(seat)
        try add(DeviceRecord(licenseID: id, deviceKey: deviceKey, activationID: seat.id, firstAt: time))
        try change(to: tally)
        lastTaken[id] = seat.number
        return seat
    }

    /// The tally of a license that is to be changed. The seats of events that are not written yet are counted in it.
    func tally(forChanging id: [UInt8]) throws(Refusal) -> SeatTally? {
        try first(
            SeatTally.self, "SELECT \(SeatTally.view.list()) FROM seat_tallies WHERE license_id = ?", id)
    }

    /// Notes that a machine was answered again, with the fingerprint, the device key and the mark it has now. One that
    /// had given its seat back has one again.
    ///
    /// - Throws: `internal.inconsistency` when there is no such activation.
    package func renewActivation(
        _ seat: ActivationRecord, fingerprint: [UInt8], deviceKey: [UInt8], mark: Int64?, at time: Int64
    ) throws(Refusal) {
        var new = ActivationRecord(
            id: seat.id, licenseID: seat.licenseID, fingerprint: fingerprint, deviceKey: deviceKey,
            firstAt: seat.firstAt, lastAt: time, returnedAt: nil, number: seat.number, mark: mark)
        new.corrections = seat.corrections
        guard try change(to: new) else {
            throw Refusal(.internalInconsistency, "There is no such activation.")
        }
        try add(
            DeviceRecord(
                licenseID: seat.licenseID, deviceKey: deviceKey, activationID: seat.id, firstAt: time),
            unlessThere: true)
        guard seat.returnedAt != nil else { return }
        guard var tally = try tally(forChanging: seat.licenseID) else { throw Refusal(.vaultDamaged) }
        tally.returned -= 1
        try change(to: tally)
    }

    /// Counts a time correction of a seat.
    ///
    /// - Throws: `internal.inconsistency` when there is no such activation.
    package func countCorrection(of seat: ActivationRecord) throws(Refusal) {
        var new = seat
        new.corrections += 1
        guard try change(to: new) else {
            throw Refusal(.internalInconsistency, "There is no such activation.")
        }
    }

    /// Gives a seat back.
    ///
    /// - Returns: whether the seat was in use.
    @discardableResult
    package func returnActivation(_ seat: ActivationRecord, at time: Int64) throws(Refusal) -> Bool {
        guard seat.returnedAt == nil else { return false }
        var new = ActivationRecord(
            id: seat.id, licenseID: seat.licenseID, fingerprint: seat.fingerprint, deviceKey: seat.deviceKey,
            firstAt: seat.firstAt, lastAt: seat.lastAt, returnedAt: time, number: seat.number,
            mark: seat.mark)
        new.corrections = seat.corrections
        guard try change(to: new), var tally = try tally(forChanging: seat.licenseID) else {
            throw Refusal(.internalInconsistency, "There is no such activation.")
        }
        tally.returned += 1
        try change(to: tally)
        return true
    }
}
