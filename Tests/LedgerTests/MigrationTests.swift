import GRDB
import Refusals
import Testing

@testable import Ledger

@Suite("A ledger of the first version")
struct MigrationTests {
    let scratch: Scratch

    /// A ledger as the first version made it, with a product, two licenses and three activations.
    init() throws {
        scratch = try Scratch()
        try OlderLedger.make(
            at: scratch.path, version: "v1", backfill: .parts { _ in [99] },
            rows: [
                """
                INSERT INTO products (id, name, vendor, salt, phone, created_at)
                VALUES ('crane', 'Crane Control', 'Hafen GmbH', x'01010101010101010101010101010101',
                        '+49 40 1', 100);
                INSERT INTO customers VALUES (1, 'Werft', 100);
                INSERT INTO licenses (id, product_id, customer_id, sealed_proof, kind, binding, seats,
                                      features, created_at, note)
                VALUES (x'0102030405', 'crane', 1, x'07', 0, 0, 2, '', 100, ''),
                       (x'0202030405', 'crane', 1, x'07', 0, 1, 2, '', 100, '');
                INSERT INTO activations VALUES
                    (1, x'0102030405', x'0501', zeroblob(32), 1, 1, NULL),
                    (2, x'0102030405', x'0602', zeroblob(32), 1, 1, 2),
                    (3, x'0202030405', x'0703', zeroblob(32), 1, 1, NULL);
                """
            ],
            log: [("product.add", "crane"), ("license.add", "L-1"), ("license.add", "L-2")])
    }

    /// Opens it; of each fingerprint, the bytes are the traces.
    private func opened(
        keys: LedgerKeys? = Scratch.keys, bringing: BringingOver? = Scratch.bringing
    ) throws -> LedgerDatabase {
        try LedgerDatabase.open(
            at: scratch.path, keys: keys, backfill: .parts { bytes in bytes.map { Int64($0) } },
            bringing: bringing
        ).signing(with: Scratch.signer)
    }

    private func activations(_ ledger: LedgerDatabase, _ license: UInt8, _ mark: Int64) throws -> [Int64] {
        try ledger.read { reader throws(Refusal) in
            try reader.activations(ofLicense: [license, 2, 3, 4, 5], sharing: [mark]).map(\.id)
        }
    }

    @Test func `It is brought up to date, and its products are bound as before`() throws {
        let ledger = try opened()
        let product = try ledger.read { reader throws(Refusal) in try reader.product("crane") }
        #expect(product == Sample.product(event: product?.event ?? 0))
        #expect(product?.policy == .standard)
        let raw = try DatabaseQueue(path: scratch.path).read { database in
            try Row.fetchOne(
                database,
                sql:
                    "SELECT threshold, reads_root_only, virtual_machines, containers, clock_hours FROM products"
            )
        }
        #expect(raw?.databaseValues.map { Int64.fromDatabaseValue($0) } == [45, 0, 0, 1, 24])
    }

    @Test func `Machines that have a seat, or had one, are found by their traces; users have none`() throws {
        let ledger = try opened()
        #expect(try activations(ledger, 1, 5) == [1])
        #expect(try activations(ledger, 1, 1) == [1])
        #expect(try activations(ledger, 1, 6) == [2])
        #expect(try activations(ledger, 2, 7) == [])
    }

    @Test func `The seats of each license are numbered from 1, and the next goes on from there`() throws {
        let ledger = try opened()
        try ledger.write { writer throws(Refusal) in
            let (first, second): ([UInt8], [UInt8]) = ([1, 2, 3, 4, 5], [2, 2, 3, 4, 5])
            #expect(try writer.activations(ofLicense: first).map(\.number) == [1, 2])
            #expect(try writer.activations(ofLicense: second).map(\.number) == [1])
            let next = try writer.addActivation(
                ofLicense: second, fingerprint: [9], deviceKey: [UInt8](repeating: 1, count: 32), mark: nil,
                at: 5)
            try writer.tell(.license(second, "L-2"))
            #expect(try writer.activation(ofLicense: second, number: 2)?.id == next.id)
            #expect(try writer.activation(ofLicense: second, number: 3) == nil)
        }
    }

