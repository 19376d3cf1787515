import Activation
import CommandSupport
import LogProof
import Refusals

/// The receipt of an event as a file, with all that is needed to check it: armoured text (RFC 7468).
enum ReceiptFile {
    static let label = "COUNTERSIGN RECEIPT"
    /// Four characters for three bytes, and the ends of lines.
    private static let limit = GivenReceipt.maximumSize / 3 * 4 + GivenReceipt.maximumSize / 24 + 4096

    static func text(_ given: GivenReceipt) -> [UInt8] { Armour(label: label, bytes: given.encoded).text }

    /// Reads a file, or standard input for `-`.
    ///
    /// - Throws: `document.unrecognized` for what is none; `audit.receipt-invalid` for one that is damaged; what reading a
    ///   file throws.
    static func read(_ path: String, in context: CommandContext) throws(Refusal) -> GivenReceipt {
        let name = context.name(ofInput: path)
        let text = try context.read(path, limit: limit)
        let armour: Armour
        do throws(Refusal) {
            armour = try Armour(reading: text, label: label)
        } catch {
            guard error.code == .documentUnrecognized else { throw error.concerning(name) }
            throw Refusal(
                .documentUnrecognized, "\(name) is not a receipt.",
                remedy: "Name the file that '\(context.next.responder("audit prove"))' wrote.")
        }
        guard let given = GivenReceipt(encoded: armour.bytes) else {
            throw Refusal(.auditReceiptInvalid, "\(name) is damaged: its parts are not those of a receipt.")
        }
        return given
    }
}
