import Refusals

@testable import TextForm

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
