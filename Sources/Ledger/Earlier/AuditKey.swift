import Refusals

/// The keyed code of the earlier audit log, checked to be 32 bytes.
struct AuditKey: Sendable {
    private let compute: LedgerKeys.Code

    init(_ compute: @escaping LedgerKeys.Code) { self.compute = compute }

    /// The hash of a row that follows one with the hash `previous`.
    func hash(of row: AuditRow, sequence: Int64, previous: [UInt8]) throws(Refusal) -> [UInt8] {
        try code(AuditEncoding.row(row, sequence: sequence, previous: previous))
    }

    /// What proves that a head was written by somebody who has the key.
    func mac(of head: AuditHead) throws(Refusal) -> [UInt8] {
        try code(AuditEncoding.head(head))
    }

    private func code(_ message: [UInt8]) throws(Refusal) -> [UInt8] {
        let code = compute(message)
        guard code.count == 32 else {
            throw Refusal(.internalInconsistency, "The audit log's code has \(code.count) bytes, not 32.")
        }
        return code
    }
}
