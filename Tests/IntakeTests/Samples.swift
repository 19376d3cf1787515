import Refusals
import TestSupport
import TextForm

@testable import Intake

/// A text form of bytes without rhyme or reason.
func sampleForm(_ size: Int = 256, kind: TextKind = .request, seed: UInt64 = 7) -> TextForm {
    var random = SeededGenerator(seed: seed)
    return TextForm(kind: kind, bytes: random.bytes(size))
}

/// What the text was read as: the documents, or the refusal.
func read(_ text: String) -> Result<[TextForm], Refusal> {
    do throws(Refusal) {
        return .success(
            try ReceivedText.documents(in: Array(text.utf8)).compactMap { document in
                document.kind.map { TextForm(kind: $0, bytes: document.bytes) }
            })
    } catch {
        return .failure(error)
    }
}

/// A text form of bytes that have the shape of a document, and tell how long they are.
func sampleDocument(_ size: Int = 249, kind: TextKind = .license, seed: UInt64 = 7) -> TextForm {
    var random = SeededGenerator(seed: seed)
    let payload = size - 75
    let bytes: [UInt8] =
        [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0, 0x58, UInt8(payload)] + random.bytes(payload) + [0x58, 64]
        + random.bytes(64)
    return TextForm(kind: kind, bytes: bytes)
}
