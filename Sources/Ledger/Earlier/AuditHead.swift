/// The end of the earlier audit log.
struct AuditHead: Hashable, Sendable {
    /// How many rows there were.
    let count: Int64
    /// The hash of the last one, 32 bytes; zeros when there was none.
    let hash: [UInt8]

    /// The head of a log of `count` rows that ends with `hash` (32 bytes).
    init(count: Int64, hash: [UInt8]) {
        self.count = count
        self.hash = hash
    }

    /// The head of a log without rows.
    static let empty = AuditHead(count: 0, hash: [UInt8](repeating: 0, count: 32))
}
