import Cryptography
import Refusals

/// A ledger of the seventh version, whose tables have `earlier_` before their names now. Its audit log is verified first,
/// and kept whole; its rows become events without changes, so that one list has all; its state becomes the events after
/// them.
struct EarlierLedger {
    /// The tables that are brought over and then removed.
    static let tables = [
        "phone_refusals", "phone_attempts", "calls", "rebindings", "responses", "requests", "devices",
        "activation_marks", "activations", "revocations", "licenses", "signing_keys", "product_files",
        "features", "products", "customers",
    ]

    let statements: Statements
    let keys: LedgerKeys
    let bringing: BringingOver

    /// Whether it was never used.
    static func isEmpty(_ statements: Statements) throws(Refusal) -> Bool {
        for table in ["audit", "earlier_products", "earlier_signing_keys", "earlier_customers"] {
            let row = try statements.first("SELECT 1 FROM \(table) LIMIT 1") { try $0.integer(0) }
            if row != nil { return false }
        }
        return true
    }

    /// Writes the events. Everything happens in the transaction that makes the new tables.
    ///
    /// - Throws: `audit.broken` where the earlier log, or what it tells of the ledger, is not whole.
    func bringOver() throws(Refusal) {
        let verified = try verifiedLog()
        let first = LedgerWriter(statements, keys: keys, signer: nil)
        let (auditKey, signer) = try bringing.auditKey(try first.eventNumber())
        let writer = LedgerWriter(statements, keys: keys, signer: signer)
        try writer.addAuditKey(auditKey)
        try writer.draft().documents.append(try digestOfLog())
        try told(
            BringingOver.beginning, .none,
            "\(verified.count) rows of the earlier audit log, which ends with \(Hexadecimal.encode(verified.hash))",
            writer)
        try bringLog(to: writer)
        try bringProducts(to: writer)
        try bringKeys(to: writer)
        try bringLicenses(to: writer)
        try bringSeats(to: writer)
        try bringAnswers(to: writer)
        try bringRebindings(to: writer)
        try bringCalls(to: writer)
        try writer.settleEvents()
    }

    /// One digest over all of the earlier log, which its first event names: SHA-256 of the rows' hashes, in their order.
    func digestOfLog() throws(Refusal) -> [UInt8] {
        try Self.digestOfLog(statements)
    }

    static func digestOfLog(_ statements: Statements) throws(Refusal) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        try statements.forEach(
            """
            SELECT seq, at, CAST(actor AS BLOB), CAST(action AS BLOB), CAST(carrier AS BLOB), CAST(subject AS BLOB),
                   CAST(detail AS BLOB), hash FROM audit ORDER BY seq
            """
        ) { columns in
            let row = AuditRow(at: try columns.integer(1), texts: try (2...6).map { try columns.blob($0) })
            digest =
                SHA256Digest(
                    of: AuditEncoding.row(row, sequence: try columns.integer(0), previous: digest)
                        + (try columns.blob(7))
                ).bytes
            return true
        }
        let head = try statements.first("SELECT count, hash, mac FROM audit_head WHERE id = 1") { columns in
            AuditEncoding.head(AuditHead(count: try columns.integer(0), hash: try columns.blob(1)))
                + (try columns.blob(2))
        }
        return SHA256Digest(of: digest + (head ?? [])).bytes
    }

    private func told(
        _ action: String, _ subject: AuditSubject, _ detail: String = "", _ writer: LedgerWriter
    ) throws(Refusal) {
        try writer.appendAudit(
            AuditEntry(
                at: bringing.at, actor: bringing.actor, action: action, subject: subject, detail: detail))
        // A million rows are not kept in memory until the end.
        if writer.drafts.count >= 1000 { try writer.settleEvents() }
    }

    private func license(_ id: [UInt8]) -> AuditSubject { .license(id, bringing.licenseText(id)) }

    private func verifiedLog() throws(Refusal) -> AuditHead {
        guard let end = try EarlierAuditLog(statements, key: AuditKey(keys.earlier)).verifiedEnd() else {
            throw Refusal(
                .auditBroken,
                "The ledger is of an earlier version, and its audit log is not whole: it cannot be brought over."
            )
        }
        try requireTold()
        try requireTermsTold()
        return end
    }

    /// What was added and revoked is what the log tells.
    private func requireTold() throws(Refusal) {
        let told: [(table: String, actions: [String])] = [
            ("products", ["product.add"]), ("licenses", ["license.add"]),
            ("product_files", ["product.export"]), ("revocations", ["license.revoke"]),
            ("responses", ["request.granted", "request.time-corrected"]), ("rebindings", ["seat.rebound"]),
        ]
        for (table, actions) in told {
            let rows = try count("SELECT count(*) FROM earlier_\(table)")
            var events: Int64 = 0
            for action in actions {
                events += try count("SELECT count(*) FROM audit WHERE action = ?", action)
            }
            guard rows == events else {
                throw Refusal(
                    .auditBroken,
                    "The ledger is of an earlier version, and its audit log counts \(events) rows in the table '\(table)', "
                        + "but there are \(rows): it was changed outside this program, and cannot be brought over."
                )
            }
        }
        try requireTold("SELECT id FROM earlier_products", "product.add") { try $0.text(0) }
        try requireTold("SELECT product_id FROM earlier_product_files", "product.export") { try $0.text(0) }
        for (table, column, action) in [
            ("licenses", "id", "license.add"), ("revocations", "license_id", "license.revoke"),
        ] {
            try requireTold("SELECT \(column) FROM earlier_\(table)", action) { columns in
                bringing.licenseText(try columns.blob(0))
            }
        }
    }

    /// Of each thing there are no more rows than the log has with this action.
    private func requireTold(
        _ rows: String, _ action: String, subject: (Columns) throws -> String
    ) throws(Refusal) {
        var left: [String: Int] = [:]
        try statements.forEach("SELECT subject FROM audit WHERE action = ?", action) { columns in
            left[try columns.text(0), default: 0] += 1
            return true
        }
        try statements.forEach(rows) { columns in
            let subject = try subject(columns)
            guard let count = left[subject], count > 0 else {
                throw Refusal(
                    .auditBroken,
                    "The ledger is of an earlier version, and its audit log does not tell of '\(subject)' what the ledger "
                        + "does (\(action)): it was changed outside this program, and cannot be brought over."
                )
            }
            left[subject] = count - 1
            return true
        }
    }

    private func count(_ sql: String, _ values: String...) throws(Refusal) -> Int64 {
        try statements.all(sql, values: values) { try $0.integer(0) }.first ?? 0
    }
}

