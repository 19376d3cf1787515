import Activation
import Refusals
import TextForm

/// Finds documents in a text, whatever a person or a carrier did to it.
package enum ReceivedText {
    /// The most that is looked at, in bytes.
    package static let maximumInput = Carried.maximumInput

    /// Every document in a text, each once, in armour or in text form; parts of a series are joined.
    ///
    /// - Throws: if there is none, the `document.` refusal of what comes nearest to one: `document.mistyped` names
    ///   the groups that are wrong, `document.incomplete` the parts that are missing.
    package static func documents(in input: [UInt8]) throws(Refusal) -> [ReceivedDocument] {
        guard input.count <= maximumInput else {
            throw Refusal(
                .documentTooLarge, "The input is \(input.count) bytes; no document is over \(maximumInput).")
        }
        let (found, problem) = whole(in: input)
        if !found.isEmpty { return found }
        if let problem { throw problem }
        return try lastResort(for: input)
    }

    /// The same, if there are any; why there are none is not found out, which takes longer.
    package static func found(in input: [UInt8]) -> [ReceivedDocument] {
        guard input.count <= maximumInput else { return [] }
        let found = whole(in: input).found
        return found.isEmpty ? KeyboardUndoing(scalars(input)).documents : found
    }

    /// The documents on the mildest rung that has any; and what is wrong with the first armour that is damaged.
    private static func whole(in input: [UInt8]) -> (found: [ReceivedDocument], problem: Refusal?) {
        var problem: Refusal?
        for (_, reading) in MailText.readings(of: input) {
            let armours = ArmourSearch.findings(in: reading.text)
            problem = problem ?? armours.problems.first?.refusal
            var found = armours.documents.map {
                ReceivedDocument(kind: TextKind(armourLabel: $0.label), bytes: $0.bytes)
            }
            found += reading.attachments.map { ReceivedDocument(kind: nil, bytes: $0) }
            found += forms(in: reading.text).map { ReceivedDocument(kind: $0.kind, bytes: $0.bytes) }
            if !found.isEmpty { return (distinct(found), nil) }
        }
        return ([], problem)
    }

    /// The documents in text form in a text that is as it was written, each once.
    package static func forms(in text: [UInt8]) -> [TextForm] { TextReading(scalars(text)).forms }

    /// The documents in a text that a scanner typed through another keyboard layout.
    ///
    /// - Throws: what is wrong with what comes nearest to a text form; `document.unrecognized` if nothing does.
    package static func lastResort(for input: [UInt8]) throws(Refusal) -> [ReceivedDocument] {
        let typed = KeyboardUndoing(scalars(input))
        if !typed.documents.isEmpty { return typed.documents }
        // As a person sees it, so that what a mail program did is not taken for typing errors.
        let plain = TextReading(scalars(MailText.plain(input)))
        throw plain.refusal ?? TextReading(scalars(input)).refusal ?? typed.refusal
            ?? Refusal(.documentUnrecognized)
    }

    private static func distinct(_ found: [ReceivedDocument]) -> [ReceivedDocument] {
        found.reduce(into: []) { documents, document in
            if !documents.contains(where: { $0.bytes == document.bytes }) { documents.append(document) }
        }
    }

    /// UTF-8, or bytes that are characters of Latin-1.
    private static func scalars(_ text: [UInt8]) -> [Unicode.Scalar] {
        guard let unicode = String(validating: text, as: UTF8.self) else {
            return text.map { Unicode.Scalar($0) }
        }
        return Array(unicode.unicodeScalars)
    }
}

extension TextKind {
    /// The kind whose documents have this label in armour.
    init?(armourLabel label: String) {
        switch label {
        case "COUNTERSIGN PRODUCT": self = .product
        case "COUNTERSIGN REQUEST": self = .request
        case "COUNTERSIGN LICENSE": self = .license
        case "COUNTERSIGN TIME CORRECTION": self = .correction
        default: return nil
        }
    }
}
