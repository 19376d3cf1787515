import Cryptography
import Refusals
import Testing

@testable import Ledger

/// Rows that were whole once, with the codes that they had: put back, or taken away.
@Suite("Rows put back or taken away")
struct EarlierRowTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try write { writer throws(Refusal) in
            try Sample.fill(writer, seats: 9)
            try writer.addProductFile(
                ProductFileRecord(productID: "crane", version: 1, bytes: [1], createdAt: 1))
            try writer.tell(Sample.crane)
            for number: UInt8 in 1...3 { _ = try Sample.takeSeat(writer, fingerprint: [number]) }
        }
    }

    private func write(_ body: (LedgerWriter) throws(Refusal) -> Void) throws {
        let ledger =
            scratch.names.contains("ledger.db") ? try scratch.open() : try scratch.create()
        try ledger.write { writer throws(Refusal) in try body(writer) }
        try ledger.close()
    }

    private func refusal(_ body: (LedgerReader) throws(Refusal) -> Void) -> RefusalCode? {
        refusalCode { try scratch.open().read { reader throws(Refusal) in try body(reader) } }
    }

    /// Puts all rows of some tables back to what they are now, after `body` changed the ledger.
    private func putBack(
        _ tables: String..., after body: (LedgerWriter) throws(Refusal) -> Void
    ) throws {
        for table in tables { try scratch.tamper("CREATE TABLE kept_\(table) AS SELECT * FROM \(table)") }
        try write(body)
        for table in tables {
            try scratch.tamper(
                "DELETE FROM \(table)", "INSERT INTO \(table) SELECT * FROM kept_\(table)",
                "DROP TABLE kept_\(table)")
        }
        #expect(try !scratch.open().verifyLog().isWhole)
    }

    @Test func `A license as it was before it was revoked is refused`() throws {
        try putBack("licenses") { writer throws(Refusal) in
            try writer.setLicense(
                Sample.license(customer: 1, seats: 1, event: try writer.eventNumber()))
            try writer.tell(Sample.license)
        }
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.license(Sample.licenseID) } == .vaultDamaged)
        // Without the vault's keys nothing is decided.
        let locked = try scratch.openLocked()
        #expect(try locked.read { reader throws(Refusal) in try reader.license(Sample.licenseID) } != nil)
    }

    @Test func `A product as it was before it was changed is refused`() throws {
        try putBack("products") { writer throws(Refusal) in
            try writer.setProduct(Sample.product())
            try writer.tell(Sample.crane)
        }
        #expect(refusal { reader throws(Refusal) in _ = try reader.product("crane") } == .vaultDamaged)
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.features(ofProduct: "crane") } == .vaultDamaged
        )
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.latestProductFile(ofProduct: "crane") }
                == .vaultDamaged)
    }

    @Test func `A seat as it was before it was renewed is refused, and the others are not`() throws {
        try putBack("activations") { writer throws(Refusal) in
            guard let seat = try writer.activation(2) else { throw Refusal(.vaultDamaged) }
            try writer.renewActivation(
                seat, fingerprint: [9], deviceKey: Sample.deviceKey, mark: nil, at: 9)
            try writer.tell(Sample.license)
        }
        let id = Sample.licenseID
        #expect(refusal { reader throws(Refusal) in _ = try reader.activation(2) } == .vaultDamaged)
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.activation(ofLicense: id, number: 2) }
                == .vaultDamaged)
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.activation(ofLicense: id, fingerprint: [2]) }
                == .vaultDamaged)
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.activations(ofLicense: id) } == .vaultDamaged)
        #expect(refusal { reader throws(Refusal) in _ = try reader.activation(1) } == nil)
        #expect(refusal { reader throws(Refusal) in _ = try reader.activation(3) } == nil)
    }

    @Test func `A key as it was before is refused`() throws {
        try putBack("signing_keys") { writer throws(Refusal) in
            guard let key = try writer.signingKeys().first else { throw Refusal(.vaultDamaged) }
            try writer.change(to: Sample.key(event: key.event))
            try writer.tell(Sample.keyInLog)
        }
        #expect(refusal { reader throws(Refusal) in _ = try reader.signingKeys() } == .vaultDamaged)
    }

    @Test func `What is as its last event wrote it is read, whatever was told of it since`() throws {
        try write { writer throws(Refusal) in
            for subject in [Sample.license, Sample.crane, Sample.keyInLog] { try writer.tell(subject) }
        }
        let code = refusal { reader throws(Refusal) in
            _ = try reader.license(Sample.licenseID)
            _ = try reader.product("crane")
            _ = try reader.signingKeys()
            _ = try reader.activations(ofLicense: Sample.licenseID)
        }
        #expect(code == nil)
    }
}

