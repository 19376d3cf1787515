import Activation
import Cryptography
import Refusals

/// What options and arguments say as text.
enum OptionText {
    /// Reads a product's id from the command line.
    static func productID(_ text: String) throws(Refusal) -> ProductID {
        guard let id = ProductID(text) else {
            throw Refusal(
                .usageInvalid, "'\(text)' cannot be a product's id.",
                remedy: "Use 1 to 23 of a to z, 0 to 9, '.' and '-', beginning with a letter or a digit.")
        }
        return id
    }

    /// A root key's thumbprint: 64 digits, with white space or colons between them as people copy them.
    static func thumbprint(_ text: String) throws(Refusal) -> SHA256Digest {
        let digits = text.filter { !$0.isWhitespace && $0 != ":" && $0 != "\u{feff}" }
        guard let bytes = Hexadecimal.decode(digits), let thumbprint = try? SHA256Digest(bytes) else {
            throw Refusal(
                .usageInvalid, "--root-key needs the 64 digits of a thumbprint.",
                remedy: "Copy the whole thumbprint from where the vendor publishes it, not from the vault.")
        }
        return thumbprint
    }

    /// A list with commas, `cad,nest`; blanks around the names do not count.
    static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// A day on the command line.
    static func day(_ text: String) throws(Refusal) -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw Refusal(
                .usageInvalid, "'\(text)' is not a date.",
                remedy: "Write it like 2027-03-31: year, month, day.")
        }
        return day
    }
}
