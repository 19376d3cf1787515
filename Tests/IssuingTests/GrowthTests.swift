import Activation
import COSE
import Cryptography
import Fingerprint
import GRDB
import GRDBSQLite
import Issuing
import PhoneCode
import Refusals
import SimulatedDesk
import Simulation
import Testing

@testable import Ledger

/// What an answer costs the ledger, in steps of SQLite's machine, which no clock and no other program changes.
@Suite("However much was answered before, the ledger's work is the same")
struct GrowthTests {
    /// A license with many seats: every second one was told by telephone, to machines with the mark of the one that is
    /// told now.
    private struct History {
        let vendor: Vendor
        let file: Verified<ProductFile>
        let id: LicenseID
        let key: ActivationKey
        let first = SimulatedMachine(1)
        let told = SimulatedMachine(2)
        let firstRequest: Verified<Request>

        /// So many seats, each answered twice as a file and once by telephone, with a call and an alert, long ago.
        init(seats: Int) throws {
            vendor = try Vendor()
            file = try vendor.productFile()
            (id, key) = try vendor.sell(.lease(days: 30), seats: 20_000)
            firstRequest = try first.request(with: file, key: key, device: 1)
            guard try vendor.answer(firstRequest).name == "granted" else {
                throw Refusal(.internalInconsistency)
            }
            let request = try told.request(with: file, key: key, device: 2)
            let mark = MachineMark(of: request.body.fingerprint).rawValue
            let (id, vault) = (id, vendor.vault)
            try vault.ledger.write { (writer) throws(Refusal) in
                guard let kid = try writer.signingKeys().first?.kid else { throw Refusal(.vaultDamaged) }
                for seat in 1...Int64(seats) {
                    let isTold = seat % 2 == 0
                    let activation = try writer.addActivation(
                        ofLicense: id.bytes,
                        fingerprint: isTold ? [255, 255, mark] : Self.bytes(seat, "holder"),
                        deviceKey: Self.bytes(seat, "device"), mark: isTold ? Int64(mark) : Int64(mark ^ 1),
                        at: 1000 + seat)
                    let traces = (0..<6).map { seat << 40 | $0 }
                    try writer.setTraces(traces, insteadOf: [], ofActivation: activation.id, license: id.bytes)
                    for (place, carrier) in ["file", "file", "phone"].enumerated() {
                        let digest = Self.bytes(seat, "request \(place)")
                        try writer.recordAnswer(
                            request: RequestRecord(
                                digest: digest, licenseID: id.bytes, kind: place == 1 ? 3 : 0,
                                bytes: request.encoded, carrier: carrier, receivedAt: 1000 + seat),
                            response: ResponseRecord(
                                requestDigest: digest, activationID: activation.id, kid: kid, bytes: [1],
                                answered: Array(digest.prefix(12)), issuedAt: 1000 + seat))
                        try writer.appendAudit(
                            AuditEntry(
                                at: 1000 + seat, actor: "desk", action: "request.granted", subject: .license(id)))
                    }
                    if var call = try writer.call(writer.openCall(agent: "Anna", at: 1000 + seat)) {
                        (call.licenseID, call.typed) = (id.bytes, "digits\n1 123 456")
                        try writer.keep(call)
                    }
                    _ = try writer.addPhoneAttempt(
                        ofLicense: id.bytes, code: Array(Self.bytes(seat, "code").prefix(21)),
                        at: SimulatedMachine.noon.rawValue - 200_000)
                    for action in [
                        "phone.seat-chosen", "request.seat-claimed", "phone.proof-wrong", "phone.blocked",
                    ] {
                        try writer.appendAudit(
                            AuditEntry(at: 1000 + seat, actor: "desk", action: action, subject: .license(id)))
                    }
                }
            }
        }

        /// The request of a machine whose mark is not the one that is told: of one in 128 it would be.
        func unmarked() throws -> Verified<Request> {
            let mark = MachineMark(of: try told.request(with: file, key: key, device: 2).body.fingerprint)
            for machine in 3...9 {
                let request = try SimulatedMachine(machine).request(with: file, key: key, device: 3)
                if MachineMark(of: request.body.fingerprint) != mark { return request }
            }
            throw Refusal(.internalInconsistency)
        }

