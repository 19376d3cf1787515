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

    init(_ columns: Columns) throws {
        self.init(
            requestDigest: try columns.blob(0, count: 32), activationID: try columns.optionalInteger(1),
            kid: try columns.blob(2, count: 8), bytes: try columns.blob(3),
            answered: try columns.optionalBlob(5), issuedAt: try columns.integer(4))
    }
}
