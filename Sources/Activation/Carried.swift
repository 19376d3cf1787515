/// A document's bytes, taken out of the form in which they arrived.
struct Carried: Hashable {
    /// The COSE object.
    let bytes: [UInt8]
    /// The label of the armour, if it came in one.
    let label: String?

    /// The most that is looked at, in bytes: the largest document in armour, and an e-mail around it.
    static let maximumInput = 65_536
}
