/// The bytes that the earlier audit log's codes are computed over.
///
/// A message is a list of fields, each its length as 8 bytes, big-endian, followed by its bytes; so no two
/// different lists have the same encoding. The first field says what the message is, and with it how many
/// fields follow. Integers are fields of 8 bytes, big-endian, in two's complement; texts are UTF-8.
///
/// ```
/// row:   "countersign.audit.row.1", seq, at, actor, action, carrier, subject, detail, hash of the row before
/// head:  "countersign.audit.head.1", count, hash of the last row
/// ```
struct AuditEncoding {
    private(set) var bytes: [UInt8] = []

    static func row(_ row: AuditRow, sequence: Int64, previous: [UInt8]) -> [UInt8] {
        var encoding = AuditEncoding(label: "countersign.audit.row.1", roomFor: row.size + previous.count)
        encoding.append(sequence)
        encoding.append(row.at)
        for text in row.texts { encoding.append(text) }
        encoding.append(previous)
        return encoding.bytes
    }

    static func head(_ head: AuditHead) -> [UInt8] {
        var encoding = AuditEncoding(label: "countersign.audit.head.1", roomFor: head.hash.count)
        encoding.append(head.count)
        encoding.append(head.hash)
        return encoding.bytes
    }

    private init(label: StaticString, roomFor content: Int) {
        bytes.reserveCapacity(content + 128)
        append(label.withUTF8Buffer([UInt8].init))
    }

    private mutating func append(_ field: [UInt8]) {
        appendBigEndian(Int64(field.count))
        bytes.append(contentsOf: field)
    }

    private mutating func append(_ field: Int64) {
        appendBigEndian(8)
        appendBigEndian(field)
    }

    private mutating func appendBigEndian(_ value: Int64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Int64(shift)))
        }
    }
}

/// The content of a row as stored, byte for byte, before anybody says that it is well-formed text.
struct AuditRow: Hashable, Sendable {
    let at: Int64
    /// Actor, action, carrier, subject and detail, in UTF-8.
    let texts: [[UInt8]]

    init(at: Int64, texts: [[UInt8]]) {
        self.at = at
        self.texts = texts
    }

    /// The bytes it takes, with the lengths of the fields.
    var size: Int { texts.reduce(0) { $0 + $1.count + 8 } }
}