    @Test func `Device keys are known as before`() throws {
        let ledger = try opened()
        try ledger.read { reader throws(Refusal) in
            let key = [UInt8](repeating: 0, count: 32)
            let license: [UInt8] = [1, 2, 3, 4, 5]
            #expect(try reader.activation(ofLicense: license, deviceKey: key)?.id == 1)
            #expect(try reader.activationsInUse(ofLicense: license, deviceKey: key).map(\.id) == [1])
        }
    }

    @Test func `It is brought over in an open vault only, and once`() throws {
        #expect(refusalCode { _ = try opened(keys: nil) } == .vaultFromOlderVersion)
        #expect(refusalCode { _ = try opened(bringing: nil) } == .vaultFromOlderVersion)
        #expect(try activations(try opened(), 1, 5) == [1])
        let again = try LedgerDatabase.open(
            at: scratch.path, keys: Scratch.keys, backfill: .parts { _ in [55] }, bringing: Scratch.bringing)
        #expect(try activations(again, 1, 5) == [1])
        #expect(try activations(again, 1, 55) == [])
        #expect(try activations(try scratch.openLocked(), 1, 5) == [1])
        #expect(try opened().findings() == [])
    }

    @Test func `It has a place for calls, which keeps what was written, and refuses what makes no sense`()
        throws
    {
        let ledger = try opened()
        try ledger.write { writer throws(Refusal) in
            let id = try writer.openCall(agent: "Anna", at: 7)
            try writer.tell()
            guard var call = try writer.call(id) else { throw Refusal(.vaultDamaged) }
            #expect(call.agent == "Anna" && call.typed.isEmpty && call.code == nil && call.endedAt == nil)
            // Where nothing was told there is nothing to go on with.
            #expect(try writer.openCalls(since: 9, unprovenSince: 9, limit: 9).isEmpty)
            (call.typed, call.position, call.updatedAt) = ("digits\n1 123 456", 3, 9)
            call.code = [UInt8](repeating: 1, count: 21)
            call.licenseID = [1, 2, 3, 4, 5]
            (call.seat, call.shown, call.session) = ("2", [UInt8](repeating: 2, count: 32), 2)
            try writer.keep(call)
            try writer.tell()
            #expect(try writer.call(id) == call)
            #expect(try writer.openCalls(since: 9, unprovenSince: 9, limit: 9) == [call])
            #expect(try writer.openCalls(since: 10, unprovenSince: 10, limit: 9).isEmpty)
            #expect(try writer.calls(ofLicense: [1, 2, 3, 4, 5], limit: 9) == [call])
            call.endedAt = 10
            try writer.keep(call)
            try writer.tell()
            #expect(try writer.openCalls(since: 9, unprovenSince: 9, limit: 9).isEmpty)
        }
        for code in [20, 22] {
            let refused = refusalCode {
                try ledger.write { writer throws(Refusal) in
                    guard var call = try writer.call(1) else { throw Refusal(.vaultDamaged) }
                    call.code = [UInt8](repeating: 1, count: code)
                    try writer.keep(call)
                    try writer.tell()
                }
            }
            #expect(refused == .internalInconsistency)
        }
    }
}

@Suite("A ledger of the third version")
struct ThirdVersionTests {
    let scratch: Scratch