extension EarlierRowTests {
    private func seats(_ reader: LedgerReader) throws(Refusal) {
        _ = try reader.seatsInUse(ofLicense: Sample.licenseID)
    }

    @Test(arguments: [
        "DELETE FROM activations WHERE number = 3", "DELETE FROM activations",
        "UPDATE activations SET number = 4 WHERE number = 3",
        """
        INSERT INTO activations SELECT 9, license_id, 4, fingerprint, device_key, mark, first_at, last_at, returned_at,
                                       corrections, event, row_code FROM activations WHERE number = 3
        """,
        "DELETE FROM seat_tallies WHERE taken = 3",
    ])
    func `A seat that was removed, or planted, is missed where seats are counted`(change: String) throws {
        #expect(refusal(seats) == nil)
        try scratch.tamper(change)
        let isTally = change.contains("seat_tallies")
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.license(Sample.licenseID) } == .vaultDamaged)
        #expect(isTally || refusal(seats) == .vaultDamaged)
    }

    @Test func `Seats put back to fewer than there were are missed`() throws {
        try putBack("activations", "seat_tallies", "devices") { writer throws(Refusal) in
            _ = try Sample.takeSeat(writer, fingerprint: [4])
        }
        #expect(refusal(seats) == .vaultDamaged)
    }

    @Test func `A tally put back is missed, though it counts as many seats`() throws {
        try write { writer throws(Refusal) in
            guard let seat = try writer.activation(2) else { throw Refusal(.vaultDamaged) }
            #expect(try Sample.giveBack(seat, at: 8, writer))
        }
        try putBack("seat_tallies") { writer throws(Refusal) in
            guard let seat = try writer.activation(2) else { throw Refusal(.vaultDamaged) }
            try writer.renewActivation(
                seat, fingerprint: [2], deviceKey: Sample.deviceKey, mark: nil, at: 9)
            try writer.tell(Sample.license)
        }
        #expect(refusal(seats) == .vaultDamaged)
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.license(Sample.licenseID) } == .vaultDamaged)
    }

    @Test func `A rebinding is missed that was removed together with what was counted of it`() throws {
        try putBack("seat_tallies", "rebindings") { writer throws(Refusal) in
            guard let seat = try writer.activation(1) else { throw Refusal(.vaultDamaged) }
            try writer.renewActivation(
                seat, fingerprint: [9], deviceKey: Sample.deviceKey, mark: nil, at: 9)
            try rebind(1, at: 9, writer)
        }
        #expect(refusalCode { try rebindings(after: 0) } == .vaultDamaged)
    }

    @Test func `A device key of a seat that is not there is missed`() throws {
        try scratch.tamper("DELETE FROM activations WHERE number = 2")
        let code = refusal { reader throws(Refusal) in
            _ = try reader.activationsInUse(ofLicense: Sample.licenseID, deviceKey: Sample.deviceKey)
        }
        #expect(code == .vaultDamaged)
    }

    @Test func `A product's file, or a feature, that was removed is missed`() throws {
        try write { writer throws(Refusal) in
            try writer.addFeatures(["base", "report"], toProduct: "crane")
            try writer.tell(Sample.crane)
        }
        let whole = try scratch.copy()
        try scratch.tamper("DELETE FROM product_files")
        #expect(
            refusal { reader throws(Refusal) in _ = try reader.nextProductFileVersion(ofProduct: "crane") }
                == .vaultDamaged)
        try whole.tamper("DELETE FROM features WHERE number = 1")
        let code = refusalCode {
            _ = try whole.open().read { reader throws(Refusal) in try reader.features(ofProduct: "crane") }
        }
        #expect(code == .vaultDamaged)
    }

    private func rebind(_ parts: Int64, at time: Int64, _ writer: LedgerWriter) throws(Refusal) {
        try writer.addRebinding(
            RebindingRecord(
                licenseID: Sample.licenseID, activationID: 1, parts: parts, at: time, carrier: "file",
                reason: nil))
        try writer.tell(Sample.license)
    }

    private func rebindings(after moment: Int64) throws -> Int64 {
        try scratch.open().read { reader throws(Refusal) in
            try reader.rebindings(ofLicense: Sample.licenseID, after: moment)
        }
    }

    @Test
    func `Rebindings are summed by their parts since a moment, and none counts before the one before it`()
        throws
    {
        #expect(try rebindings(after: 0) == 0)
        try write { writer throws(Refusal) in
            try rebind(2, at: 10, writer)
            try rebind(1, at: 20, writer)
            try rebind(3, at: 30, writer)
            // The clock was set back.
            try rebind(1, at: 25, writer)
        }
        #expect(try [0, 9, 10, 19, 20, 29, 30].map { try rebindings(after: $0) } == [7, 7, 5, 5, 4, 4, 0])
        #expect(
            try scratch.open().read { reader throws(Refusal) in
                try reader.rebindings(ofLicense: [0, 0, 0, 0, 0], after: 0)
            } == 0)
    }

    @Test(arguments: [1, 2, 3])
    func `A rebinding that was removed is missed`(place: Int) throws {
        try write { writer throws(Refusal) in
            for time: Int64 in 1...3 { try rebind(2, at: 10 * time, writer) }
        }
        try scratch.tamper("DELETE FROM rebindings WHERE number = \(2 * place)")
        #expect(refusalCode { try rebindings(after: 10) } == .vaultDamaged)
    }

    @Test(arguments: ["request", "response"])
    func `A document that is missing, or another one, is not given`(column: String) throws {
        try write { writer throws(Refusal) in
            try writer.recordAnswer(request: Sample.request(1), response: Sample.response(1, activation: 1))
            try writer.tell(Sample.license)
        }
        let digest = Sample.request(1).digest
        func ask(_ reader: LedgerReader) throws(Refusal) {
            if column == "request" {
                _ = try reader.request(digest)
            } else {
                _ = try reader.response(forRequestDigest: digest)
            }
        }
        #expect(refusal(ask) == nil)
        let document = "WHERE digest = (SELECT \(column) FROM answers)"
        try scratch.tamper("UPDATE documents SET bytes = x'00' \(document)")
        #expect(refusal(ask) == .vaultDamaged)
        // It is not mended by writing it again.
        try write { writer throws(Refusal) in
            _ = try writer.keep(document: column == "request" ? [1, 1] : [2, 1])
            try writer.tell()
        }
        #expect(refusal(ask) == .vaultDamaged)
        try scratch.tamper("DELETE FROM documents \(document)")
        #expect(refusal(ask) == .vaultDamaged)
        // What was signed is found without it.
        #expect(
            try scratch.openLocked().read { reader throws(Refusal) in try reader.hasAnswered(digest) })
    }

    @Test func `A document that is kept twice is stored once, and each event names it`() throws {
        try write { writer throws(Refusal) in
            for _ in 0..<2 {
                #expect(try writer.keep(document: [5, 5]) == SHA256Digest(of: [5, 5]).bytes)
                try writer.tell()
            }
        }
        let count = try scratch.open().read { reader throws(Refusal) in
            try reader.statements.first("SELECT count(*) FROM documents WHERE bytes = x'0505'") {
                try $0.integer(0)
            }
        }
        #expect(count == 1)
    }
}
