import Refusals

/// A document that was found in a text.
public struct ReceivedDocument: Hashable, Sendable {
    /// What the text said it is; nil if it said nothing that is known.
    public let kind: TextKind?
    /// The document's bytes, not looked at yet.
    public let bytes: [UInt8]
    /// What people should know of how it came, whole sentences.
    public let notes: [String]

    /// A document as it was found.
    public init(kind: TextKind?, bytes: [UInt8], notes: [String] = []) {
        (self.kind, self.bytes, self.notes) = (kind, bytes, notes)
    }
}

/// Finds documents in a text, whatever a person or a carrier did to it.
public enum ReceivedText {
    /// The most that is looked at, in bytes.
    public static let maximumInput = 65_536

    /// Every document in text form, each once, first to last; parts of a series are joined.
    ///
    /// - Throws: if there is none, the `document.` refusal of what comes nearest to one: `document.mistyped` names
    ///   the groups that are wrong, `document.incomplete` the parts that are missing.
    public static func documents(in input: [UInt8]) throws(Refusal) -> [ReceivedDocument] {
        guard input.count <= maximumInput else {
            throw Refusal(
                .documentTooLarge, "The input is \(input.count) bytes; no document is over \(maximumInput).")
        }
        let reading = Reading(of: input)
        if reading.documents.isEmpty { throw reading.refusals.first ?? Refusal(.documentUnrecognized) }
        return reading.documents
    }

    /// What a text holds: what is whole in it, and what is not.
    package struct Reading {
        /// What is whole.
        package private(set) var documents: [ReceivedDocument] = []
        /// Why the rest is not, what was found first first.
        package private(set) var refusals: [Refusal] = []

        package init(of input: [UInt8]) {
            let text = Array(String(decoding: input, as: UTF8.self).unicodeScalars)
            read(text)
            if documents.isEmpty { undoKeyboard(text) }
        }

        private mutating func read(_ text: [Unicode.Scalar], notes: [String] = []) {
            var series = SeriesCollector()
            let heads = FoundHead.all(in: text)
            for found in heads { take(FormReading.reading(found, in: text), &series, notes) }
            if let refusal = series.refusal { refusals.append(refusal) }
            if documents.isEmpty, refusals.isEmpty { take(FormReading.headless(text), &series, notes) }
        }

        /// Reads the text as if a scanner had typed it through a keyboard layout that is not its own.
        private mutating func undoKeyboard(_ text: [Unicode.Scalar]) {
            var whole: [KeyboardReading] = []
            var broken: [KeyboardReading] = []
            var refusal: Refusal?
            for keyboard in KeyboardReading.all(of: text) {
                var reading = Reading()
                reading.read(keyboard.text)
                if documents.isEmpty { documents = reading.documents }
                if !reading.documents.isEmpty, reading.documents == documents {
                    whole.append(keyboard)
                } else if reading.documents.isEmpty, let found = reading.refusals.first {
                    refusal = refusal ?? found
                    broken.append(keyboard)
                }
            }
            if !documents.isEmpty {
                refusals = []
                let note =
                    "The text was typed through \(KeyboardReading.names(whole)); that was undone. "
                    + KeyboardReading.remedy
                documents = documents.map { ReceivedDocument(kind: $0.kind, bytes: $0.bytes, notes: [note]) }
            } else if let refusal, refusals.isEmpty {
                refusals = [Self.refusal(refusal, through: broken)]
            }
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

        private init() {}

        private mutating func take(_ reading: FormReading, _ series: inout SeriesCollector, _ notes: [String])
        {
            switch reading {
            case .nothing: break
            case .failed(let refusal): refusals.append(refusal)
            case .whole(let head, let bytes):
                guard let part = head.part else {
                    add(TextForm(kind: head.kind, bytes: bytes), notes)
                    return
                }
                do throws(Refusal) {
                    if let form = try series.add(part, kind: head.kind, bytes: bytes) { add(form, notes) }
                } catch {
                    refusals.append(error)
                }
            }
        }

        private mutating func add(_ form: TextForm, _ notes: [String]) {
            guard !documents.contains(where: { $0.kind == form.kind && $0.bytes == form.bytes }) else {
                return
            }
            documents.append(ReceivedDocument(kind: form.kind, bytes: form.bytes, notes: notes))
        }
    }
}
