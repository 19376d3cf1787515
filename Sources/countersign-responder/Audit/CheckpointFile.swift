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

    /// Reads a file, standard input for `-`, or a picture of a checkpoint's code.
    ///
    /// - Throws: `document.unrecognized` for what is none, and what reading a file or a picture throws.
    static func read(_ path: String, in context: CommandContext) throws(Refusal) -> Checkpoint {
        let texts = try InputReader(pictures: context.pictureReader).texts(
            of: path, limit: limit, in: context)
        let found = texts.lazy.compactMap { text in
            (try? Armour(reading: text, label: label)).flatMap { try? Checkpoint(encoded: $0.bytes) }
        }
        guard let checkpoint = found.first else {
            throw Refusal(
                .documentUnrecognized, "\(context.name(ofInput: path)) is not a checkpoint, or is damaged.",
                remedy:
                    "Name the file or the picture that '\(context.next.responder("audit checkpoint"))' wrote."
            )
        }
        return checkpoint
    }
}
