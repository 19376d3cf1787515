import Foundation
import GRDB
import Ledger
import Refusals
import Testing

@Suite("The file of a ledger in which somebody was erased") struct ErasedFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func add(_ name: String, to ledger: LedgerDatabase) throws {
        try ledger.write { writer throws(Refusal) in
            let customer = try writer.findOrAddCustomer(named: name, at: 5)
            try writer.appendAudit(
                AuditEntry(
                    at: 5, actor: "desk", action: "license.add", subject: .other("customer \(customer.id)")))
        }
    }

    private func erase(_ name: String, from ledger: LedgerDatabase) throws -> Refusal? {
        try ledger.erase { writer throws(Refusal) in
            guard let customer = try writer.customer(named: name) else { throw Refusal(.customerUnknown) }
            try writer.forgetReplaced()
            let event = try writer.rename(customer, to: "erased")
            let subject = AuditSubject.other("customer \(customer.id)")
            try writer.appendAudit(
                AuditEntry(at: 6, actor: "desk", action: "customer.erase", subject: subject))
            let count = try writer.eraseBeside(
                CustomerErasure(customer: customer.id, subject: subject, writer: event, licenses: []))
            #expect(count == 1)
        }.left
    }

    @Test func `what is replaced is kept beside neither event, and the log is whole`() throws {
        let ledger = try scratch.create()
        try add("Yard", to: ledger)
        try add("Quay", to: ledger)
        #expect(try erase("Yard", from: ledger) == nil)
        #expect(try ledger.findings() == [])
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.customers().map(\.name) == ["Quay", "erased"])
        }
        let beside = try DatabaseQueue(path: scratch.path).read { database in
            try Row.fetchAll(database, sql: "SELECT beside FROM events ORDER BY number").map {
                row -> [UInt8] in
                Array(row[0] as Data? ?? Data())
            }
        }
        let named = beside.map { String(decoding: $0, as: UTF8.self) }
        #expect(named.map { $0.contains("Yard") } == [false, false, false])
        #expect(named.map { $0.contains("Quay") } == [false, true, false])
        #expect(named.map { $0.contains("erased") } == [false, false, true])
    }

    @Test func `where somebody reads the file it is not written anew; the change is made, and it is told`()
        throws
    {
        let ledger = try scratch.create()
        try add("Yard", to: ledger)
        let patient = try LedgerDatabase.open(
            at: scratch.path, busyTimeout: .milliseconds(20), keys: Scratch.keys)
        let reading = try DatabaseQueue(path: scratch.path)
        try reading.inDatabase { database in
            try database.execute(sql: "BEGIN")
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM customers")
            #expect(try erase("Yard", from: patient)?.code == .vaultBusy)
            try database.execute(sql: "COMMIT")
        }
        try patient.read { reader throws(Refusal) in #expect(try reader.customers().map(\.name) == ["erased"])
        }
        #expect(try patient.findings() == [])
    }
}
