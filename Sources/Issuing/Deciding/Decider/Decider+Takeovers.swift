import Activation
import Fingerprint
import Ledger
import PhoneCode
import Refusals

/// Seats that were given by telephone, of which the ledger has a mark of seven bits and nothing else, and the machines
/// that come for them with a file.
extension Decider {
    /// The very request that was told shows whose seat it is. From now on the machine is known; or known anew, where an
    /// agent said that it is the one that has the seat, and nothing was answered to that since.
    ///
    /// - Returns: the seat as it is to be written; nil where it stays as it is.
    func takeover(
        _ told: ResponseRecord, for request: Request, _ file: OpenLicense
    ) throws(Refusal) -> SeatPlan? {
        guard let number = told.activationID, let seat = try reader.activation(number),
            PhoneSeat.isOnlyMarked(seat) || seat.lastAt <= told.issuedAt, seat.returnedAt == nil,
            // Where too little can be known of it, the mark stays.
            let holder = try? holder(of: request, file.entitlement),
            try mayBeKnownAnew(seat, as: request, file),
            try reader.activation(ofLicense: file.entitlement.id.bytes, fingerprint: holder) == nil
        else { return nil }
        return self.seat(seat, holder: holder, for: request, file.entitlement)
    }

    /// A renewal by telephone was not asked whose seat it is for, and was not counted: so it makes no machine that is known
    /// forget what it was.
    private func mayBeKnownAnew(
        _ seat: ActivationRecord, as request: Request, _ file: OpenLicense
    ) throws(Refusal) -> Bool {
        guard file.entitlement.binding == .machine, request.kind != .activation, !PhoneSeat.isOnlyMarked(seat)
        else { return true }
        return Candidate(seat, request, file.policy)?.continuity.decision == .same
    }

    /// The seat of a machine, or a user, that asks with another request than the one that was told. Its mark alone says so:
    /// where a seat is free, or several have the mark, the vendor is asked; else the one with the mark is taken for its own.
    ///
    /// - Returns: nil if it is none of those that were told.
    /// - Throws: `phone.seat-undecided`; `usage.invalid` for a choice of another seat.
    mutating func takenOver(by mark: MachineMark, _ file: OpenLicense) throws(Refusal) -> Recognition? {
        let (license, holder) = (file.entitlement.id.bytes, PhoneSeat.holder(mark))
        let marked = try reader.activationsInUse(
            ofLicense: license, fingerprint: holder, limit: Self.mostNamed)
        let numbers = marked.map(\.number)
        guard let seat = marked.first else { return nil }
        switch choice {
        case .new: return nil
        case .number(let chosen):
            guard let seat = try reader.activation(ofLicense: license, number: chosen),
                seat.fingerprint == holder, seat.returnedAt == nil
            else {
                let seat = try reader.activation(ofLicense: license, number: chosen)
                guard let seat, seat.returnedAt == nil else { throw try noSeat(chosen, file.entitlement) }
                throw Self.otherSeat(chosen, numbers, file.entitlement)
            }
            return Recognition(activation: seat, takeover: PhoneSeatTakeover(seat: chosen, isChosen: true))
        case nil:
            let isOpen = file.seatsInUse < file.entitlement.seats || marked.count > 1
            // Whoever was not given this seat just now does not lose it to the next in the same run.
            guard !isOpen, !undecided.contains(license + holder) else {
                undecided.insert(license + holder)
                throw Self.undecidedFile(numbers, file.entitlement)
            }
            return Recognition(
                activation: seat, takeover: PhoneSeatTakeover(seat: seat.number, isChosen: false))
        }
    }

    /// Of many seats with one mark, so many are named.
    static let mostNamed: Int64 = 20

    /// A seat that was named, and is neither the machine's nor one with its mark.
    ///
    /// - Throws: `usage.invalid`.
    func requireChosen(_ recognition: Recognition, _ entitlement: Entitlement) throws(Refusal) {
        guard case .number(let chosen)? = choice, recognition.takeover == nil else { return }
        let known = recognition.activation?.number
        guard known != chosen else { return }
        let seat = try reader.activation(ofLicense: entitlement.id.bytes, number: chosen)
        guard let seat, seat.returnedAt == nil else { throw try noSeat(chosen, entitlement) }
        throw Self.otherSeat(chosen, known.map { [$0] } ?? [], entitlement)
    }

    private static func otherSeat(
        _ chosen: Int64, _ numbers: [Int64], _ entitlement: Entitlement
    ) -> Refusal {
        Refusal(
            .usageInvalid,
            "Nothing shows that seat \(chosen) of license \(entitlement.id) belongs to this machine.",
            remedy: (numbers.isEmpty
                ? "Choose no seat: none was given by telephone to a machine with this one's mark."
                : "Choose seat \(list(numbers)), or 'new'.")
                + " If the machine has changed too much to be recognised, give the reason too.",
            facts: [.license(entitlement.id.description), .chosenSeat(String(chosen)), .reasonNeeded]
                + (numbers.isEmpty ? [] : [.seat(list(numbers))]))
    }

    private static func undecidedFile(_ numbers: [Int64], _ entitlement: Entitlement) -> Refusal {
        let holder = entitlement.binding == .user ? "user" : "machine"
        let seats = numbers.count == 1 ? "Seat \(list(numbers)) of" : "Seats \(list(numbers)) of"
        return Refusal(
            .phoneSeatUndecided,
            "\(seats) license \(entitlement.id) \(numbers.count == 1 ? "was" : "were") given by telephone to a "
                + "\(holder) with this one's mark, and one \(holder) in 128 has that mark.",
            facts: [.seat(list(numbers))] + (entitlement.binding == .user ? [.boundToUser] : []))
    }

    private static func list(_ numbers: [Int64]) -> String {
        numbers.map(String.init).joined(separator: " or ")
    }
}
