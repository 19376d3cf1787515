import Refusals

/// A refusal's facts, each by its name.
struct AdviceFacts {
    private let facts: [Fact]
    private let next: NextCommands

    init(_ facts: [Fact], _ next: NextCommands) {
        self.facts = facts
        self.next = next
    }

    func holds(_ fact: Fact) -> Bool { facts.contains(fact) }

    var license: String? { find { if case .license(let id) = $0 { id } else { nil } } }
    var seats: Int? { find { if case .seats(let count) = $0 { count } else { nil } } }
    var seat: String? { find { if case .seat(let numbers) = $0 { numbers } else { nil } } }
    var chosenSeat: String? { find { if case .chosenSeat(let seat) = $0 { seat } else { nil } } }
    var call: Int64? { find { if case .call(let number) = $0 { number } else { nil } } }
    var product: String? { find { if case .product(let id) = $0 { id } else { nil } } }
    var file: String? { find { if case .file(let name) = $0 { name } else { nil } } }
    var openPath: String? { find { if case .openToOthers(let path) = $0 { path } else { nil } } }
    var folder: PrivateFolderKind? { find { if case .folder(let kind) = $0 { kind } else { nil } } }

    var owner: String? { find { if case .owner(let name) = $0 { name } else { nil } } }
    /// As options, each after a space.
    var settings: String {
        facts.map { if case .setting(let name, let value) = $0 { " --\(name) \(value)" } else { "" } }
            .joined()
    }
    var need: Need? { find { if case .needed(let need) = $0 { need } else { nil } } }

    private func find<Value>(_ value: (Fact) -> Value?) -> Value? {
        for fact in facts {
            if let found = value(fact) { return found }
        }
        return nil
    }

    /// What these facts say; nil where they say nothing for this code.
    func advice(for code: RefusalCode) -> String? {
        guard !facts.isEmpty else { return nil }
        return need?.advice(next) ?? folderAdvice(for: code) ?? deskAdvice(for: code) ?? callAdvice(for: code)
    }

    // MARK: A private folder

    /// About a folder that only its owner may use, and that an option names.
    private func folderAdvice(for code: RefusalCode) -> String? {
        guard let folder else { return nil }
        if let openPath {
            // Nothing stands after the command, so that it can be copied to the end of the line.
            let command = "chmod go-rwx \(ShellWord.quoted(openPath))"
            guard folder == .state else { return "Take the permission away: \(command)" }
            return
                "If somebody may have read or changed it, also make a new request with --new-device. To take the "
                + "permission away: \(command)"
        }
        let option = folder == .vault ? "--vault" : "--state"
        if let owner, holds(.wouldBeMade) {
            let own = folder == .vault ? "/var/lib/countersign-vault" : "/var/lib/countersign"
            return
                "Run the command as \(owner), without sudo. If it is to belong to root, name a folder of root's in "
                + "every command: \(option) \(own)"
        }
        switch (code, owner) {
        case (.fileUnwritable, _): return "Make a folder there, or name another one with \(option)."
        case (.folderReadOnly, _):
            return "Turn off its write protection, or name another folder with \(option)."
        case (.folderNotPermitted, _): return "Use a folder of your own with \(option)."
        case (.vaultOtherOwner, let owner?):
            return "Run the command as \(owner), or name another vault with --vault."
        case (.stateOtherOwner, let owner?):
            return "Run the command as \(owner), or, if you made the request yourself, leave out --state and "
                + "COUNTERSIGN_STATE."
        default: return nil
        }
    }

    // MARK: A request at the desk

    /// At the vendor's desk, about a request.
    private func deskAdvice(for code: RefusalCode) -> String? {
        switch code {
        case .licenseRevoked:
            license.map {
                "See why with '\(next.responder("license show \($0)"))'; if it was a mistake, add a new license."
            }
        case .activationKeyUsedUp: usedUp
        case .seatRebindingsUsedUp: rebindingsUsedUp
        case .requestMachineUnclear: machineUnclear
        case .phoneSeatUndecided where !holds(.byPhone): seatUndecided
        case .usageInvalid: otherSeat
        case .fingerprintEnvironmentRefused: environmentRefused
        case .auditBroken:
            product.map {
                "Find out who can write to the ledger. Then set it as it was: "
                    + "'\(next.responder("product set \($0)\(settings)"))'."
            }
        case .vaultDamaged:
            file.map {
                "Restore \($0) from a backup, or name another folder with --vault; nothing was changed."
            }
        case .vaultExists where holds(.leftOver):
            file.map {
                "If it is a copy for safekeeping, name another folder with --vault. If an interrupted 'init' left it, "
                    + "remove \($0) by hand first."
            }
        default: nil
        }
    }

