import FoundationEssentials
import Refusals

/// The one way that values become JSON.
enum JSONText {
    /// How it is laid out.
    enum Layout {
        /// Two spaces of indentation: for results.
        case indented
        /// All on one line: for messages, which can be many.
        case line
    }

    /// The value as JSON: keys in order, a line break at the end.
    ///
    /// Characters that a terminal would obey are escaped also where JSON does not ask for it.
    ///
    /// - Throws: `internal.inconsistency` for a value that JSON cannot hold, such as an infinite number.
    static func encode(_ value: some Encodable, layout: Layout = .indented) throws(Refusal) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if layout == .indented { encoder.outputFormatting.insert(.prettyPrinted) }
        let bytes: Data
        do {
            bytes = try encoder.encode(value)
        } catch {
            throw Refusal(.internalInconsistency, "The result cannot be written as JSON.")
        }
        return escaped(String(decoding: bytes, as: UTF8.self)) + "\n"
    }

    /// Characters below U+0080 that are not safe are line breaks of the layout, or DEL; the encoder escaped
    /// the others.
    private static func escaped(_ json: String) -> String {
        var result = ""
        for scalar in json.unicodeScalars {
            if scalar == "\n" || SafeText.isSafe(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return result
    }
}
