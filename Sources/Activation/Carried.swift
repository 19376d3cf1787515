import Refusals

/// A document's bytes, taken out of the form in which they arrived.
struct Carried {
    /// The COSE object.
    let bytes: [UInt8]
    /// The label of the armour, if it came in one.
    let label: String?

    /// The most that is looked at, in bytes: the largest document in armour, and an e-mail around it.
    static let maximumInput = 65_536

    /// How every document begins: the CBOR tag 18, an array of four.
    private static let firstBytes: [UInt8] = [0xd2, 0x84]

    init(_ input: [UInt8]) throws(Refusal) {
        guard input.count <= Self.maximumInput else {
            throw Refusal(
                .documentTooLarge,
                "The input is \(input.count) bytes; no document is over \(Self.maximumInput).")
        }
        guard !input.isEmpty else { throw Refusal(.documentTruncated, "The input is empty.") }
        // Plain bytes first: what is inside a document is never taken for armour around one.
        if !input.starts(with: Self.firstBytes), let armour = try Armour.find(in: input) {
            bytes = armour.bytes
            label = armour.label
        } else if input[0] == Self.firstBytes[0] {
            bytes = input
            label = nil
        } else {
            throw MangledText.refusal(of: input)
        }
    }
}
