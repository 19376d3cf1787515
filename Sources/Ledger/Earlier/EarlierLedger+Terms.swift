import Refusals

/// Seats and policies are those that the earlier log tells last: a row that was in force once, with the seal that fits it,
/// must not become an event.
extension EarlierLedger {
    /// - Throws: `audit.broken`.
    func requireTermsTold() throws(Refusal) {
        try requireSeatsTold()
        try requirePoliciesTold()
    }

    private func requireSeatsTold() throws(Refusal) {
        var told: [String: String] = [:]
        try statements.forEach(
            "SELECT subject, detail FROM audit WHERE action = 'license.seats' ORDER BY seq"
        ) { columns in
            told[try columns.text(0)] = try columns.text(1)
            return true
        }
        guard !told.isEmpty else { return }
        try statements.forEach("SELECT id, seats FROM earlier_licenses") { columns in
            let (id, seats) = (bringing.licenseText(try columns.blob(0)), try columns.integer(1))
            guard let last = told[id], last != "\(seats)" else { return true }
            throw Self.untold("license \(id) has \(seats) seats, and \(last) in its audit log")
        }
    }

    private func requirePoliciesTold() throws(Refusal) {
        var told: [String: String] = [:]
        try statements.forEach(
            "SELECT subject, detail FROM audit WHERE action IN ('product.add', 'product.set') ORDER BY seq"
        ) { columns in
            told[try columns.text(0)] = try columns.text(1)
            return true
        }
        try statements.forEach(
            """
            SELECT id, threshold, reads_root_only, virtual_machines, containers, clock_hours, rebindings
            FROM earlier_products
            """
        ) { columns in
            let id = try columns.text(0)
            guard let last = told[id], try !bringing.isTold(ProductRecord.Policy(columns, from: 1), last)
            else {
                return true
            }
            throw Self.untold("the policy of '\(id)' is not the one in its audit log")
        }
    }

    private static func untold(_ what: String) -> Refusal {
        Refusal(
            .auditBroken,
            "The ledger is of an earlier version, and \(what): it was changed outside this program, and cannot be brought "
                + "over.")
    }
}
