import GRDB
import Refusals

@testable import Ledger

/// Makes ledgers as earlier versions of this program made them, with the audit log that they had.
enum OlderLedger {
    /// A ledger of a version, with these rows, its audit log begun.
    ///
    /// - Parameters:
    ///   - version: nil for a file without any table.
    ///   - log: actions and subjects.
    static func make(
        at path: String, version: String?, backfill: LedgerDatabase.Backfill = .none,
        rows: [String] = [], log: [(action: String, subject: String)] = []
    ) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
        }
        guard let version else { return try queue.close() }
        let migrator = LedgerSchema.migrator(
            at: LedgerLocation(path: path), keys: Scratch.keys, backfill: backfill, bringing: nil)
        try migrator.migrate(queue, upTo: version)
        try queue.write { database in
            for row in rows { try database.execute(sql: row) }
            try append(log, database)
        }
        try queue.close()
    }

    /// Appends rows to the audit log, which has none yet, as the earlier program did.
    private static func append(_ log: [(action: String, subject: String)], _ database: Database) throws {
        let key = AuditKey(Scratch.keys.earlier)
        var end = AuditHead.empty
        for (action, subject) in log {
            let texts = ["desk", action, "file", subject, "row \(end.count + 1)"]
            let row = AuditRow(at: 1000 + end.count, texts: texts.map { Array($0.utf8) })
            let hash = try key.hash(of: row, sequence: end.count + 1, previous: end.hash)
            end = AuditHead(count: end.count + 1, hash: hash)
            var values: [any SQLBindable] = [end.count, row.at]
            values += texts as [any SQLBindable]
            values.append(hash)
            try database.execute(
                sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: StatementArguments(try values.map { try $0.databaseValue() }))
        }
        let code = try key.mac(of: end)
        try database.execute(
            sql: "UPDATE audit_head SET count = ?, hash = ?, mac = ?",
            arguments: StatementArguments([
                end.count.databaseValue, end.hash.databaseValue(), code.databaseValue(),
            ]))
    }
}

extension Scratch {
    /// What a vault would decide about a ledger of an earlier version: what was sealed gets the event's number at its end.
    static let bringing = BringingOver(
        at: 5000, actor: "Anna",
        auditKey: { (event) throws(Refusal) in (Sample.auditKey(event: event), signer) },
        license: { (license, event) throws(Refusal) in
            LicenseRecord(
                id: license.id, productID: license.productID, customerID: license.customerID,
                sealedProof: license.sealedProof + [UInt8(truncatingIfNeeded: event)], kind: license.kind,
                endsOn: license.endsOn,
                days: license.days, binding: license.binding, seats: license.seats,
                features: license.features,
                maintenanceUntil: license.maintenanceUntil, createdAt: license.createdAt, note: license.note,
                revocation: license.revocation, event: event)
        },
        signingKey: { (key, event) throws(Refusal) in
            SigningKeyRecord(
                kid: key.kid, publicKey: key.publicKey,
                sealedSecret: key.sealedSecret + [UInt8(truncatingIfNeeded: event)],
                notBefore: key.notBefore, notAfter: key.notAfter, withdrawnSince: key.withdrawnSince,
                createdAt: key.createdAt, event: event)
        },
        subject: { action, text in
            if action.hasPrefix("license."), let last = text.last?.wholeNumberValue {
                return .license([UInt8(last), 2, 3, 4, 5], text)
            }
            return text.isEmpty ? .none : .other(text)
        },
        licenseText: { id in "L-\(id[0])" },
        isTold: { policy, detail in
            !detail.hasPrefix("rebindings=") || detail == "rebindings=\(policy.rebindings)"
        })
}
