import TextForm

/// A document's bytes, taken out of the form in which they arrived.
struct Carried: Hashable {
    /// The COSE object.
    let bytes: [UInt8]
    /// The label of the armour, if it came in one.
    let label: String?
    /// The kind that the letter of the text form says, if it came in one.
    let textKind: TextKind?

    /// The most that is looked at, in bytes: the largest document in armour, and an e-mail around it.
    static let maximumInput = ReceivedText.maximumInput

    init(bytes: [UInt8], label: String?) {
        (self.bytes, self.label) = (bytes, label)
        textKind = nil
    }

    init(bytes: [UInt8], textKind: TextKind?) {
        (self.bytes, self.textKind) = (bytes, textKind)
        label = nil
    }
}
