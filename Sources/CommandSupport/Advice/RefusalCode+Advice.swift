import Refusals

extension RefusalCode {
    /// What to do next in general, with what to type; nil where there is nothing to type, and the code's own remedy says
    /// it all.
    ///
    /// - Parameter next: writes the commands.
    package func advice(_ next: NextCommands) -> String? {
        siteAdvice(next) ?? deskAdvice(next) ?? outputAdvice(naming: "--out") ?? everywhereAdvice
    }

    /// What to do about a file that was not written.
    ///
    /// - Parameter option: the option that names the file, such as `--sheet`.
    func outputAdvice(naming option: String) -> String? {
        switch self {
        case .fileExists: "Name another file with \(option), or use --force."
        case .folderReadOnly: "Turn off its write protection, or name another place with \(option)."
        default: nil
        }
    }

    /// On the machine that is licensed.
    private func siteAdvice(_ next: NextCommands) -> String? {
        switch self {
        case .licenseOtherUser: "Log in as that user, or make a new request with --user here."
        case .licenseNoneInUse:
            "Make the first request with the activation key: "
                + "'\(next.client("request --key-file FILE --out machine.request"))'."
        case .licenseInForce: "If the product is not needed here any more, add --force."
        case .stateMissing:
            "Begin with '\(next.client("request --product FILE --key-file FILE --out my.request"))'."
        case .stateOtherOwner: "Run the command as that user, or give a folder of your own with --state."
        case .stateOtherMachine:
            "If nothing was changed, this program may not see the whole machine, for example in a container or a "
                + "sandbox: run the command outside it. If the folder was copied, name a separate one for this "
                + "machine with --state. If this machine was repaired: "
                + "'\(next.client("request --new-device --key-file FILE --out machine.request"))'."
        case .clockRecordLost:
            "Make a new request with the activation key: "
                + "'\(next.client("request --key-file FILE --out machine.request"))'. The vendor sees that it is the "
                + "same machine; no second seat is taken."
        case .phoneNotAwaited:
            "Make the request first: '\(next.client("request --product FILE --key-file FILE --phone"))'."
        case .correctionIssuerWithdrawn:
            "Make another request: '\(next.client("request --correct-time"))'; the answer will have a valid key."
        case .correctionNotAwaited:
            "Each time correction works once, for one request. For a new one: "
                + "'\(next.client("request --correct-time"))'."
        case .correctionTooLate:
            "Make a new request: '\(next.client("request --correct-time"))'."
        default: nil
        }
    }

    /// At the vendor's desk.
    private func deskAdvice(_ next: NextCommands) -> String? {
        switch self {
        case .fingerprintEnvironmentRefused:
            "Use it on another kind of machine, or ask the vendor, who can allow this kind with "
                + "'\(next.responder("product set"))'."
        case .requestUserMissing: "Ask the site to make the request again with the option --user."
        case .requestDeviceUnknown:
            "Ask the site to make a request with the activation key: "
                + "'\(next.client("request --product FILE --key-file FILE --out machine.request"))'."
        case .requestMachineUnclear:
            "Ask the site what was changed. Answer the request again by itself, with --seat and the seat's number if it is "
                + "the same machine."
        case .seatRebindingsUsedUp:
            "Ask the site what was changed. If it is in order, answer again with --override and the reason."
        case .activationKeyUnknown:
            "Check that the key is from this vendor and this vault; '\(next.responder("license list"))' shows what "
                + "there is."
        case .activationKeyUsedUp: "Add seats with '\(next.responder("license seats ID N"))'."
        case .customerUnknown:
            "Give the whole name as '\(next.responder("license list"))' shows it."
        case .licenseUnknown:
            "Give the activation key or the license id as '\(next.responder("license list"))' shows it."
        case .licenseRevoked:
            "See why with '\(next.responder("license show ID"))'; if it was a mistake, add a new license."
        case .productUnknown:
            "List the products with '\(next.responder("product list"))', or add it with "
                + "'\(next.responder("product add"))'."
        case .productExists:
            "Choose another id, or look at the existing one with '\(next.responder("product list"))'."
        case .productFeatureUnknown: "Use the features listed by '\(next.responder("product list"))'."
        case .vaultMissing:
            "Check the name given with --vault or COUNTERSIGN_VAULT; only a new vendor begins with "
                + "'\(next.responder("init"))'."
        case .vaultExists: "Use it, or name another folder with --vault; a vault is never overwritten."
        case .vaultRootKeyAway: "Connect the medium that has it, and name the file with --root-key."
        case .vaultOtherOwner: "Run the command as that user, or name another vault with --vault."
        case .vaultFromOlderVersion:
            "Back it up, then run a command that asks for the passphrase, such as "
                + "'\(next.responder("audit verify"))': that brings it over."
        case .auditBroken:
            "Keep the vault as it is, and see what '\(next.responder("audit verify"))' finds. Restore a backup beside it, and "
                + "compare the two, beginning at the named event."
        case .auditEventUnknown:
            "Look for the number of the event with '\(next.responder("audit list"))'."
        case .auditReceiptInvalid:
            "Get the receipt again from the vendor, as '\(next.responder("audit prove"))' writes it, and compare the thumbprint "
                + "given with --root-key with the published one."
        case .phoneTooManyAttempts:
            "Wait an hour, or ask for the request as a file or a QR code. Check who is calling: see "
                + "'\(next.responder("audit alerts"))'."
        case .phoneSeatUndecided:
            "Ask whether it is one of the machines listed: give its seat's number with --seat, or 'new'."
        case .phoneClockDoubtful:
            "Check this computer's clock. If it is right, repeat the command with --accept-clock; if not, set it first."
        case .phoneCallRefused: "Continue the call without --confirm, and look at what would be granted."
        case .phoneCallUnknown: "See the open calls: '\(next.responder("phone --calls"))'."
        case .phoneCallTaken:
            "Leave it to them, or take it back: '\(next.responder("phone --resume CALL"))'."
        case .phoneAnswerChanged: "Look at it again, without --confirm."
        default: nil
        }
    }

    /// Wherever files are read and written.
    private var everywhereAdvice: String? {
        switch self {
        case .documentWrongKind: "Look at what it is with the command 'inspect', then give the right one."
        case .usageInvalid: "See the command's --help."
        case .passphraseMissing: "Run the command in a terminal, or give --passphrase-file."
        case .terminalTooSmall:
            "Make the window larger or the font smaller, or write a picture with --qr-image or a page with --sheet."
        default: nil
        }
    }
}
