import Cryptography
import GRDB
import Refusals

@testable import Ledger

/// A ledger with rows in every table, in which no column of the last row is empty.
enum FullLedger {
    /// Of each fingerprint, the bytes are the traces.
    static let backfill = LedgerDatabase.Backfill.parts { bytes in bytes.map { Int64($0) } }

    static let code = [UInt8](repeating: 1, count: 21)
    static let request = Sample.request(2)

    /// Makes it, and closes it.
    static func make(in scratch: Scratch) throws {
        let ledger = try LedgerDatabase.create(at: scratch.path, keys: Scratch.keys, backfill: backfill)
            .signing(with: Scratch.signer)
        try ledger.write { writer throws(Refusal) in
            try fill(writer)
        }
        try ledger.close()
    }

    static func open(_ scratch: Scratch, keys: LedgerKeys? = Scratch.keys) throws -> LedgerDatabase {
        try LedgerDatabase.open(at: scratch.path, keys: keys, backfill: backfill).signing(
            with: Scratch.signer)
    }

    static func fill(_ writer: LedgerWriter) throws(Refusal) {
        try addKeys(writer)
        try addProduct(writer)
        try addLicense(writer)
        try addSeats(writer)
        try addAnswers(writer)
        try addCall(writer)
        try revoke(writer)
    }

    private static func addKeys(_ writer: LedgerWriter) throws(Refusal) {
        try writer.addAuditKey(Sample.auditKey(certificate: [1], event: try writer.eventNumber()))
        try writer.tell(.other("audit key"))
        try writer.addSigningKey(
            SigningKeyRecord(
                kid: Sample.kid, publicKey: [UInt8](repeating: 5, count: 32), sealedSecret: [1], notBefore: 1,
                notAfter: 9, withdrawnSince: 7, createdAt: 1, event: try writer.eventNumber()))
        try writer.tell(Sample.keyInLog)
    }

    private static func addProduct(_ writer: LedgerWriter) throws(Refusal) {
        try writer.addProduct(
            ProductRecord(
                id: "crane", name: "Crane Control", vendor: "Hafen GmbH",
                salt: [UInt8](repeating: 1, count: 16),
                phone: "+49 40 1", email: "desk@hafen.example", portal: "hafen.example",
                help: "hafen.example/help",
                createdAt: 100), features: ["base", "report"])
        try writer.tell(Sample.crane)
        for version: Int64 in 1...2 {
            try writer.addProductFile(
                ProductFileRecord(
                    productID: "crane", version: version, bytes: [3, UInt8(version)], createdAt: 5))
            try writer.tell(Sample.crane)
        }
    }

    private static func addLicense(_ writer: LedgerWriter) throws(Refusal) {
        let customer = try writer.findOrAddCustomer(named: "Werft", at: 100)
        _ = try writer.addLicense(license(customer.id, event: try writer.eventNumber()))
        try writer.tell(Sample.license)
    }

    private static func license(
        _ customer: Int64, revocation: LicenseRecord.Revocation? = nil, event: Int64
    ) -> LicenseRecord {
        LicenseRecord(
            id: Sample.licenseID, productID: "crane", customerID: customer, sealedProof: [7, 7], kind: .lease,
            endsOn: 99, days: 30, seats: 5, features: [0, 1], maintenanceUntil: 98, createdAt: 100,
            note: "by post", revocation: revocation, event: event)
    }

    private static func addSeats(_ writer: LedgerWriter) throws(Refusal) {
        for number: UInt8 in 1...3 {
            let seat = try writer.addActivation(
                ofLicense: Sample.licenseID, fingerprint: [10, number],
                deviceKey: [UInt8](repeating: number, count: 32), mark: Int64(number), at: 1)
            try writer.setTraces(
                [10, Int64(number)], insteadOf: [], ofActivation: seat.id, license: Sample.licenseID)
            if number < 3 {
                try writer.addRebinding(
                    RebindingRecord(
                        licenseID: Sample.licenseID, activationID: seat.id, parts: 2, at: Int64(number),
                        carrier: "file", reason: "new disk"))
            }
            try writer.tell(Sample.license)
        }
        guard let seat = try writer.activation(3) else { throw Refusal(.vaultDamaged) }
        try writer.returnActivation(seat, at: 9)
        try writer.tell(Sample.license)
    }

    private static func addAnswers(_ writer: LedgerWriter) throws(Refusal) {
        for number: UInt8 in 1...2 {
            try writer.recordAnswer(
                request: Sample.request(number), response: Sample.response(number, activation: 1))
            try writer.tell(Sample.license)
        }
    }

    private static func addCall(_ writer: LedgerWriter) throws(Refusal) {
        let id = try writer.openCall(agent: "Anna", at: 1)
        try writer.tell()
        guard var call = try writer.call(id) else { throw Refusal(.vaultDamaged) }
        (call.licenseID, call.code, call.typed, call.position) = (Sample.licenseID, code, "1\n2", 3)
        (call.seat, call.shown, call.endedAt) = ("2", [UInt8](repeating: 2, count: 32), 9)
        try writer.keep(call)
        _ = try writer.addPhoneAttempt(ofLicense: Sample.licenseID, code: code, at: 2)
        try writer.tell()
        let other = [UInt8](repeating: 2, count: 21)
        try writer.addPhoneRefusal(
            ofCode: other, license: Sample.licenseID, call: id, agent: "Anna", at: 3)
        try writer.tell()
    }

    private static func revoke(_ writer: LedgerWriter) throws(Refusal) {
        try writer.setLicense(
            license(
                1, revocation: LicenseRecord.Revocation(at: 9, reason: "stolen"),
                event: try writer.eventNumber()))
        try writer.tell(Sample.license)
    }
}

extension Scratch {
    /// Puts another value of the same kind and length into one column of the last row of a table.
    func change(_ column: String, of table: String) throws {
        try edit { database in
            var row = "WHERE event = (SELECT max(event) FROM \(table))"
            // Two of them are of one event.
            if table == "features" { row += " AND number = 1" }
            let values = try DatabaseValue.fetchAll(database, sql: "SELECT \(column) FROM \(table) \(row)")
            guard values.count == 1, let other = values[0].other(isFlag: column == "shows_machine")
            else { throw Refusal(.internalInconsistency) }
            try database.execute(sql: "UPDATE \(table) SET \(column) = ? \(row)", arguments: [other])
        }
    }
}

extension DatabaseValue {
    /// Another one of the same kind and length; nil where there is none.
    fileprivate func other(isFlag: Bool) -> DatabaseValue? {
        switch storage {
        case .int64(let number): (isFlag ? 1 - number : number + 1).databaseValue
        case .string(let text):
            text.unicodeScalars.last.flatMap { Unicode.Scalar($0.value + 1) }.map {
                (String(text.unicodeScalars.dropLast()) + String(Character($0))).databaseValue
            }
        case .blob(let data):
            data.last.map { (data.dropLast() + [$0 ^ 1]).databaseValue }
        case .null, .double: nil
        }
    }
}
