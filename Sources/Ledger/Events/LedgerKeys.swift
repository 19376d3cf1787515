import Refusals

/// What an open vault gives its ledger: keyed codes, and randomness. The keys themselves stay in the vault.
package struct LedgerKeys: Sendable {
    /// A keyed code of 32 bytes over the bytes given.
    package typealias Code = @Sendable ([UInt8]) -> [UInt8]

    /// Of rows, and of the end of the log.
    private let code: Code
    /// Of the audit log that ledgers had before there were events.
    let earlier: Code
    /// So many random bytes.
    let random: @Sendable (Int) -> [UInt8]

    /// - Parameters:
    ///   - code: of rows, and of the end of the log.
    ///   - earlier: of the audit log that ledgers had before their eighth version.
    ///   - random: gives so many random bytes.
    package init(
        code: @escaping Code, earlier: @escaping Code, random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.code = code
        self.earlier = earlier
        self.random = random
    }

    func rowCode(_ view: LedgerView, _ values: [LedgerValue], event: Int64) throws(Refusal) -> [UInt8] {
        Array(try full(RowCode.message(view, values, event: event)).prefix(RowCode.size))
    }

    func full(_ message: [UInt8]) throws(Refusal) -> [UInt8] {
        let code = code(message)
        guard code.count == 32 else {
            throw Refusal(.internalInconsistency, "A code of the ledger has \(code.count) bytes, not 32.")
        }
        return code
    }

    func bytes(_ count: Int) throws(Refusal) -> [UInt8] {
        let bytes = random(count)
        guard bytes.count == count else {
            throw Refusal(
                .internalInconsistency, "The random source gave \(bytes.count) bytes, not \(count).")
        }
        return bytes
    }
}
