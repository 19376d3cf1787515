import Refusals

/// Of which customer what stands beside events is erased.
package struct CustomerErasure: Sendable {
    /// The ledger's number for the customer.
    package let customer: Int64
    /// What the events about the customer are about.
    package let subject: AuditSubject
    /// The event that had written the customer's row before it was renamed.
    package let writer: Int64
    /// The customer's licenses, 5 bytes each.
    package let licenses: [[UInt8]]

    /// - Parameter writer: as ``LedgerWriter/rename(_:to:)`` gives it.
    package init(customer: Int64, subject: AuditSubject, writer: Int64, licenses: [[UInt8]]) {
        (self.customer, self.subject, self.writer, self.licenses) = (customer, subject, writer, licenses)
    }
}

extension LedgerWriter {
    /// Has the event that is being made keep only the hashes of the personal values that it replaces.
    package func forgetReplaced() throws(Refusal) { try draft().forgets = true }

    /// Gives a customer another name.
    ///
    /// - Returns: the event that had written the row before.
    package func rename(_ customer: CustomerRecord, to name: String) throws(Refusal) -> Int64 {
        let writer = try statements.first("SELECT event FROM customers WHERE id = ?", customer.id) {
            try $0.integer(0)
        }
        guard let writer else { throw Refusal(.customerUnknown) }
        try change(to: CustomerRecord(id: customer.id, name: name, createdAt: customer.createdAt))
        return writer
    }

    /// Takes away the reasons at the rebindings of the license (5 bytes).
    package func eraseRebindingReasons(ofLicense id: [UInt8]) throws(Refusal) {
        for row in try rebindingsWithReason(ofLicense: id) { try change(to: row.withoutReason) }
    }

    private func rebindingsWithReason(ofLicense id: [UInt8]) throws(Refusal) -> [RebindingRow] {
        try all(RebindingRow.self, RebindingRow.query + " WHERE license_id = ? AND reason IS NOT NULL", id)
    }

    /// Erases what stands beside earlier events about a customer and their licenses: what was told to people, and the
    /// personal values of rows. What is sealed stays, and so does what a row still has. The events themselves, and with them
    /// the root of the log, stay as they are.
    ///
    /// - Returns: of how many events.
    /// - Throws: `vault.damaged` where an event does not fit what stands beside it.
    package func eraseBeside(_ erasure: CustomerErasure) throws(Refusal) -> Int {
        let things = [erasure.subject.thing] + erasure.licenses.map { AuditSubject.thing(ofLicense: $0) }
        var about: Set<Int64> = []
        for case let thing? in things {
            try statements.forEach("SELECT number FROM events WHERE thing = ?", thing) { columns in
                about.insert(try columns.integer(0))
                return true
            }
        }
        var rows = ErasableRows(customer: erasure.customer)
        for license in erasure.licenses {
            rows.licenses[.blob(license)] =
                try statements.first("SELECT event FROM licenses WHERE id = ?", license) { try $0.integer(0) }
        }
        var count = 0
        for number in about.union([erasure.writer]).sorted()
        where try eraseBeside(number, detail: about.contains(number), rows) { count += 1 }
        return count
    }

    /// - Returns: whether anything was there to erase.
    private func eraseBeside(
        _ number: Int64, detail: Bool, _ rows: ErasableRows
    ) throws(Refusal) -> Bool {
        let stored = try statements.first("SELECT bytes, beside FROM events WHERE number = ?", number) {
            (
                event: LedgerEvent(encoded: try $0.blob(0)),
                values: EventValues(encoded: try $0.optionalBlob(1))
            )
        }
        guard let stored else { return false }
        guard let event = stored.event, var values = stored.values, values.fit(event) else {
            throw Refusal(.vaultDamaged, "Event \(number) of the audit log is damaged.")
        }
        let before = values
        for place in rows.places(in: event, detail: detail) { values.places[place] = nil }
        guard values != before else { return false }
        try statements.run("UPDATE events SET beside = ? WHERE number = ?", values.encoded, number)
        return true
    }
}

/// The rows that are about a customer.
private struct ErasableRows {
    let customer: Int64
    /// The licenses by their ids, each with the event that wrote its row last.
    var licenses: [LedgerValue: Int64] = [:]

    /// Which values beside an event are erased, by their places.
    func places(in event: LedgerEvent, detail: Bool) -> [Int] {
        var found: [Int] = []
        var place = 0
        if event.detail != nil {
            if detail { found.append(place) }
            place += 1
        }
        for change in event.changes {
            let view = LedgerView.all.first { $0.number == change.view }
            let columns = view.map { Array($0.columns.dropFirst($0.keyCount)) } ?? []
            for (contents, isAfter) in [(change.before, false), (change.after, true)] {
                for (index, content) in (contents ?? []).enumerated() {
                    guard case .erasable = content else { continue }
                    let isPersonal = columns.indices.contains(index) && columns[index].kind == .personal
                    let isLeft = isAfter && isStillSo(change, event.number)
                    if isPersonal, isAboutThem(change), !isLeft { found.append(place) }
                    place += 1
                }
            }
        }
        return found
    }

    private func isAboutThem(_ change: LedgerEvent.Change) -> Bool {
        switch change.view {
        case LedgerView.customers.number: change.key == [.integer(customer)]
        case LedgerView.licenses.number, LedgerView.rebindings.number: licenses[change.key[0]] != nil
        default: false
        }
    }

    /// Whether a row is as this event wrote it. What tells of people was taken out of all rows before.
    private func isStillSo(_ change: LedgerEvent.Change, _ event: Int64) -> Bool {
        change.view == LedgerView.licenses.number && licenses[change.key[0]] == event
    }
}
