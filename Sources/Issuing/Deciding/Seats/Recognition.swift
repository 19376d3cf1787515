import Fingerprint
import Ledger

/// Whose seat a request is for, as far as the ledger knows him.
struct Recognition {
    /// The seat that he has, or had.
    var activation: ActivationRecord?
    /// How his machine compares with what it was; nil for users, sites, and machines that are new.
    var comparison: FingerprintComparison?
    /// How it compares with another machine that has a seat with the same device key.
    var namesake: FingerprintComparison?
    /// Where the seat was given by telephone, and nothing but the mark tells whose it is.
    var takeover: PhoneSeatTakeover?
    /// Whether the vendor said whose seat it is, because the components did not tell.
    var isChosen = false
    /// How many strong components the machine has that the seat's had not.
    var newcomers = 0

    /// How many changes of machine it counts as; 0 where the seat goes to no other hardware, as far as the desk can see.
    var rebindings: Int { max(newcomers, takeover != nil || isChosen ? 1 : 0) }
}

extension Recognition {
    init(_ seat: ActivationRecord, _ continuity: MachineContinuity, isChosen: Bool = false) {
        self.init(
            activation: seat, comparison: continuity.comparison, isChosen: isChosen,
            newcomers: continuity.newcomers.count)
    }
}
