import Activation
import Fingerprint
import Ledger
import PhoneCode
import Refusals

/// A seat that was given by telephone and goes to a machine that sent a file.
struct SeatClaim {
    /// The seat's number: the license's first is 1.
    let seat: Int64
    /// Whether the vendor said so; else the mark alone did.
    let isChosen: Bool

    /// For the audit log.
    var outcome: String { ", seat \(seat), \(isChosen ? "as was chosen" : "by its mark alone")" }
}

/// Seats that were given by telephone, of which the ledger has a mark of seven bits and nothing else, and the machines
/// that come for them with a file.
extension Decider {
    /// The very request that was told shows whose seat it is. From now on the machine is known.
    func claim(_ told: ResponseRecord, for request: Request, _ file: LicenseFile) throws(Refusal) {
        guard let number = told.activationID, let seat = try writer.activation(number),
            PhoneSeat.isOnlyMarked(seat), seat.returnedAt == nil,
            // Where too little can be known of it, the mark stays.
            let holder = try? holder(of: request, file.entitlement),
            try writer.activation(ofLicense: file.entitlement.id.bytes, fingerprint: holder) == nil
        else { return }
        _ = try self.seat(seat, holder: holder, for: request, file.entitlement)
    }

    /// The seat of a machine, or a user, that asks with another request than the one that was told. Its mark alone says so:
    /// where a seat is free, the vendor is asked, and where none is, the one with the mark is taken for its own.
    ///
    /// - Returns: nil if it is none of those that were told.
    /// - Throws: `phone.seat-undecided`; `usage.invalid` for a choice of another seat.
    func claimed(by mark: MachineMark, _ file: LicenseFile) throws(Refusal) -> Recognition? {
        let id = file.entitlement.id.bytes
        guard let seat = try writer.activation(ofLicense: id, fingerprint: PhoneSeat.holder(mark)),
            seat.returnedAt == nil
        else { return nil }
        let number = try writer.activations(ofLicense: id).seatNumber(of: seat.id)
        switch choice {
        case .new: return nil
        case .number(number):
            return Recognition(activation: seat, claim: SeatClaim(seat: number, isChosen: true))
        case .number(let other):
            throw Refusal(
                .usageInvalid,
                "Seat \(other) is not the one that was given by telephone to a machine with this mark.",
                remedy: "That is seat \(number): give it with --seat, or 'new'.")
        case nil:
            guard file.seatsInUse >= file.entitlement.seats else {
                throw Self.undecidedFile(number, file.entitlement)
            }
            return Recognition(activation: seat, claim: SeatClaim(seat: number, isChosen: false))
        }
    }

    private static func undecidedFile(_ number: Int64, _ entitlement: Entitlement) -> Refusal {
        let holder = entitlement.binding == .user ? "user" : "machine"
        return Refusal(
            .phoneSeatUndecided,
            "Seat \(number) of license \(entitlement.id) was given by telephone to a \(holder) with this one's mark, which "
                + "one in 128 has, and another seat is free.",
            remedy:
                "Ask the site whether it is the same \(holder): answer again with --seat \(number) if it is, and with "
                + "--seat new if not.")
    }
}
