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
}

/// The row of an answer: the documents are kept by their digests.
struct AnswerRow: Hashable, Sendable {
    /// The digest that the request is known by, 32 bytes.
    let requestDigest: [UInt8]
    let licenseID: [UInt8]
    let kind: Int64
    let carrier: String
    let receivedAt: Int64
    let activationID: Int64?
    let kid: [UInt8]
    let answered: [UInt8]?
    /// Whether the request tells what the machine is.
    let showsMachine: Bool
    /// The digests of the two documents' bytes.
    let request: [UInt8]
    let response: [UInt8]
    let issuedAt: Int64
}

extension AnswerRow: ViewRecord {
    static let view = LedgerView.answers

    var values: [LedgerValue] {
        [
            .blob(requestDigest), .blob(licenseID), .integer(kind), .text(carrier), .integer(receivedAt),
            .integer(activationID), .blob(kid), .blob(answered), .integer(showsMachine ? 1 : 0),
            .blob(request), .blob(response), .integer(issuedAt),
        ]
    }

    init(_ columns: Columns) throws {
        self.init(
            requestDigest: try columns.blob(0, count: 32), licenseID: try columns.blob(1, count: 5),
            kind: try columns.integer(2), carrier: try columns.text(3), receivedAt: try columns.integer(4),
            activationID: try columns.optionalInteger(5), kid: try columns.blob(6, count: 8),
            answered: try columns.optionalBlob(7), showsMachine: try columns.integer(8) != 0,
            request: try columns.blob(9, count: 32), response: try columns.blob(10, count: 32),
            issuedAt: try columns.integer(11))
    }

    static let query = "SELECT \(view.list(of: "answers")) FROM answers"
    static let byDigest = query + " WHERE request_digest = ?"
    static let byAnswered = query + " WHERE answered = ? AND license_id = ? ORDER BY event"
}
