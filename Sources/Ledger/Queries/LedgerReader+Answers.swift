import Refusals

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
