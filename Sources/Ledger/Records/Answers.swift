import Refusals

/// A request as it came in.
package struct RequestRecord: Hashable, Sendable {
    /// The digest of its signed bytes, which the responder knows it by, 32 bytes.
    package let digest: [UInt8]
    /// The license it names, 5 bytes.
    package let licenseID: [UInt8]
    /// What it asks for: the number in the document.
    package let kind: Int64
    /// The signed document.
    package let bytes: [UInt8]
    /// How it came, such as `file` or `phone`.
    package let carrier: String
    /// Seconds since 1970.
    package let receivedAt: Int64

    /// All columns, as they are stored.
    package init(
        digest: [UInt8], licenseID: [UInt8], kind: Int64 = 0, bytes: [UInt8], carrier: String,
        receivedAt: Int64
    ) {
        self.digest = digest
        self.licenseID = licenseID
        self.kind = kind
        self.bytes = bytes
        self.carrier = carrier
        self.receivedAt = receivedAt
    }

    /// The kind of those that ask for a time correction.
    package static let timeCorrectionKind: Int64 = 3

    /// Whether it tells what the machine is: a digest that was read aloud does not, and a time correction is about
    /// nothing else.
    var showsMachine: Bool { kind != Self.timeCorrectionKind && carrier != "phone" }
}

/// The answer to a request, byte for byte as it left.
package struct ResponseRecord: Hashable, Sendable {
    /// The digest of the request it answers, 32 bytes.
    package let requestDigest: [UInt8]
    /// The activation it is for; nil when the license takes no seat.
    package let activationID: Int64?
    /// The key that signed it, 8 bytes.
    package let kid: [UInt8]
    /// The signed document.
    package let bytes: [UInt8]
    /// The digest by which it names its request, 12 bytes; nil in a ledger from before these were kept, where it could
    /// not be read.
    package let answered: [UInt8]?
    /// Seconds since 1970.
    package let issuedAt: Int64

    /// All columns, as they are stored.
    package init(
        requestDigest: [UInt8], activationID: Int64?, kid: [UInt8], bytes: [UInt8], answered: [UInt8]?,
        issuedAt: Int64
    ) {
        self.requestDigest = requestDigest
        self.activationID = activationID
        self.kid = kid
        self.answered = answered
        self.bytes = bytes
        self.issuedAt = issuedAt
    }

    static let query =
        "SELECT s.request_digest, s.activation_id, s.kid, s.bytes, s.issued_at, s.answers FROM responses s"
    static let byDigest = query + " WHERE s.request_digest = ?"
    static let byAnswered =
        query + """
             INDEXED BY responses_by_answered JOIN requests q ON q.digest = s.request_digest
            WHERE s.answers = ? AND q.license_id = ? ORDER BY s.rowid
            """

    fileprivate init(_ columns: Columns) throws {
        self.init(
            requestDigest: try columns.blob(0, count: 32), activationID: try columns.optionalInteger(1),
            kid: try columns.blob(2, count: 8), bytes: try columns.blob(3),
            answered: try columns.optionalBlob(5), issuedAt: try columns.integer(4))
    }
}

extension LedgerReader {
    /// The answer already given to the request with this digest (32 bytes), or nil. The same request gets the
    /// same bytes again.
    package func response(forRequestDigest digest: [UInt8]) throws(Refusal) -> ResponseRecord? {
        try statements.first(ResponseRecord.byDigest, digest, decode: ResponseRecord.init)
    }

    /// The request with this digest (32 bytes), or nil.
    package func request(_ digest: [UInt8]) throws(Refusal) -> RequestRecord? {
        try statements.first(
            "SELECT digest, license_id, bytes, carrier, received_at, kind FROM requests WHERE digest = ?",
            digest
        ) { columns in
            RequestRecord(
                digest: try columns.blob(0, count: 32), licenseID: try columns.blob(1, count: 5),
                kind: try columns.integer(5), bytes: try columns.blob(2), carrier: try columns.text(3),
                receivedAt: try columns.integer(4))
        }
    }