        static func bytes(_ seat: Int64, _ what: String) -> [UInt8] {
            SHA256Digest(of: Array("\(what) \(seat)".utf8)).bytes
        }

        /// What SQLite did in `work`, in steps of its machine, over all its statements.
        func steps(_ work: () throws -> Void) throws -> Int {
            func count() -> Int {
                vendor.vault.ledger.queue.inDatabase { database in
                    var (statement, steps) = (sqlite3_next_stmt(database.sqliteConnection, nil), 0)
                    while let current = statement {
                        steps += Int(sqlite3_stmt_status(current, SQLITE_STMTSTATUS_VM_STEP, 1))
                        statement = sqlite3_next_stmt(database.sqliteConnection, current)
                    }
                    return steps
                }
            }
            _ = count()
            try work()
            return count()
        }

        func answer(_ request: Verified<Request>, seat: SeatChoice? = nil, _ expected: String) throws {
            var desk = try vendor.vault.desk(in: vendor.surroundings)
            desk.choice = seat
            let answers = try desk.answer([
                IncomingRequest(name: "file", bytes: request.encoded, carrier: .file)
            ])
            #expect(answers.map(\.name) == [expected])
        }

        func code(_ request: Verified<Request>) throws -> SpokenCode {
            try RequestCode(of: request, key: key.proofKey()).spoken
        }

        func call() throws -> HeldCall {
            try vendor.vault.openCall(agent: "Berta", in: vendor.surroundings).held
        }

        func read(_ body: (LedgerReader) throws(Refusal) -> Void) throws {
            try vendor.vault.ledger.read { (reader) throws(Refusal) in try body(reader) }
        }
    }

    /// What is done with the history, in this order, and the steps that each took.
    private func steps(_ history: History) throws -> [(what: String, steps: Int)] {
        var found: [(String, Int)] = []
        func measure(_ what: String, _ work: () throws -> Void) throws {
            found.append((what, try history.steps(work)))
        }
        let (file, id) = (history.file, history.id)
        let desk = try history.vendor.vault.desk(in: history.vendor.surroundings)
        let third = try history.unmarked()
        try measure("an activation by file") { try history.answer(third, "granted") }
        try measure("the same request again") { try history.answer(third, "repeated") }
        try measure("the first request of all again") {
            try history.answer(history.firstRequest, "repeated")
        }
        let renewal = try history.first.vouchedRequest(with: file, for: .renewal, license: id, device: 1)
        try measure("a renewal") { try history.answer(renewal, "granted") }
        for number in 1...3 {
            let correction = try history.first.vouchedRequest(
                with: file,
                for: .timeCorrection(highWaterMark: SimulatedMachine.noon.adding(days: 100 * number)),
                license: id, device: 1)
            try measure("time correction \(number)") { try history.answer(correction, "corrected") }
        }
        let request = try history.told.request(with: file, key: history.key, device: 2)
        let code = try history.code(request)
        try measure("a card by telephone that is not decided") {
            guard case .refusal(let refusal) = try desk.card(for: code, in: history.call()).prospect else {
                throw Refusal(.internalInconsistency)
            }
            #expect(refusal.code == .phoneSeatUndecided)
        }
        let held = try history.call()
        try measure("a card by telephone") { _ = try desk.card(for: code, seat: .new, in: held) }
        try measure("an answer by telephone") { _ = try desk.answer(code, seat: .new, in: held) }
        try measure("the same answer by telephone again") {
            _ = try desk.answer(code, in: history.call())
        }
        let takeover = try history.told.request(with: file, key: history.key, device: 4)
        try measure("a file of a machine that may have been told") {
            try history.answer(takeover, "phone.seat-undecided")
        }
        try measure("a file that claims a seat") {
            try history.answer(takeover, seat: .number(31), "granted")
        }
        var secret = [UInt8](repeating: 1, count: 32)
        let wrong = try RequestCode(of: request, key: ProofKey(secret: SecretBytes(taking: &secret))).spoken
        try measure("a wrong proof") {
            #expect(refusal { try desk.card(for: wrong, in: history.call()) }?.code == .phoneWrongCode)
        }
        try measure("the license as it is shown") {
            try history.read { (ledger) throws(Refusal) in
                guard let standing = try ledger.license(id.bytes) else { throw Refusal(.licenseUnknown) }
                let seats = try ledger.newestActivations(ofLicense: id.bytes, limit: 50)
                _ = try ledger.lastChanges(of: seats, Entitlement(standing))
                #expect(seats.count == 50)
                let history = try ledger.auditRecords(AuditFilter(subjects: [.license(id)]), limit: 50)
                #expect(history.count == 50)
            }
        }
        try measure("a history of which there is little") {
            try history.read { (ledger) throws(Refusal) in
                _ = try ledger.auditRecords(AuditFilter(subjects: [.other("hull-designer")]), limit: 50)
            }
        }
        try measure("alerts") {
            let now = history.vendor.clock.now
            try history.read { (ledger) throws(Refusal) in
                let alerts = try ledger.callAlerts(now: now)
                #expect(Set(alerts.map(\.code)) == ["seat-chosen", "seat-claimed", "wrong-proofs"])
            }
        }
        try measure("the calls that go on") {
            let now = history.vendor.clock.now
            try history.read { (ledger) throws(Refusal) in _ = try ledger.callsThatGoOn(now: now) }
        }
        return found
    }