    private var usedUp: String? {
        guard let license, let seats else { return nil }
        let more = "'\(next.responder("license seats \(license) \(seats + 1)"))'"
        if holds(.byPhone) {
            return
                "If the caller's machine is one of those listed, choose its seat with --seat. Or add a seat with "
                + "\(more)."
        }
        let add = "Add a seat with \(more); existing machines keep theirs."
        guard holds(.boundToHardware) else { return add }
        return add
            + " If it is a machine that you know, after a large repair: ask the site, find its seat with "
            + "'\(next.responder("license show \(license)"))', and answer again with --seat NUMBER --override "
            + "REASON."
    }

    private var rebindingsUsedUp: String? {
        guard let license else { return nil }
        let seat = chosenSeat.map { " --seat \($0)" } ?? ""
        return
            "Ask the site what was changed. If it is in order, answer again with\(seat) --override and the reason, such "
            + "as --override \"mainboard replaced, ticket 4711\". "
            + "'\(next.responder("license show \(license)"))' lists the changes."
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
        guard chosenSeat != nil, let license else { return nil }
        let seats = "'\(next.responder("license show \(license)"))' lists the seats"
        guard holds(.reasonNeeded) else {
            return
                "\(seats): give the number of one that is in use with --seat, or 'new'; or leave out --seat."
        }
        let choice =
            seat.map { "Give \($0) with --seat, or 'new'." }
            ?? "Leave out --seat: no seat was given by telephone to a machine with this one's mark."
        return
            "\(choice) \(seats) and their machines. If the machine has changed too much to be recognised, give "
            + "--override and the reason too."
    }

    private var environmentRefused: String? {
        guard let product else { return nil }
        let isVirtual = holds(.virtualMachine)
        let options = [
            isVirtual ? " --virtual-machines allow" : "", holds(.container) ? " --containers allow" : "",
        ].joined()
        return
            "Ask the site to make it \(isVirtual ? "on bare hardware" : "outside the container"); or allow it for the "
            + "whole product: '\(next.responder("product set \(product)\(options)"))'; the sites then need the "
            + "next product file."
    }

    // MARK: A call

    /// At the vendor's desk, about a call.
    private func callAdvice(for code: RefusalCode) -> String? {
        switch code {
        case .phoneNotAwaited where holds(.byPhone):
            "Look at the status: '\(next.client("status"))'. To start over: '\(next.client("request --phone"))'."
        case .phoneCallTaken:
            call.map { "Leave it there, or take it back: '\(next.responder("phone --resume \($0)"))'." }
        case .phoneCallRefused:
            call.map {
                "Look at it again: '\(next.responder("phone --resume \($0)"))'. Or begin a new call: "
                    + "'\(next.responder("phone"))'."
            }
        case .phoneAnswerChanged:
            call.map { call in
                let seat = chosenSeat.map { " --seat \($0)" } ?? ""
                return
                    "Look at it again, with the seat that is meant: "
                    + "'\(next.responder("phone --resume \(call)\(seat)"))'."
            }
        case .requestOtherProduct where holds(.byPhone):
            product.map {
                "The activation key is right. Ask the caller to make the request again, with the product file of \($0), and "
                    + "to stay on the line: '\(next.client("request --product FILE --key-file FILE --phone"))'."
            }
        case .activationKeyUnknown where holds(.byPhone):
            license.map {
                "Ask which license the customer's papers name. If it is \($0) too, the key is of another vault or vendor; "
                    + "'\(next.responder("license list"))' shows what there is. If it is another, a group was misheard, or "
                    + "another key was typed at the machine."
            }
        case .requestUserMissing where holds(.byPhone):
            "Ask for it again, with '\(next.client("request --phone --user"))'."
        case .usageInvalid where holds(.byPhone):
            "Ask for it again without --user: '\(next.client("request --phone"))'."
        case .requestDeviceUnknown where holds(.byPhone):
            "If the caller can say which of the listed machines it is, choose its seat with --seat; if it has none "
                + "yet, ask for '\(next.client("request --phone --new"))', without --renew."
        case .phoneSeatUndecided where holds(.byPhone):
            "Ask which it is: give its seat's number with --seat, or 'new'."
        default: nil
        }
    }
}
