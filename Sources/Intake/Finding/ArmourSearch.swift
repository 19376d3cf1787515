import Refusals
import TextForm

/// Finds armoured documents in a text, wherever they stand in it and whatever a carrier did to it.
package enum ArmourSearch {
    /// What was found in one reading of a text.
    package struct Findings: Hashable, Sendable {
        /// The documents, each once, in the order in which they stand.
        package var documents: [ArmourText] = []
        /// What looks like a document and cannot be read, in order.
        package var problems: [Problem] = []
    }

    /// Something that looks like a document and cannot be read.
    package struct Problem: Hashable, Sendable {
        /// Its label, if that is known.
        package let label: String?
        /// What is wrong with it: `document.truncated` or `document.malformed`.
        package let refusal: Refusal
    }

    /// All armoured documents in a text, whatever a carrier did to it, each once: first those that stand there
    /// plainly, then those that had to be unpacked.
    package static func all(in input: [UInt8]) -> [ArmourText] {
        var found: [ArmourText] = []
        for (_, reading) in MailText.readings(of: input) {
            for document in findings(in: reading.text).documents where !found.contains(document) {
                found.append(document)
            }
        }
        return found
    }

    /// Whether a BEGIN or END line of ours stands in a text, however broken.
    package static func isNamed(in input: [UInt8]) -> Bool {
        var reader = TextReader(MailText.characters(input))
        return !ArmourMarker.all(in: &reader).isEmpty
    }

    /// What is found in a text that is taken as it is, but for spaces and line ends.
    ///
    /// Both markers may stand anywhere. Between them may be Base 64, spaces and line ends, and nothing else; if
    /// padding is missing, the document must be whole by its own lengths. A marker in the middle of a line
    /// may be a mere mention, and counts only if a document stands behind it.
    package static func findings(in text: [UInt8]) -> Findings {
        var reader = TextReader(text)
        return findings(in: text, &reader)
    }

    static func findings(in text: [UInt8], _ reader: inout TextReader) -> Findings {
        let markers = ArmourMarker.all(in: &reader)
        var findings = Findings()
        for (index, marker) in markers.enumerated() where marker.isBegin {
            let next = index + 1 < markers.count ? markers[index + 1] : nil
            let end = max(marker.range.upperBound, next?.range.lowerBound ?? text.count)
            let body = text[marker.range.upperBound..<end]
            switch read(marker, body, next) {
            case .document(let document):
                if !findings.documents.contains(document) { findings.documents.append(document) }
            case .problem(let refusal):
                findings.problems.append(Problem(label: marker.label, refusal: refusal))
            case .nothing: continue
            }
        }
        return findings
    }

    private enum Outcome {
        case document(ArmourText)
        case problem(Refusal)
        case nothing
    }

    private static func read(
        _ marker: ArmourMarker, _ body: ArraySlice<UInt8>, _ next: ArmourMarker?
    ) -> Outcome {
        let isMeant = marker.isAlone || hasBase64Line(body)
        guard let label = marker.label else {
            return isMeant ? .problem(next == nil ? .cutShort : .labelUnreadable) : .nothing
        }
        guard let next, !next.isBegin, next.label == label else {
            return isMeant ? .problem(.cutShort) : .nothing
        }
        let letters = body.filter { !$0.isSpace }.drop { $0 == UInt8(ascii: "-") }
        if let bytes = Base64.decode(Array(letters)) {
            if marker.isAlone || bytes.starts(with: MailText.documentBeginning) {
                return .document(ArmourText(label: label, bytes: bytes))
            }
        } else if let bytes = withPadding(letters), DocumentOutline.isWhole(bytes) {
            return .document(ArmourText(label: label, bytes: bytes))
        }
        return isMeant ? .problem(.base64NotWhole) : .nothing
    }

    /// The bytes of Base 64 whose padding was lost.
    private static func withPadding(_ letters: ArraySlice<UInt8>) -> [UInt8]? {
        var padded = Array(letters)
        while padded.last == UInt8(ascii: "=") { padded.removeLast() }
        while padded.count % 4 != 0 { padded.append(UInt8(ascii: "=")) }
        return Base64.decode(padded)
    }

    /// Whether so many letters stand together that they are no word.
    private static func hasBase64Line(_ body: ArraySlice<UInt8>) -> Bool {
        var count = 0
        for byte in body {
            count = Base64.value(of: byte) == nil ? 0 : count + 1
            if count >= 20 { return true }
        }
        return false
    }
}