    @Test func `For every kind of answer, list and alert, with 90 seats and with 900`() throws {
        let few = try steps(History(seats: 90))
        let many = try steps(History(seats: 900))
        for (one, ten) in zip(few, many) {
            #expect(
                one.steps > 0 && abs(ten.steps - one.steps) * 10 <= one.steps,
                "\(one.what): \(one.steps) steps, and \(ten.steps) after ten times as much")
        }
    }

    @Test func `For the look at the desk's clock, with 10 events and with 10,000, and it is little`() throws {
        func steps(events: Int64) throws -> Int {
            let history = try History(seats: 1)
            let (id, vault) = (history.id.bytes, history.vendor.vault)
            try vault.ledger.write { (writer) throws(Refusal) in
                guard let kid = try writer.signingKeys().first?.kid else { throw Refusal(.vaultDamaged) }
                for event in 1...events {
                    let digest = History.bytes(event, "event")
                    try writer.recordAnswer(
                        request: RequestRecord(
                            digest: digest, licenseID: id, kind: 0, bytes: [1], carrier: "file",
                            receivedAt: event),
                        response: ResponseRecord(
                            requestDigest: digest, activationID: nil, kid: kid, bytes: [1],
                            answered: Array(digest.prefix(12)), issuedAt: event))
                    try writer.appendAudit(
                        AuditEntry(at: event, actor: "desk", action: "request.granted", subject: .other("other")))
                }
            }
            return try history.steps { _ = try vault.deskClock(in: history.vendor.surroundings) }
        }
        let (few, many) = (try steps(events: 10), try steps(events: 10_000))
        #expect(few > 0 && many <= 400 && many <= 2 * few, "\(few) steps, and \(many) with 10,000 events")
    }

    @Test func `For a machine of which there are hundreds of copies`() throws {
        func steps(copies: Int64) throws -> Int {
            let history = try History(seats: 1)
            let id = history.id.bytes
            try history.vendor.vault.ledger.write { (writer) throws(Refusal) in
                for copy in 1...copies {
                    let activation = try writer.addActivation(
                        ofLicense: id, fingerprint: History.bytes(copy, "copy"),
                        deviceKey: History.bytes(copy, "copy"), mark: 1, at: 1)
                    try writer.setTraces([5, 6, 7], insteadOf: [], ofActivation: activation.id, license: id)
                    try writer.appendAudit(
                        AuditEntry(
                            at: 1, actor: "desk", action: "request.granted", subject: .license(history.id)))
                }
            }
            return try history.steps {
                try history.read { (ledger) throws(Refusal) in
                    #expect(try ledger.activations(ofLicense: id, sharing: [5, 6, 7]).count == 64)
                }
            }
        }
        let (few, many) = (try steps(copies: 300), try steps(copies: 3000))
        #expect(abs(many - few) * 10 <= few, "\(few) steps, and \(many) with ten times as many copies")
    }
}
