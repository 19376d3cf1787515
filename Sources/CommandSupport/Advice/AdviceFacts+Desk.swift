import Refusals

extension AdviceFacts {
    /// At the vendor's desk, about a request.
    func deskAdvice(for code: RefusalCode) -> String? {
        switch code {
        case .licenseRevoked:
            license.map {
                "See why with 'countersign-responder license show \($0)'; if it was a mistake, add a new license."
            }
        case .activationKeyUsedUp: usedUp
        case .seatRebindingsUsedUp: rebindingsUsedUp
        case .requestMachineUnclear: machineUnclear
        case .phoneSeatUndecided where !holds(.byPhone): seatUndecided
        case .usageInvalid: otherSeat
        case .fingerprintEnvironmentRefused: environmentRefused
        case .auditBroken:
            product.map {
                "Find out who can write the ledger. Then set it as it was: 'countersign-responder product set \($0)\(settings)'."
            }
        case .vaultDamaged:
            file.map {
                "Restore \($0) from a backup, or name another folder with --vault; nothing was changed."
            }
        case .vaultExists where holds(.leftOver):
            file.map {
                "If it is a copy for safekeeping, name another folder with --vault. If it was left by an 'init' that was "
                    + "interrupted, remove \($0) by hand first."
            }
        default: nil
        }
    }

    private var usedUp: String? {
        guard let license, let seats else { return nil }
        let more = "'countersign-responder license seats \(license) \(seats + 1)'"
        if holds(.byPhone) {
            return
                "If the caller's machine is one of those listed, choose its seat with --seat. Or add a seat with "
                + "\(more)."
        }
        let add = "Add a seat with \(more); the machines that have one keep theirs."
        guard holds(.boundToHardware) else { return add }
        return add
            + " A machine that was repaired beyond recognition looks like another one: compare it with "
            + "'countersign-responder license show \(license)', ask the site, and answer again with its seat's number and "
            + "the reason: --seat NUMBER --override REASON."
    }

    private var rebindingsUsedUp: String? {
        guard let license else { return nil }
        let seat = chosenSeat.map { " --seat \($0)" } ?? ""
        return
            "Ask the site what was changed. If it is in order, answer again with\(seat) --override and the reason, such "
            + "as --override \"mainboard replaced, ticket 4711\". 'countersign-responder license show \(license)' lists the "
            + "changes."
    }

    private var machineUnclear: String? {
        guard let seat else { return nil }
        let override = holds(.reasonNeeded) ? " and --override and the reason" : ""
        let orNew = holds(.mayBeNew) ? ", or with --seat new if it is another machine" : ""
        return
            "Ask the site what was changed. Answer the request again by itself, with --seat \(seat)\(override) if it is "
            + "the same machine\(orNew)."
    }

    private var seatUndecided: String? {
        guard let seat else { return nil }
        let holder = holds(.boundToUser) ? "user" : "machine"
        return
            "Ask the site whether it is the same \(holder): answer the request again by itself, with --seat \(seat) if "
            + "it is, and with --seat new if not."
    }

    /// A seat was chosen that nothing speaks for.
    private var otherSeat: String? {
        guard chosenSeat != nil else { return nil }
        let seats =
            seat.map { "Give \($0) with --seat, or 'new'." }
            ?? "Leave out --seat: no seat was given by telephone to a machine with this one's mark."
        return seats
            + " For a machine that was repaired beyond recognition, give --override and the reason too."
    }

    private var environmentRefused: String? {
        guard let product else { return nil }
        let isVirtual = holds(.virtualMachine)
        let options = [
            isVirtual ? " --virtual-machines allow" : "", holds(.container) ? " --containers allow" : "",
        ].joined()
        return
            "Ask the site to make it \(isVirtual ? "on bare hardware" : "outside of the container"); or allow it for "
            + "the whole product: 'countersign-responder product set \(product)\(options)'; the sites need the next "
            + "product file then."
    }
}
