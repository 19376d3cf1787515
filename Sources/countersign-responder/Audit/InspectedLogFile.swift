import Activation
import CommandSupport
import Cryptography
import LogProof
import MerkleTree
import Refusals

/// A checkpoint or a receipt as `inspect` shows it: what it says, which is not to be relied on before it was verified.
struct InspectedLogFile: Report {
    let kind: String
    let events: UInt64
    let root: String?
    let at: String?
    let event: Int64?

    /// - Returns: nil for what is neither, or breaks a rule of its format.
    init?(_ bytes: [UInt8]) {
        if let armour = try? Armour(reading: bytes, label: CheckpointFile.label),
            let head = try? Checkpoint(encoded: armour.bytes).unverifiedHead
        {
            kind = "checkpoint"
            (events, root) = (head.size, head.root.hexadecimal)
            at = UnixTime(rawValue: head.time).description
            event = nil
        } else if let armour = try? Armour(reading: bytes, label: ReceiptFile.label),
            let given = GivenReceipt(encoded: armour.bytes),
            let receipt = try? InclusionReceipt(encoded: given.receipt)
        {
            kind = "receipt"
            (events, root) = (receipt.unverifiedProof.count, nil)
            at = UnixTime(rawValue: receipt.unverifiedTime).description
            event = Int64(clamping: receipt.unverifiedProof.index) + 1
        } else {
            return nil
        }
    }

    func render(into text: inout TextReport) {
        text.field("document", kind == "checkpoint" ? "checkpoint of a log" : "receipt of one event of a log")
        text.field("event", event.map { "\($0) of \(events)" })
        text.field("events", event == nil ? "\(events)" : nil)
        text.field("signed", at)
        text.field("root", root)
        text.paragraph("This is what it says. Nothing was verified.", .caution)
        text.command(
            text.next.responder(
                kind == "checkpoint"
                    ? "audit verify --root-key THUMBPRINT --checkpoint FILE"
                    : "audit verify --root-key THUMBPRINT --receipt FILE"))
    }
}
