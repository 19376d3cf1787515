import Dispatch
import GRDB
import Glibc
import Ledger
import Refusals
import Testing

struct TransactionTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a refusal takes back everything, the audit log too`() throws {
        let ledger = try scratch.create()
        let code = refusalCode {
            try ledger.write { writer throws(Refusal) in
                try Sample.fill(writer)
                throw Refusal(.activationKeyUsedUp)
            }
        }
        #expect(code == .activationKeyUsedUp)
        try ledger.read { reader throws(Refusal) in
            #expect(try reader.products() == [])
            #expect(try reader.auditRecords().isEmpty)
            #expect(try reader.signedEnd() == nil)
        }
        #expect(try ledger.findings() == [])
    }

    @Test func `a reader or writer kept beyond its transaction can do nothing`() throws {
        let ledger = try scratch.create()
        var kept: [LedgerReader] = []
        try ledger.read { reader throws(Refusal) in kept.append(reader) }
        try ledger.write { writer throws(Refusal) in kept.append(writer) }
        for reader in kept {
            #expect(refusalCode { _ = try reader.products() } == .internalInconsistency)
        }
    }

    @Test func `two programs racing for the seats of a license grant exactly as many as there are`() throws {
        let first = try scratch.create()
        try first.write { writer throws(Refusal) in try Sample.fill(writer, seats: 5) }
        let ledgers = [first, try scratch.open()]
        DispatchQueue.concurrentPerform(iterations: 40) { attempt in
            _ = try? ledgers[attempt % 2].write { writer throws(Refusal) in
                guard let standing = try writer.license(Sample.licenseID) else { return }
                guard standing.seatsInUse < standing.license.seats else {
                    throw Refusal(.activationKeyUsedUp)
                }
                let machine = UInt8(attempt)
                _ = try writer.addActivation(
                    ofLicense: Sample.licenseID, fingerprint: [machine],
                    deviceKey: [UInt8](repeating: machine, count: 32), mark: nil, at: 1)
                try writer.tell(Sample.license)
            }
        }
        try ledgers[1].read { reader throws(Refusal) in
            #expect(try reader.seatsInUse(ofLicense: Sample.licenseID) == 5)
            #expect(try reader.eventCount() == 8)
        }
        #expect(try ledgers[0].findings() == [])
    }

    @Test func `a ledger held by another program is busy, and readable meanwhile`() throws {
        let first = try scratch.create()
        let second = try LedgerDatabase.open(
            at: scratch.path, busyTimeout: .milliseconds(20), keys: Scratch.keys)
        let code = refusalCode {
            try first.write { writer throws(Refusal) in
                try Sample.fill(writer)
                #expect(try second.read { reader throws(Refusal) in try reader.products() } == [])
                try second.write { writer throws(Refusal) in try Sample.fill(writer) }
            }
        }
        #expect(code == .vaultBusy)
    }

    @Test(.enabled(if: Scratch.canMount))
    func `a full disk is named, and the ledger stays whole`() throws {
        try scratch.mountMemory(size: "2m")
        let ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
        var written = 0
        let code = refusalCode {
            while true {
                try ledger.write { writer throws(Refusal) in
                    try writer.appendAudit(
                        AuditEntry(
                            at: 1, actor: "a", action: "b", detail: String(repeating: "x", count: 20_000)))
                }
                written += 1
            }
        }
        #expect(code == .diskFull)
        #expect(written > 0)
        let report = try ledger.verifyLog()
        #expect(report.isWhole)
        #expect(report.size == Int64(written) + 3)
    }

    @Test(.enabled(if: Scratch.canMount))
    func `a ledger that does not fit on the disk is not made`() throws {
        try scratch.mountMemory(size: "64k")
        #expect(refusalCode { _ = try scratch.create() } == .diskFull)
        #expect(scratch.names == [])
    }

    @Test(.enabled(if: Scratch.canMount))
    func `a ledger on a read-only medium is read, and not changed`() throws {
        try scratch.mountMemory(size: "4m")
        let ledger = try scratch.create()
        try ledger.write { writer throws(Refusal) in try Sample.fill(writer) }
        try ledger.close()
        try scratch.remountReadOnly()
        let reopened = try scratch.open()
        #expect(reopened.isReadOnly)
        try reopened.read { reader throws(Refusal) in
            #expect(try reader.products().count == 1)
        }
        #expect(try reopened.findings() == [])
        let code = refusalCode {
            try reopened.write { writer throws(Refusal) in
                _ = try writer.findOrAddCustomer(named: "Dock", at: 1)
            }
        }
        #expect(code == .folderReadOnly)
        let elsewhere = scratch.folder + "/new.db"
        #expect(
            refusalCode { _ = try LedgerDatabase.create(at: elsewhere, keys: Scratch.keys) }
                == .folderReadOnly)
    }
}