    /// With two seats, four answers, and a call.
    init() throws {
        scratch = try Scratch()
        var rows = [
            """
            INSERT INTO products (id, name, vendor, salt, created_at)
            VALUES ('crane', 'Crane Control', 'Hafen GmbH', zeroblob(16), 100);
            INSERT INTO customers VALUES (1, 'Werft', 100);
            INSERT INTO signing_keys VALUES (zeroblob(8), zeroblob(32), x'01', 0, NULL, NULL, 0);
            INSERT INTO licenses (id, product_id, customer_id, sealed_proof, kind, binding, seats,
                                  features, created_at, note)
            VALUES (x'0102030405', 'crane', 1, x'07', 0, 0, 9, '', 100, '');
            INSERT INTO activations VALUES
                (1, x'0102030405', x'0501', zeroblob(32), 1, 1, NULL),
                (2, x'0102030405', x'0602', zeroblob(32), 1, 1, NULL),
                (7, x'0102030405', x'0503', zeroblob(32), 1, 1, 2);
            INSERT INTO calls VALUES
                (1, 1, 5, 'Anna', NULL, NULL, char(10), 0, NULL, NULL, 1, NULL);
            """
        ]
        let answers: [(String, kind: Int, carrier: String)] = [
            ("01", 0, "file"), ("02", 3, "file"), ("03", 0, "phone"), ("04", 1, "qr"),
        ]
        for (byte, kind, carrier) in answers {
            let digest = String(repeating: byte, count: 32)
            rows.append(
                """
                INSERT INTO requests VALUES (x'\(digest)', x'0102030405', x'\(byte)', '\(carrier)', 1, \(kind));
                INSERT INTO responses VALUES (x'\(digest)', 1, zeroblob(8), x'\(byte)', 1);
                """)
        }
        try OlderLedger.make(
            at: scratch.path, version: "v3", rows: rows,
            log: [
                ("product.add", "crane"), ("license.add", "L-1"), ("request.granted", "L-1"),
                ("request.time-corrected", "L-1"), ("request.granted", "L-1"), ("request.granted", "L-1"),
            ])
    }

    /// Opens it; a fingerprint's first byte is its mark, and an answer's byte, twelve times, what it answers.
    private func opened() throws -> LedgerDatabase {
        try LedgerDatabase.open(
            at: scratch.path, keys: Scratch.keys,
            backfill: LedgerDatabase.Backfill(
                parts: { _ in [] }, spoken: { fingerprint, _ in fingerprint.first.map(Int64.init) },
                answered: { response in
                    response == [3] ? nil : response.first.map { [UInt8](repeating: $0, count: 12) }
                }), bringing: Scratch.bringing)
    }

    private static let license: [UInt8] = [1, 2, 3, 4, 5]

    @Test func `Its seats in use are found by their marks, and counted`() throws {
        try opened().read { reader throws(Refusal) in
            let id = Self.license
            #expect(try reader.activationsInUse(ofLicense: id, mark: 5, limit: 9).map(\.id) == [1])
            #expect(try reader.activationsInUse(ofLicense: id, mark: 6, limit: 9).map(\.number) == [2])
            #expect(try reader.activationsInUse(ofLicense: id, mark: 7, limit: 9).isEmpty)
            #expect(try reader.newestActivations(ofLicense: id, limit: 2).map(\.number) == [3, 2])
            #expect(try reader.activationCount(ofLicense: id) == 3)
            #expect(try reader.seatsInUse(ofLicense: id) == 2)
            #expect(try reader.license(id)?.seatsInUse == 2)
        }
    }

    @Test func `Its answers are found by what they answer, and by the machine that they are about`() throws {
        try opened().read { reader throws(Refusal) in
            func answers(_ number: UInt8) throws(Refusal) -> [[UInt8]] {
                let digest = [UInt8](repeating: number, count: 12)
                return try reader.responses(ofLicense: Self.license, answering: digest).map(\.bytes)
            }
            for number: UInt8 in [1, 2, 4] { #expect(try answers(number) == [[number]]) }
            // What cannot be read is left as it is.
            #expect(try answers(3).isEmpty)
            #expect(try reader.latestRequests(ofActivation: 1) == [[4], [1]])
            let last = [UInt8](repeating: 4, count: 32)
            #expect(try reader.request(before: last, ofActivation: 1) == [1])
            #expect(try reader.activation(1)?.corrections == 1)
            #expect(try reader.activation(2)?.corrections == 0)
            #expect(try reader.openCalls(since: 5, unprovenSince: 5, limit: 9).map(\.id) == [1])
        }
    }

    @Test func `Its answers are never changed, as before`() throws {
        _ = try opened()
        let queue = try DatabaseQueue(path: scratch.path)
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "UPDATE answers SET issued_at = 0") }
        }
    }
}
