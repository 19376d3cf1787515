import Activation
import CommandSupport
import LogProof
import Refusals

/// A checkpoint as a file: armoured text (RFC 7468), as all documents are.
enum CheckpointFile {
    static let label = "COUNTERSIGN CHECKPOINT"
    private static let limit = 4096

    static func text(_ checkpoint: Checkpoint) -> [UInt8] {
        Armour(label: label, bytes: checkpoint.encoded).text
    }

    /// - Throws: `document.unrecognized` for what is none, and what reading a file throws.
    static func read(_ path: String, in context: CommandContext) throws(Refusal) -> Checkpoint {
        let bytes = try context.read(path, limit: limit)
        guard let armour = try? Armour(reading: bytes, label: label),
            let checkpoint = try? Checkpoint(encoded: armour.bytes)
        else {
            throw Refusal(
                .documentUnrecognized, "\(context.name(ofInput: path)) is not a checkpoint, or is damaged.",
                remedy: "Name the file that 'audit checkpoint' wrote.")
        }
        return checkpoint
    }
}
