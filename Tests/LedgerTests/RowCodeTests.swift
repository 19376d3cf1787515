import Refusals
import Testing

@testable import Ledger

@Suite("The codes of rows")
struct RowCodeTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FullLedger.make(in: scratch)
    }

    /// Reads all rows of a view.
    private static func readAll(_ view: LedgerView, _ reader: LedgerReader) throws(Refusal) {
        func all<Record: ViewRecord>(_ type: Record.Type) throws(Refusal) -> Int {
            try reader.all(type, "SELECT \(Record.view.list()) FROM \(Record.view.table)").count
        }
        let count =
            switch view.table {
            case "customers": try all(CustomerRecord.self)
            case "products": try all(ProductRecord.self)
            case "features": try all(FeatureRecord.self)
            case "product_files": try all(ProductFileRow.self)
            case "signing_keys": try all(SigningKeyRecord.self)
            case "audit_keys": try all(AuditKeyRecord.self)
            case "licenses": try all(LicenseRecord.self)
            case "seat_tallies": try all(SeatTally.self)
            case "activations": try all(ActivationRecord.self)
            case "devices": try all(DeviceRecord.self)
            case "answers": try all(AnswerRow.self)
            case "rebindings": try all(RebindingRow.self)
            case "calls": try all(CallRow.self)
            case "phone_attempts": try all(PhoneAttemptRow.self)
            case "phone_refusals": try all(PhoneRefusalRow.self)
            default: 0
            }
        guard count > 0 else { throw Refusal(.internalInconsistency) }
    }

    @Test(arguments: LedgerView.all.map(\.number))
    func `A row of which anything was changed is refused where the vault is open`(number: UInt64) throws {
        let view = try #require(LedgerView.all.first { $0.number == number })
        try FullLedger.open(scratch).read { reader throws(Refusal) in try Self.readAll(view, reader) }
        for column in view.columns.map(\.name) + ["event", "row_code"] {
            let changed = try scratch.copy()
            try changed.change(column, of: view.table)
            let refusal = #expect(throws: Refusal.self) {
                try FullLedger.open(changed).read { reader throws(Refusal) in try Self.readAll(view, reader) }
            }
            #expect(refusal?.code == .vaultDamaged)
            // It is the code that is wrong, not the value.
            #expect(
                refusal?.sentence.contains("of the table '\(view.table)' is not what event") == true,
                "\(column)")
            try FullLedger.open(changed, keys: nil).read { reader throws(Refusal) in
                try Self.readAll(view, reader)
            }
        }
    }

    @Test func `No row has the code of another table, or of another event`() throws {
        let values: [LedgerValue] = [.integer(1), .text("a")]
        let keys = Scratch.keys
        let code = try keys.rowCode(.customers, values, event: 1)
        #expect(code.count == 16)
        #expect(try keys.rowCode(.products, values, event: 1) != code)
        #expect(try keys.rowCode(.customers, values, event: 2) != code)
        #expect(try keys.rowCode(.customers, [.integer(1), .blob([0x61])], event: 1) != code)
        #expect(try keys.rowCode(.customers, values + [.null], event: 1) != code)
        #expect(try Scratch.keys(8).rowCode(.customers, values, event: 1) != code)
    }

    @Test func `With the keys of another vault, nothing is read`() throws {
        let other = try FullLedger.open(scratch, keys: Scratch.keys(8))
        for view in LedgerView.all {
            let code = refusalCode {
                try other.read { reader throws(Refusal) in try Self.readAll(view, reader) }
            }
            #expect(code == .vaultDamaged)
        }
    }

    private static let questions: [(table: String, column: String, ask: Question)] = [
        ("customers", "name", Question { reader throws(Refusal) in _ = try reader.customers() }),
        ("customers", "created_at", Question { reader throws(Refusal) in _ = try reader.customer(1) }),
        (
            "customers", "created_at",
            Question { reader throws(Refusal) in _ = try reader.customer(named: "Werft") }
        ),
        (
            "customers", "name",
            Question { reader throws(Refusal) in _ = try reader.license(Sample.licenseID) }
        ),
        ("customers", "name", Question { reader throws(Refusal) in _ = try reader.licenses() }),
        ("products", "threshold", Question { reader throws(Refusal) in _ = try reader.product("crane") }),
        ("products", "threshold", Question { reader throws(Refusal) in _ = try reader.products() }),
        (
            "features", "name",
            Question { reader throws(Refusal) in _ = try reader.features(ofProduct: "crane") }
        ),
        (
            "product_files", "document",
            Question { reader throws(Refusal) in _ = try reader.latestProductFile(ofProduct: "crane") }
        ),
        ("signing_keys", "not_after", Question { reader throws(Refusal) in _ = try reader.signingKeys() }),
        ("audit_keys", "root_key", Question { reader throws(Refusal) in _ = try reader.auditKeys() }),
        (
            "licenses", "seats",
            Question { reader throws(Refusal) in _ = try reader.license(Sample.licenseID) }
        ),
        ("licenses", "seats", Question { reader throws(Refusal) in _ = try reader.licenses() }),
        (
            "seat_tallies", "returned",
            Question { reader throws(Refusal) in _ = try reader.license(Sample.licenseID) }
        ),
        ("seat_tallies", "returned", Question { reader throws(Refusal) in _ = try reader.licenses() }),
        (
            "seat_tallies", "taken",
            Question { reader throws(Refusal) in _ = try reader.seatsInUse(ofLicense: Sample.licenseID) }
        ),
        ("activations", "mark", Question { reader throws(Refusal) in _ = try reader.activation(3) }),
        (
            "activations", "mark",
            Question { reader throws(Refusal) in _ = try reader.activations(ofLicense: Sample.licenseID) }
        ),
        (
            "activations", "mark",
            Question { reader throws(Refusal) in
                _ = try reader.activations(ofLicense: Sample.licenseID, sharing: [10])
            }
        ),
        (
            "devices", "first_at",
            Question { reader throws(Refusal) in
                _ = try reader.activation(
                    ofLicense: Sample.licenseID, deviceKey: [UInt8](repeating: 3, count: 32))
            }
        ),
        (
            "answers", "issued_at",
            Question { reader throws(Refusal) in
                _ = try reader.response(forRequestDigest: FullLedger.request.digest)
            }
        ),
        (
            "answers", "issued_at",
            Question { reader throws(Refusal) in _ = try reader.request(FullLedger.request.digest) }
        ),
        (
            "answers", "issued_at",
            Question { reader throws(Refusal) in _ = try reader.latestRequests(ofActivation: 1) }
        ),
        (
            "answers", "issued_at",
            Question { reader throws(Refusal) in _ = try reader.lastLicense(ofActivation: 1) }
        ),
        (
            "answers", "issued_at",
            Question { reader throws(Refusal) in
                _ = try reader.responses(
                    ofLicense: Sample.licenseID, answering: [UInt8](repeating: 2, count: 12))
            }
        ),
        (
            "rebindings", "parts",
            Question { reader throws(Refusal) in
                _ = try reader.rebindings(ofLicense: Sample.licenseID, after: 0)
            }
        ),
        ("calls", "agent", Question { reader throws(Refusal) in _ = try reader.call(1) }),
        (
            "calls", "agent",
            Question { reader throws(Refusal) in
                _ = try reader.calls(ofLicense: Sample.licenseID, limit: 9)
            }
        ),
        (
            "phone_attempts", "at",
            Question { reader throws(Refusal) in
                _ = try reader.hasPhoneAttempt(ofLicense: Sample.licenseID, in: 0..<9)
            }
        ),
        (
            "phone_refusals", "agent",
            Question { reader throws(Refusal) in
                _ = try reader.phoneRefusals(ofCode: [UInt8](repeating: 2, count: 21), limit: 9)
            }
        ),
    ]

    /// Something that the ledger is asked.
    private struct Question: Sendable {
        let ask: @Sendable (LedgerReader) throws(Refusal) -> Void

        init(_ ask: @escaping @Sendable (LedgerReader) throws(Refusal) -> Void) { self.ask = ask }
    }

    @Test func `Whatever is asked, a row that was changed is no answer`() throws {
        let whole = try FullLedger.open(try scratch.copy())
        for (table, column, question) in Self.questions {
            try whole.read { reader throws(Refusal) in try question.ask(reader) }
            let changed = try scratch.copy()
            try changed.change(column, of: table)
            let code = refusalCode {
                try FullLedger.open(changed).read { reader throws(Refusal) in try question.ask(reader) }
            }
            #expect(code == .vaultDamaged, "\(table).\(column)")
        }
    }

    @Test func `A row that was changed is not changed further`() throws {
        try scratch.change("seats", of: "licenses")
        let code = refusalCode {
            try FullLedger.open(scratch).write { writer throws(Refusal) in
                try writer.setLicense(Sample.license(customer: 1, event: try writer.eventNumber()))
                try writer.tell(Sample.license)
            }
        }
        #expect(code == .vaultDamaged)
    }
}
