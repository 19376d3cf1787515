import Refusals
import TextForm

/// Reads a text as if a scanner had typed it through a keyboard layout that is not its own.
struct KeyboardUndoing {
    private(set) var documents: [ReceivedDocument] = []
    /// Under which layouts the text has the look of a text form, if it is whole under none.
    private var broken: [(keyboard: KeyboardReading, reading: TextReading)] = []

    init(_ text: [Unicode.Scalar]) {
        var forms: [TextForm] = []
        var whole: [KeyboardReading] = []
        for keyboard in KeyboardReading.all(of: text) {
            let reading = TextReading(keyboard.text)
            if forms.isEmpty { forms = reading.forms }
            if !reading.forms.isEmpty, reading.forms == forms {
                whole.append(keyboard)
            } else if reading.forms.isEmpty {
                broken.append((keyboard, reading))
            }
        }
        let note =
            "The text was typed through \(KeyboardReading.names(whole)); that was undone. "
            + KeyboardReading.remedy(whole)
        documents = forms.map { ReceivedDocument(kind: $0.kind, bytes: $0.bytes, notes: [note]) }
    }

    /// What is wrong under the layouts that the text has the look of, if nothing was read.
    var refusal: Refusal? {
        guard documents.isEmpty else { return nil }
        // One reading takes the longest to find fault with; a few are enough to say which layouts it may be.
        let refused = broken.prefix(4).compactMap { broken in
            broken.reading.refusal.map { (keyboard: broken.keyboard, refusal: $0) }
        }
        guard let first = refused.first else { return nil }
        return Self.refusal(first.refusal, through: refused.map(\.keyboard))
    }

    private static func refusal(_ refusal: Refusal, through keyboards: [KeyboardReading]) -> Refusal {
        let remedy = KeyboardReading.remedy(keyboards)
        let typed = "It looks as if the text was typed through \(KeyboardReading.names(keyboards))"
        if let loss = keyboards.lazy.compactMap(\.loss).first {
            return Refusal(
                .documentMistyped, "\(typed), \(loss): it cannot be undone.",
                remedy: "\(remedy) Then scan it again.")
        }
        return Refusal(
            refusal.code, "\(typed); but with that undone: \(refusal.sentence)",
            remedy: "\(refusal.remedy) \(remedy)")
    }
}
