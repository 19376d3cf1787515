import CBOR
import Cryptography

/// In what a row differs from what its event wrote, for people.
struct RowDifference {
    private let row: String
    private let columns: [String]

    /// - Parameters:
    ///   - values: the row as it is.
    ///   - told: the columns after the key as the event has them, in CBOR.
    init(_ view: LedgerView, _ values: [LedgerValue], told: [UInt8]) {
        let names = view.columns.map(\.name)
        row = zip(names.prefix(view.keyCount), values).map { "\($0) \(Self.words($1))" }.joined(
            separator: ", ")
        let before = (try? CBORDecoder.decode(told).asArray) ?? []
        let now = values.dropFirst(view.keyCount)
        columns = zip(names.dropFirst(view.keyCount), zip(now, before)).compactMap { name, pair in
            guard pair.0.cbor != pair.1 else { return nil }
            return
                "\(name) is \(Self.words(pair.0)), and was \(LedgerValue(pair.1).map(Self.words) ?? "erased")"
        }
    }

    /// The row and its columns, as the end of a sentence.
    var inWords: String {
        " (\(row))" + (columns.isEmpty ? "" : ": " + columns.joined(separator: "; "))
    }

    /// Of bytes, the beginning; of a text, what fits a line.
    private static func words(_ value: LedgerValue) -> String {
        switch value {
        case .null: "nothing"
        case .integer(let number): "\(number)"
        case .text(let text): "'\(text.prefix(40))\(text.count > 40 ? "..." : "")'"
        case .blob(let bytes): Hexadecimal.encode(bytes.prefix(8)) + (bytes.count > 8 ? "..." : "")
        }
    }
}
