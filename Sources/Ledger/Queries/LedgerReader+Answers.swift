import Cryptography
import Refusals

extension LedgerReader {
    /// The answer already given to the request with this digest (32 bytes), or nil. The same request gets the
    /// same bytes again.
    package func response(forRequestDigest digest: [UInt8]) throws(Refusal) -> ResponseRecord? {
        guard let row = try answer(digest) else { return nil }
        return try response(row)
    }

    /// Whether the request with this digest (32 bytes) was answered.
    package func hasAnswered(_ digest: [UInt8]) throws(Refusal) -> Bool { try answer(digest) != nil }

    /// The request with this digest (32 bytes), or nil.
    package func request(_ digest: [UInt8]) throws(Refusal) -> RequestRecord? {
        guard let row = try answer(digest) else { return nil }
        return RequestRecord(
            digest: row.requestDigest, licenseID: row.licenseID, kind: row.kind,
            bytes: try document(row.request), carrier: row.carrier, receivedAt: row.receivedAt)
    }

    /// The answers given for a license (5 bytes) that name their request by this digest (12 bytes), the oldest first.
    package func responses(ofLicense id: [UInt8], answering digest: [UInt8]) throws(Refusal)
        -> [ResponseRecord]
    {
        var responses: [ResponseRecord] = []
        for row in try all(AnswerRow.self, AnswerRow.byAnswered, digest, id) {
            responses.append(try response(row))
        }
        return responses
    }

    private func answer(_ digest: [UInt8]) throws(Refusal) -> AnswerRow? {
        try first(AnswerRow.self, AnswerRow.byDigest, digest)
    }

    private func response(_ row: AnswerRow) throws(Refusal) -> ResponseRecord {
        ResponseRecord(
            requestDigest: row.requestDigest, activationID: row.activationID, kid: row.kid,
            bytes: try document(row.response), answered: row.answered, issuedAt: row.issuedAt)
    }

    /// A document, by the digest (32 bytes) that a row names it by.
    ///
    /// - Throws: `vault.damaged` where it is missing, or is another one.
    func document(_ digest: [UInt8]) throws(Refusal) -> [UInt8] {
        let bytes = try statements.first("SELECT bytes FROM documents WHERE digest = ?", digest) {
            try $0.blob(0)
        }
        guard let bytes, SHA256Digest(of: bytes).bytes == digest else {
            throw Refusal(
                .vaultDamaged,
                "A document in the ledger is \(bytes == nil ? "missing" : "another one than was written"): the ledger was "
                    + "changed outside this program.")
        }
        return bytes
    }
}

extension LedgerReader {
    private static let ofMachine = "\(AnswerRow.query) WHERE activation_id = ? AND shows_machine = 1"
    private static let beforeAnother = """
        \(ofMachine) AND event < (SELECT event FROM answers WHERE request_digest = ?) ORDER BY event DESC LIMIT 1
        """
    private static let latestTwo = "\(ofMachine) ORDER BY event DESC LIMIT 2"
    private static let lastShown = "\(ofMachine) ORDER BY event DESC LIMIT 1"
    private static let lastTold = """
        \(AnswerRow.query) WHERE activation_id = ? AND shows_machine = 0
        AND kind <> \(RequestRecord.timeCorrectionKind) ORDER BY event DESC LIMIT 1
        """

    /// The request (its bytes) for which an activation got its last answer before another one, of those that tell what
    /// the machine is: time corrections, and what came by telephone, do not. Nil where that was its first.
    ///
    /// - Parameter digest: of the request that was answered later, 32 bytes.
    package func request(before digest: [UInt8], ofActivation activation: Int64) throws(Refusal) -> [UInt8]? {
        try first(AnswerRow.self, Self.beforeAnother, activation, digest).map { (row) throws(Refusal) in
            try document(row.request)
        }
    }

    /// The last license (its bytes) that an activation got, over whatever carrier; nil where it got none.
    package func lastLicense(ofActivation activation: Int64) throws(Refusal) -> [UInt8]? {
        var last: (event: Int64, response: [UInt8])?
        for query in [Self.lastShown, Self.lastTold] {
            let found = try statements.first(query, activation) { (columns) throws in
                let row: AnswerRow = try record(columns)
                return (event: try columns.integer(AnswerRow.eventPlace), response: row.response)
            }
            if let found, found.event > last?.event ?? 0 { last = found }
        }
        return try last.map { (last) throws(Refusal) in try document(last.response) }
    }

    /// The latest two requests (their bytes) for which an activation got an answer, the later one first, of those that
    /// tell what the machine is.
    package func latestRequests(ofActivation activation: Int64) throws(Refusal) -> [[UInt8]] {
        var requests: [[UInt8]] = []
        for row in try all(AnswerRow.self, Self.latestTwo, activation) {
            requests.append(try document(row.request))
        }
        return requests
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
        try add(
            AnswerRow(
                requestDigest: request.digest, licenseID: request.licenseID, kind: request.kind,
                carrier: request.carrier, receivedAt: request.receivedAt,
                activationID: response.activationID, kid: response.kid, answered: response.answered,
                showsMachine: request.showsMachine, request: try keep(document: request.bytes),
                response: try keep(document: response.bytes), issuedAt: response.issuedAt))
    }
}
