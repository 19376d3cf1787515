import Activation
import Fingerprint
import Ledger
import PhoneCode
import Refusals

/// A seat is a promise to one machine. Whatever gives it to other hardware is counted: a part that was exchanged, a mark
/// of seven bits, a person's word. Nobody is turned away for that; past the allowance a person gives the reason.
extension Decider {
    /// What the license has used of its allowance.
    func rebindings(_ file: OpenLicense) throws(Refusal) -> RebindingTally {
        try reader.rebindings(of: file.entitlement, perSeat: file.rules.rebindingsPerSeat, at: now)
    }

    /// The tally with one more, or several.
    ///
    /// - Throws: `seat.rebindings-used-up` where there is not enough allowance left and nobody gave a reason.
    func nextRebinding(_ file: OpenLicense, counting parts: Int = 1) throws(Refusal) -> RebindingTally {
        let before = try rebindings(file)
        let after = RebindingTally(used: before.used + parts, allowed: before.allowed, counted: parts)
        guard after.used <= after.allowed || reason != nil else {
            throw usedUp(before, counting: parts, file.entitlement)
        }
        return after
    }

    /// Whether an answer by telephone gives a seat that is taken to a machine of which nothing shows that it is the seat's
    /// but seven bits, or a person's word. A renewal is none in the last quarter of the term before, when one is due.
    func isRebinding(
        _ seat: CallSeat, _ code: RequestCode, _ license: License
    ) throws(Refusal) -> Bool {
        guard let id = seat.id else { return false }
        guard code.kind == .renewal, !seat.isChosen else { return true }
        guard let bytes = try reader.lastLicense(ofActivation: id),
            let last = try? Unverified<License>(encoded: bytes).unverifiedBody,
            let end = last.lastDay, let newEnd = license.lastDay
        else { return true }
        let (issued, today) = (last.issuedOn.daysSince1970, now.day.daysSince1970)
        let (elapsed, left) = (today - issued, end.daysSince1970 - today)
        return newEnd <= end || elapsed < 3 * left
    }

    private func usedUp(
        _ tally: RebindingTally, counting parts: Int, _ entitlement: Entitlement
    ) -> Refusal {
        let changes = tally.allowed == 1 ? "change of machine" : "changes of machine"
        let more = parts == 1 ? "one" : "\(parts)"
        return Refusal(
            .seatRebindingsUsedUp,
            "This answer would give a seat of license \(entitlement.id) to changed hardware. It counts as \(more). "
                + "The license has had \(tally.used) \(changes) in the last 365 days, and \(tally.allowed) are "
                + "allowed.",
            facts: [.license(entitlement.id.description)] + (choice.map { [.chosenSeat($0.text)] } ?? []))
    }
}

extension LedgerReader {
    /// A sliding year, in seconds.
    private static let rebindingWindow: Int64 = 365 * 86_400

    /// What a license has used of its allowance of rebindings, by the product's policy.
    ///
    /// - Throws: `vault.damaged`.
    package func rebindings(of entitlement: Entitlement, at now: UnixTime) throws(Refusal) -> RebindingTally {
        guard let product = try product(entitlement.product.text) else {
            throw Vault.unknown(entitlement.product)
        }
        return try rebindings(of: entitlement, perSeat: product.policy.rebindingsPerSeat(), at: now)
    }

    fileprivate func rebindings(
        of entitlement: Entitlement, perSeat: Int, at now: UnixTime
    ) throws(Refusal) -> RebindingTally {
        let used = try rebindings(
            ofLicense: entitlement.id.bytes, after: now.rawValue - Self.rebindingWindow)
        return RebindingTally(used: Int(used), allowed: perSeat * entitlement.seats, counted: 0)
    }
}
