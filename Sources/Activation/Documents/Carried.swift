import Refusals
import TextForm

/// A document's bytes, taken out of the form in which they arrived.
package struct Carried: Hashable {
    /// The COSE object.
    package let bytes: [UInt8]
    /// The label of the armour, if it came in one.
    package let label: String?
    /// The kind that the letter of the text form says, if it came in one.
    package let textKind: TextKind?

    /// The most that is looked at, in bytes: the largest document in armour, and an e-mail around it.
    package static let maximumInput = 65_536

    package init(bytes: [UInt8], label: String?) {
        (self.bytes, self.label) = (bytes, label)
        textKind = nil
    }

    package init(bytes: [UInt8], textKind: TextKind?) {
        (self.bytes, self.textKind) = (bytes, textKind)
        label = nil
    }

    /// - Throws: `document.too-large`, or `document.truncated` if there is nothing.
    package static func checkSize(of input: [UInt8]) throws(Refusal) {
        guard input.count <= maximumInput else {
            throw Refusal(
                .documentTooLarge, "The input is \(input.count) bytes; no document is over \(maximumInput).")
        }
        guard !input.isEmpty else { throw Refusal(.documentTruncated, "The input is empty.") }
    }
}