extension EarlierLedger {
    private func bringLog(to writer: LedgerWriter) throws(Refusal) {
        try statements.forEach(
            "SELECT at, actor, action, carrier, subject, detail FROM audit ORDER BY seq"
        ) { columns in
            let action = try columns.text(2)
            try writer.appendAudit(
                AuditEntry(
                    at: try columns.integer(0), actor: try columns.text(1), action: action,
                    carrier: try columns.text(3),
                    subject: bringing.subject(action, try columns.text(4)), detail: try columns.text(5)))
            if writer.drafts.count >= 1000 { try writer.settleEvents() }
            return true
        }
    }

    private func bringProducts(to writer: LedgerWriter) throws(Refusal) {
        let products = try statements.all(
            """
            SELECT id, name, vendor, salt, phone, email, portal, help, threshold, reads_root_only, virtual_machines,
                   containers, clock_hours, rebindings, created_at FROM earlier_products ORDER BY created_at, id
            """
        ) { columns in
            ProductRecord(
                id: try columns.text(0), name: try columns.text(1), vendor: try columns.text(2),
                salt: try columns.blob(3, count: 16), phone: try columns.optionalText(4),
                email: try columns.optionalText(5), portal: try columns.optionalText(6),
                help: try columns.optionalText(7), policy: try ProductRecord.Policy(columns, from: 8),
                createdAt: try columns.integer(14))
        }
        for var product in products {
            let features = try statements.all(
                "SELECT number, name FROM earlier_features WHERE product_id = ? ORDER BY number", product.id
            ) { FeatureRecord(productID: product.id, number: try $0.integer(0), name: try $0.text(1)) }
            product.featureCount = Int64(features.count)
            try writer.add(product)
            for feature in features { try writer.add(feature) }
            try told(BringingOver.state, .other(product.id), "", writer)
            let files = try statements.all(
                """
                SELECT version, bytes, created_at FROM earlier_product_files WHERE product_id = ? ORDER BY version
                """, product.id
            ) { (try $0.integer(0), try $0.blob(1), try $0.integer(2)) }
            for (version, bytes, createdAt) in files {
                try writer.add(
                    ProductFileRow(
                        productID: product.id, version: version, document: try writer.keep(document: bytes),
                        createdAt: createdAt))
                product.fileVersion = version
                try writer.change(to: product)
                try told(BringingOver.state, .other(product.id), "", writer)
            }
        }
    }

    private func bringKeys(to writer: LedgerWriter) throws(Refusal) {
        let keys = try statements.all(
            """
            SELECT kid, public_key, sealed_secret, not_before, not_after, withdrawn_since, created_at
            FROM earlier_signing_keys ORDER BY created_at, kid
            """
        ) { columns in
            SigningKeyRecord(
                kid: try columns.blob(0, count: 8), publicKey: try columns.blob(1, count: 32),
                sealedSecret: try columns.blob(2), notBefore: try columns.integer(3),
                notAfter: try columns.optionalInteger(4), withdrawnSince: try columns.optionalInteger(5),
                createdAt: try columns.integer(6), event: 0)
        }
        for key in keys {
            try writer.addSigningKey(try bringing.signingKey(key, try writer.eventNumber()))
            try told(BringingOver.state, .other(Hexadecimal.encode(key.kid)), "", writer)
        }
    }

