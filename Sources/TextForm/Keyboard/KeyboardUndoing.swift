import Refusals

/// Reads a text as if a scanner had typed it through a keyboard layout that is not its own.
struct KeyboardUndoing {
    private(set) var documents: [ReceivedDocument] = []
    /// What is wrong under the layouts that the text has the look of, if nothing was read.
    private(set) var refusal: Refusal?

    init(_ text: [Unicode.Scalar]) {
        var forms: [TextForm] = []
        var whole: [KeyboardReading] = []
        var broken: [(keyboard: KeyboardReading, refusal: Refusal)] = []
        for keyboard in KeyboardReading.all(of: text) {
            let reading = TextReading(keyboard.text)
            if forms.isEmpty { forms = reading.forms }
            if !reading.forms.isEmpty, reading.forms == forms {
                whole.append(keyboard)
            } else if reading.forms.isEmpty, forms.isEmpty, let refusal = reading.refusal {
                broken.append((keyboard, refusal))
            }
        }
        if let first = broken.first, forms.isEmpty {
            refusal = Self.refusal(first.refusal, through: broken.map(\.keyboard))
        }
        let note =
            "The text was typed through \(KeyboardReading.names(whole)); that was undone. \(KeyboardReading.remedy)"
        documents = forms.map { ReceivedDocument(kind: $0.kind, bytes: $0.bytes, notes: [note]) }
    }

    private static func refusal(_ refusal: Refusal, through keyboards: [KeyboardReading]) -> Refusal {
        let typed = "It looks as if the text was typed through \(KeyboardReading.names(keyboards))"
        if let loss = keyboards.lazy.compactMap(\.loss).first {
            return Refusal(
                .documentMistyped, "\(typed), \(loss): it cannot be undone.",
                remedy: "\(KeyboardReading.remedy) Then scan it again.")
        }
        return Refusal(
            refusal.code, "\(typed); but with that undone: \(refusal.sentence)",
            remedy: "\(refusal.remedy) \(KeyboardReading.remedy)")
    }
}
