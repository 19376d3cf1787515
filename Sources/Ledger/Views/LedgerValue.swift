import CBOR
import Refusals

/// One value of a row: what a column of the ledger can hold.
package enum LedgerValue: Hashable, Sendable {
    /// Nothing.
    case null
    /// A whole number of 64 bits.
    case integer(Int64)
    /// A text in UTF-8.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// A number, or nothing.
    static func integer(_ number: Int64?) -> LedgerValue { number.map { .integer($0) } ?? .null }
    /// A text, or nothing.
    static func text(_ text: String?) -> LedgerValue { text.map { .text($0) } ?? .null }
    /// Bytes, or nothing.
    static func blob(_ bytes: [UInt8]?) -> LedgerValue { bytes.map { .blob($0) } ?? .null }

    /// The value as an event has it.
    var cbor: CBORValue {
        switch self {
        case .null: .null
        case .integer(let number): .int(number)
        case .text(let text): .text(text)
        case .blob(let bytes): .bytes(bytes)
        }
    }

    /// Writes the value as an event has it.
    func write(to writer: inout CBORWriter) {
        switch self {
        case .null: writer.null()
        case .integer(let number): writer.int(number)
        case .text(let text): writer.text(text)
        case .blob(let bytes): writer.bytes(bytes)
        }
    }

    /// The value that an event has; nil for what no column can hold.
    init?(_ cbor: CBORValue) {
        switch cbor {
        case .null: self = .null
        case .unsigned, .negative:
            guard let number = cbor.asInt64 else { return nil }
            self = .integer(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .blob(bytes)
        default: return nil
        }
    }
}