    private func bringLicenses(to writer: LedgerWriter) throws(Refusal) {
        try statements.forEach("SELECT id, name, created_at FROM earlier_customers ORDER BY id") { columns in
            let id = try columns.integer(0)
            try writer.add(
                CustomerRecord(id: id, name: try columns.text(1), createdAt: try columns.integer(2)))
            try told(BringingOver.state, .other("customer \(id)"), "", writer)
            return true
        }
        try statements.forEach(
            """
            SELECT l.id, l.product_id, l.customer_id, l.sealed_proof, l.kind, l.ends_on, l.days, l.binding, l.seats,
                   l.features, l.maintenance_until, l.created_at, l.note, r.at, r.reason, 0
            FROM earlier_licenses l LEFT JOIN earlier_revocations r ON r.license_id = l.id ORDER BY l.rowid
            """
        ) { columns in
            let earlier = try LicenseRecord(columns)
            _ = try writer.addLicense(try bringing.license(earlier, try writer.eventNumber()))
            try told(BringingOver.state, license(earlier.id), "", writer)
            return true
        }
    }

    private func bringSeats(to writer: LedgerWriter) throws(Refusal) {
        try statements.forEach(
            """
            SELECT id, license_id, number, fingerprint, device_key, mark, first_at, last_at, returned_at, corrections, 0
            FROM earlier_activations ORDER BY id
            """
        ) { columns in
            let seat = try ActivationRecord(columns)
            guard var tally = try writer.tally(forChanging: seat.licenseID), seat.number == tally.taken + 1
            else { throw Refusal(.vaultDamaged) }
            tally.taken = seat.number
            if seat.returnedAt != nil { tally.returned += 1 }
            try writer.add(seat)
            try writer.change(to: tally)
            try told(BringingOver.state, license(seat.licenseID), "", writer)
            return true
        }
        try statements.forEach(
            "SELECT license_id, device_key, activation_id, first_at FROM earlier_devices ORDER BY activation_id"
        ) { columns in
            let device = try DeviceRecord(columns)
            try writer.add(device)
            try told(BringingOver.state, license(device.licenseID), "", writer)
            return true
        }
        try statements.run("INSERT INTO activation_marks SELECT * FROM earlier_activation_marks")
    }

    private func bringAnswers(to writer: LedgerWriter) throws(Refusal) {
        try statements.forEach(
            """
            SELECT q.digest, q.license_id, q.kind, q.carrier, q.received_at, s.activation_id, s.kid, s.answers,
                   s.shows_machine, q.bytes, s.bytes, s.issued_at
            FROM earlier_responses s JOIN earlier_requests q ON q.digest = s.request_digest ORDER BY s.rowid
            """
        ) { columns in
            let id = try columns.blob(1, count: 5)
            try writer.add(
                AnswerRow(
                    requestDigest: try columns.blob(0, count: 32), licenseID: id,
                    kind: try columns.integer(2), carrier: try columns.text(3),
                    receivedAt: try columns.integer(4), activationID: try columns.optionalInteger(5),
                    kid: try columns.blob(6, count: 8), answered: try columns.optionalBlob(7),
                    showsMachine: try columns.integer(8) != 0,
                    request: try writer.keep(document: try columns.blob(9)),
                    response: try writer.keep(document: try columns.blob(10)),
                    issuedAt: try columns.integer(11)))
            try told(BringingOver.state, license(id), "", writer)
            return true
        }
    }

    private func bringRebindings(to writer: LedgerWriter) throws(Refusal) {
        try statements.forEach(
            """
            SELECT license_id, number, parts, activation_id, at, carrier, reason
            FROM earlier_rebindings ORDER BY license_id, number
            """
        ) { columns in
            let row = try RebindingRow(columns)
            guard var tally = try writer.tally(forChanging: row.licenseID) else {
                throw Refusal(.vaultDamaged)
            }
            tally.rebindings = row.number
            try writer.add(row)
            try writer.change(to: tally)
            try told(BringingOver.state, license(row.licenseID), "", writer)
            return true
        }
    }

    private func bringCalls(to writer: LedgerWriter) throws(Refusal) {
        try statements.forEach(
            """
            SELECT id, opened_at, updated_at, agent, license_id, code, typed, position, ended_at, seat, shown, session
            FROM earlier_calls ORDER BY id
            """
        ) { columns in
            try writer.add(try CallRow(columns))
            try told(BringingOver.state, .none, "", writer)
            return true
        }
        try statements.forEach("SELECT code, license_id, at FROM earlier_phone_attempts ORDER BY at") {
            columns in
            try writer.add(try PhoneAttemptRow(columns), unlessThere: true)
            try told(BringingOver.state, .none, "", writer)
            return true
        }
        try statements.forEach(
            "SELECT rowid, code, call_id, agent, at FROM earlier_phone_refusals ORDER BY rowid"
        ) { columns in
            try writer.add(try PhoneRefusalRow(columns))
            try told(BringingOver.state, .none, "", writer)
            return true
        }
    }
}
