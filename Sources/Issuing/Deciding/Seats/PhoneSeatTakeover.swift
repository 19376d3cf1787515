/// A seat that was given by telephone and goes to a machine that sent a file.
struct PhoneSeatTakeover {
    /// The seat's number: the license's first is 1.
    let seat: Int64
    /// Whether the vendor said so; else the mark alone did.
    let isChosen: Bool

    /// For the audit log.
    var outcome: String { ", seat \(seat), \(isChosen ? "as was chosen" : "by its mark alone")" }
}
