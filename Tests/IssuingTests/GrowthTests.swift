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
        ///
        /// - Parameters:
        ///   - machines: so many machines on another license.
        ///   - licenses: so many more licenses.
        init(seats: Int, machines: Int = 0, licenses: Int = 0) throws {
            vendor = try Vendor()
            file = try vendor.productFile()
            (id, key) = try vendor.sell(.lease(days: 30), seats: 1_000_000)
            for _ in 0..<licenses { _ = try vendor.sell() }
            try Self.give(machines, to: vendor)
            firstRequest = try first.request(with: file, key: key, device: 1)
            guard try vendor.answer(firstRequest).name == "granted" else {
                throw Refusal(.internalInconsistency)
            }
            let request = try told.request(with: file, key: key, device: 2)
            let mark = MachineMark(of: request.body.fingerprint).rawValue
            let id = id
            try Self.write(seats, to: vendor) { (seat, kid, writer) throws(Refusal) in
                let isTold = seat % 2 == 0
                let activation = try writer.addActivation(
                    ofLicense: id.bytes,
                    fingerprint: isTold ? [255, 255, mark] : Self.bytes(seat, "holder"),
                    deviceKey: Self.bytes(seat, "device"), mark: isTold ? Int64(mark) : Int64(mark ^ 1),
                    at: 1000 + seat)
                let traces = (0..<6).map { seat << 40 | $0 }
                try writer.setTraces(traces, insteadOf: [], ofActivation: activation.id, license: id.bytes)
                for (place, carrier) in ["file", "file", "phone"].enumerated() {
                    try Self.answer(
                        "request \(place)", bytes: request.encoded, over: carrier, kind: place == 1 ? 3 : 0,
                        activation, kid, seat, writer)
                    try Self.tell("request.granted", of: id, seat, writer)
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
                ] { try Self.tell(action, of: id, seat, writer) }
            }
        }

        /// Sells a license, and gives it so many machines, each with one answer.
        private static func give(_ machines: Int, to vendor: Vendor) throws {
            guard machines > 0 else { return }
            let id = try vendor.sell(seats: 1_000_000).id
            try write(machines, to: vendor) { (number, kid, writer) throws(Refusal) in
                let seat = try writer.addActivation(
                    ofLicense: id.bytes, fingerprint: bytes(number, "other"),
                    deviceKey: bytes(number, "other device"), mark: number % 128, at: number)
                try answer("other request", bytes: [1], over: "phone", kind: 0, seat, kid, number, writer)
                try tell("request.granted", of: id, number, writer)
            }
        }

        /// Writes something so many times, in transactions of a few hundred.
        private static func write(
            _ count: Int, to vendor: Vendor,
            _ body: (_ number: Int64, _ kid: [UInt8], LedgerWriter) throws(Refusal) -> Void
        ) throws {
            for start in stride(from: Int64(1), through: Int64(count), by: 500) {
                try vendor.vault.ledger.write { (writer) throws(Refusal) in
                    guard let kid = try writer.signingKeys().first?.kid else { throw Refusal(.vaultDamaged) }
                    for number in start...min(start + 499, Int64(count)) { try body(number, kid, writer) }
                }
            }
        }

        private static func answer(
            _ what: String, bytes: [UInt8], over carrier: String, kind: Int64, _ seat: ActivationRecord,
            _ kid: [UInt8], _ number: Int64, _ writer: LedgerWriter
        ) throws(Refusal) {
            let digest = Self.bytes(number, what)
            try writer.recordAnswer(
                request: RequestRecord(
                    digest: digest, licenseID: seat.licenseID, kind: kind, bytes: bytes, carrier: carrier,
                    receivedAt: 1000 + number),
                response: ResponseRecord(
                    requestDigest: digest, activationID: seat.id, kid: kid, bytes: [1],
                    answered: Array(digest.prefix(12)), issuedAt: 1000 + number))
        }

        private static func tell(
            _ action: String, of id: LicenseID, _ number: Int64, _ writer: LedgerWriter
        ) throws(Refusal) {
            try writer.appendAudit(
                AuditEntry(at: 1000 + number, actor: "desk", action: action, subject: .license(id)))
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
            try history.answer(takeover, seat: .number(3), "granted")
        }
        var secret = [UInt8](repeating: 1, count: 32)
        let wrong = try RequestCode(of: request, key: ProofKey(secret: SecretBytes(taking: &secret))).spoken
        try measure("a wrong proof") {
            #expect(refusal { try desk.card(for: wrong, in: history.call()) }?.code == .phoneWrongCode)
        }
        try measure("a call that is refused") {
            let held = try history.call()
            let request = try history.told.request(with: file, key: history.key, device: 5)
            _ = try desk.card(for: history.code(request), seat: .new, in: held)
            try history.vendor.vault.refuseCall(held, in: history.vendor.surroundings)
        }
        try measure("the license as it is shown") {
            try history.read { (ledger) throws(Refusal) in
                guard let standing = try ledger.license(id.bytes) else { throw Refusal(.licenseUnknown) }
                let seats = try ledger.newestActivations(ofLicense: id.bytes, limit: 10)
                _ = try ledger.lastChanges(of: seats, Entitlement(standing))
                #expect(seats.count == 10)
            }
        }
        for (what, filter) in [
            ("licenses", LicenseFilter()),
            ("one product's licenses", LicenseFilter(productID: Vendor.product.text)),
            ("one customer's licenses", LicenseFilter(customerPart: "yard")),
        ] {
            try measure("a page of \(what)") {
                try history.read { (ledger) throws(Refusal) in
                    #expect(try ledger.licenses(filter, limit: 10).count == 10)
                }
            }
        }
        for (what, filter) in [
            ("", AuditFilter()), (" of a license", AuditFilter(subjects: [.license(id)])),
            (" of what has a license's name", AuditFilter(subjects: [.license(id), .other(id.description)])),
            (" of an action", AuditFilter(action: "request.granted")),
            (" of an action on a license", AuditFilter(action: "request.granted", subjects: [.license(id)])),
        ] {
            try measure("a page of the log\(what)") {
                try history.read { (ledger) throws(Refusal) in
                    #expect(try ledger.auditRecords(filter, limit: 20).count == 20)
                }
            }
        }
        try measure("a history of which there is little") {
            try history.read { (ledger) throws(Refusal) in
                _ = try ledger.auditRecords(AuditFilter(subjects: [.other("hull-designer")]), limit: 50)
                _ = try ledger.auditRecords(AuditFilter(action: "product.add"), limit: 50)
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

    /// What was measured with the eighth version of the ledger, and a tenth: who needs more has one more look at a table, or
    /// goes through one.
    private static let limits = [
        "an activation by file": 1150, "the same request again": 690, "a renewal": 1140,
        "time correction 1": 990,
        "a card by telephone": 3400, "an answer by telephone": 1610, "a wrong proof": 1000,
        "the license as it is shown": 1040, "a page of licenses": 520, "a page of the log": 180,
        "alerts": 1050,
    ]

    @Test func `For every kind of answer, list and alert`() throws {
        // Cards and lists show twenty seats at most, of which some have the mark.
        let few = try steps(History(seats: 50, licenses: 10))
        let many = try steps(History(seats: 1500, licenses: 200))
        let beside = try steps(History(seats: 50, machines: 3000, licenses: 10))
        for ((few, many), beside) in zip(zip(few, many), beside) {
            let words =
                "\(few.what): \(few.steps) steps, \(many.steps) after 30 times as much, \(beside.steps) beside a license "
                + "of 3,000 machines"
            print(words)
            // A few more or less, because a row may be another one on its page.
            #expect(few.steps > 0 && abs(many.steps - few.steps) <= 10, "\(words)")
            #expect(abs(beside.steps - few.steps) <= 10, "\(words)")
            #expect(few.steps <= Self.limits[few.what] ?? .max, "\(words)")
        }
        #expect(Set(Self.limits.keys).isSubset(of: few.map(\.what)))
        // Of few seats only cards and lists are shorter.
        for (fewer, few) in zip(try steps(History(seats: 10, licenses: 10)), few) {
            #expect(
                fewer.steps <= few.steps + 10, "\(few.what): \(fewer.steps) steps, \(few.steps) of 50 seats")
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
                        AuditEntry(
                            at: event, actor: "desk", action: "request.granted", subject: .other("other")))
                }
            }
            return try history.steps { _ = try vault.deskClock(in: history.vendor.surroundings) }
        }
        let (few, many) = (try steps(events: 10), try steps(events: 10_000))
        print("the desk's clock: \(few) steps, and \(many) with 10,000 events")
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