    /// The answers given for a license (5 bytes) that name their request by this digest (12 bytes), the oldest first.
    package func responses(ofLicense id: [UInt8], answering digest: [UInt8]) throws(Refusal)
        -> [ResponseRecord]
    {
        try statements.all(ResponseRecord.byAnswered, digest, id, decode: ResponseRecord.init)
    }
}

extension LedgerReader {
    private static let ofMachine = """
        FROM responses s INDEXED BY responses_by_machine JOIN requests q ON q.digest = s.request_digest
        WHERE s.activation_id = ? AND s.shows_machine = 1
        """
    private static let beforeAnother = """
        SELECT q.bytes \(ofMachine) AND s.rowid < (SELECT rowid FROM responses WHERE request_digest = ?)
        ORDER BY s.rowid DESC LIMIT 1
        """
    private static let latestTwo = "SELECT q.bytes \(ofMachine) ORDER BY s.rowid DESC LIMIT 2"

    private static let lastShown = "SELECT s.rowid, s.bytes \(ofMachine) ORDER BY s.rowid DESC LIMIT 1"
    private static let lastTold = """
        SELECT s.rowid, s.bytes FROM responses s INDEXED BY responses_told JOIN requests q
        ON q.digest = s.request_digest AND q.kind <> \(RequestRecord.timeCorrectionKind)
        WHERE s.activation_id = ? AND s.shows_machine = 0 ORDER BY s.rowid DESC LIMIT 1
        """

    /// How many time corrections the seat with this number has had.
    package func timeCorrections(ofActivation activation: Int64) throws(Refusal) -> Int64 {
        try statements.first("SELECT corrections FROM activations WHERE id = ?", activation) {
            try $0.integer(0)
        } ?? 0
    }

    /// The request (its bytes) for which an activation got its last answer before another one, of those that tell what
    /// the machine is: time corrections, and what came by telephone, do not. Nil where that was its first.
    ///
    /// - Parameter digest: of the request that was answered later, 32 bytes.
    package func request(before digest: [UInt8], ofActivation activation: Int64) throws(Refusal) -> [UInt8]? {
        try statements.first(Self.beforeAnother, activation, digest) { try $0.blob(0) }
    }

    /// The last license (its bytes) that an activation got, over whatever carrier; nil where it got none.
    package func lastLicense(ofActivation activation: Int64) throws(Refusal) -> [UInt8]? {
        var last: (row: Int64, bytes: [UInt8])?
        for query in [Self.lastShown, Self.lastTold] {
            let found = try statements.first(query, activation) {
                (row: try $0.integer(0), bytes: try $0.blob(1))
            }
            if let found, found.row > last?.row ?? 0 { last = found }
        }
        return last?.bytes
    }

    /// The latest two requests (their bytes) for which an activation got an answer, the later one first, of those that
    /// tell what the machine is.
    package func latestRequests(ofActivation activation: Int64) throws(Refusal) -> [[UInt8]] {
        try statements.all(Self.latestTwo, activation) { try $0.blob(0) }
    }
}

extension LedgerWriter {
    /// Stores a request and its answer for good: neither is ever changed or removed.
    ///
    /// - Throws: `internal.inconsistency` when the request was answered before (see
    ///   ``LedgerReader/response(forRequestDigest:)``), the two do not belong together, or the license, the
    ///   activation or the key is not in the ledger.
    package func recordAnswer(request: RequestRecord, response: ResponseRecord) throws(Refusal) {
        guard request.digest == response.requestDigest else {
            throw Refusal(.internalInconsistency, "The response answers another request.")
        }
        try statements.run(
            """
            INSERT INTO requests (digest, license_id, kind, bytes, carrier, received_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            request.digest, request.licenseID, request.kind, request.bytes, request.carrier,
            request.receivedAt)
        try statements.run(
            """
            INSERT INTO responses (request_digest, activation_id, kid, bytes, issued_at, answers, shows_machine)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            response.requestDigest, response.activationID, response.kid, response.bytes, response.issuedAt,
            response.answered, Int64(request.showsMachine ? 1 : 0))
        if request.kind == RequestRecord.timeCorrectionKind, let seat = response.activationID {
            try statements.run("UPDATE activations SET corrections = corrections + 1 WHERE id = ?", seat)
        }
    }
}
