import Refusals

/// A document in several texts, each in a code of its own, to be read in any order: `COUNTERSIGN:P2.5/…` is the
/// second of five.
///
/// Each part's bytes begin with the CRC-32C of the whole document, which tells the series apart.
package struct TextSeries {
    /// The most parts that a person is asked to scan.
    package static let mostParts = 32

    /// The bytes before each piece.
    package static let identifierSize = 4

    /// A document in as many texts as it takes for none to be longer than `longest` characters; one, without a
    /// part's number, if that is enough.
    ///
    /// - Throws: `code.too-large` if it would take more than ``mostParts``.
    package static func parts(of form: TextForm, longest: Int, portal: Portal?) throws(Refusal) -> [String] {
        let whole = TextForm.text(head: TextHead(kind: form.kind), bytes: form.bytes, portal: portal)
        guard whole.utf8.count > longest else { return [whole] }
        let count = try partCount(of: form, longest: longest, portal: portal)
        let identifier = CRC32C(of: form.bytes).bytes
        // As even as can be, so that all codes are of one size.
        let (size, longer) = form.bytes.count.quotientAndRemainder(dividingBy: count)
        var texts: [String] = []
        var rest = form.bytes[...]
        for number in 1...count {
            let piece = rest.prefix(number <= longer ? size + 1 : size)
            rest = rest.dropFirst(piece.count)
            let head = TextHead(kind: form.kind, part: TextHead.Part(number: number, count: count))
            texts.append(TextForm.text(head: head, bytes: identifier + piece, portal: portal))
        }
        return texts
    }

    private static func partCount(of form: TextForm, longest: Int, portal: Portal?) throws(Refusal) -> Int {
        // The longest heads are those of ten parts and more.
        for (most, head) in [(9, "R9.9/"), (mostParts, "R32.32/")] {
            let symbols = longest - TextForm.start(portal).utf8.count - head.utf8.count
            let room = TextData.capacity(of: max(0, symbols)) - identifierSize
            guard room > 0 else { continue }
            let count = max(2, (form.bytes.count + room - 1) / room)
            if count <= most { return count }
        }
        throw Refusal(.codeTooLarge)
    }
}
