import Glibc
import Refusals
import Testing

@testable import Ledger

@Suite("Erasing what tells of a customer")
struct ErasingTests {
    let scratch: Scratch
    let ledger: LedgerDatabase
    private let subject = AuditSubject.other("customer 1")

    /// Two customers with a license each; of the first one's, a seat went to another machine, and it was revoked.
    init() throws {
        scratch = try Scratch()
        ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in
            try Sample.fill(writer)
            try Sample.addLicense([9, 0, 0, 0, 1], of: "Dock", writer)
            let seat = try Sample.takeSeat(writer)
            for (at, reason) in [(1, "Jansen broke it"), (2, nil)] as [(Int64, String?)] {
                try writer.addRebinding(
                    RebindingRecord(
                        licenseID: Sample.licenseID, activationID: seat.id, parts: 1, at: at, carrier: "file",
                        reason: reason))
                try writer.tell(Sample.license)
            }
            try Self.change(note: "by Jansen", reason: "stolen by Jansen", writer)
            try writer.tell(Sample.license)
        }
    }

    private static func change(note: String, reason: String, _ writer: LedgerWriter) throws(Refusal) {
        try writer.setLicense(
            LicenseRecord(
                id: Sample.licenseID, productID: "crane", customerID: 1, sealedProof: [8, 8],
                kind: .perpetual,
                createdAt: 100, note: note, revocation: LicenseRecord.Revocation(at: 9, reason: reason),
                event: try writer.eventNumber()))
    }

    private func erase(_ writer: LedgerWriter) throws(Refusal) -> Int {
        guard let customer = try writer.customer(1) else { throw Refusal(.customerUnknown) }
        try writer.forgetReplaced()
        let event = try writer.rename(customer, to: "erased customer 1")
        try writer.tell(subject, action: LedgerEvent.erasing)
        try writer.forgetReplaced()
        try Self.change(note: "", reason: "erased", writer)
        try writer.eraseRebindingReasons(ofLicense: Sample.licenseID)
        try writer.tell(Sample.license, action: LedgerEvent.erasing)
        return try writer.eraseBeside(
            CustomerErasure(customer: 1, subject: subject, writer: event, licenses: [Sample.licenseID]))
    }

    /// Whether any of the ledger's files has this text.
    private func holds(_ text: String) throws -> Bool {
        for name in scratch.names {
            guard let file = fopen(scratch.folder + "/" + name, "rb") else { continue }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 22)
            let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
            let found = bytes.prefix(count).firstRange(of: Array(text.utf8)) != nil
            if found { return true }
        }
        return false
    }

    @Test func `The words are in none of its files any more, and those of others are`() throws {
        for word in ["Werft", "Jansen", "by post", "Dock"] { #expect(try holds(word), "\(word)") }
        let erased = try ledger.erase { writer throws(Refusal) in try erase(writer) }
        #expect(erased.left == nil)
        #expect(erased.value == 5)
        for word in ["Werft", "Jansen"] { #expect(try !holds(word), "\(word)") }
        #expect(try holds("Dock"))
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.customer(1)?.name == "erased customer 1")
            let license = try reader.license(Sample.licenseID)
            #expect(license?.license.note == "" && license?.revocation?.reason == "erased")
            #expect(try reader.license([9, 0, 0, 0, 1])?.license.note == "by post")
            #expect(try reader.rebindings(ofLicense: Sample.licenseID, after: 0) == 2)
        }
    }

    @Test func `The events, and the root over them, stay as they were, and the log is whole`() throws {
        let before = try ledger.verifyLog()
        try ledger.write { writer throws(Refusal) in _ = try erase(writer) }
        let after = try ledger.verifyLog(rootsOf: [UInt64(before.size)])
        #expect(after.earlierRoots == [UInt64(before.size): before.root])
        #expect(after.isWhole && after.size == before.size + 2)
        #expect(try scratch.openLocked().findings() == [])
    }

    @Test func `Of the events about the customer and their license, the details are gone, and of no others`()
        throws
    {
        try ledger.write { writer throws(Refusal) in _ = try erase(writer) }
        let records = try ledger.read { reader throws(Refusal) in try reader.auditRecords() }
        let gone = records.filter { $0.detail == nil }
        #expect(gone.map(\.sequence) == [8, 7, 6, 5, 3])
        #expect(records.filter { $0.detail != nil }.map(\.sequence) == [10, 9, 4, 2, 1])
    }

    @Test func `What is sealed stays beside its event`() throws {
        try ledger.write { writer throws(Refusal) in _ = try erase(writer) }
        let values = try ledger.read { reader throws(Refusal) in
            try reader.statements.all("SELECT beside FROM events WHERE number IN (3, 10) ORDER BY number") {
                EventValues(encoded: try $0.optionalBlob(0))
            }
        }
        // The detail, the name, the sealed proof, the note.
        #expect(values.first??.places.map { $0?.value } == [nil, nil, .blob([7, 7]), nil])
        let last = values.last??.places.compactMap { $0?.value } ?? []
        #expect(last.filter { $0 == .blob([8, 8]) }.count == 2)
        #expect(last.contains(.text("erased")) && !last.contains(.text("by Jansen")))
    }

    @Test func `A second time, there is nothing to erase beside the earlier events`() throws {
        for count in [5, 2] {
            #expect(try ledger.write { writer throws(Refusal) in try erase(writer) } == count)
        }
        #expect(try ledger.findings() == [])
    }

    @Test func `Nothing is erased beside an event that was changed`() throws {
        try scratch.tamper(
            "UPDATE events SET beside = (SELECT beside FROM events WHERE number = 1) WHERE number = 5")
        let before = try ledger.verifyLog().root
        let code = refusalCode { try ledger.write { writer throws(Refusal) in _ = try erase(writer) } }
        #expect(code == .vaultDamaged)
        #expect(try ledger.read { reader throws(Refusal) in try reader.customer(1)?.name } == "Werft")
        #expect(try ledger.verifyLog().root == before)
    }

    @Test func `A customer who is not there is not renamed`() {
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                _ = try writer.rename(CustomerRecord(id: 77, name: "Quay", createdAt: 1), to: "erased")
            }
        }
        #expect(code == .customerUnknown)
    }
}
