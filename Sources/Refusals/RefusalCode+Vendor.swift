extension RefusalCode {
    var requestTexts: Texts {
        switch self {
        case .requestProofInvalid:
            (
                .no, "The request does not prove that its maker has the activation key it names.",
                "Ask the site to make the request again with the whole activation key."
            )
        case .requestOtherProduct:
            (
                .no, "The activation key is for another product than the one the request is for.",
                "Send the site the key for this product, or ask for a request made with the right product file."
            )
        case .requestUserMissing:
            (
                .no, "The license is bound to a user, and the request names none.",
                "Ask the site to make the request again with the option --user."
            )
        case .requestDeviceUnknown:
            (
                .no, "The vendor knows no seat of this license for the machine's device key.",
                "Ask the site to make a request with the activation key: 'countersign-client request --product FILE "
                    + "--key-file FILE --out machine.request'."
            )
        case .requestMachineUnclear:
            (
                .no, "The request may name two machines at once.",
                "Ask the site what was changed. Answer the request again by itself, with --seat and the seat's number if it "
                    + "is the same machine."
            )
        case .seatRebindingsUsedUp:
            (
                .no, "The license's seats have changed machines as often as the product allows in a year.",
                "Ask the site what was changed. If it is in order, answer again with --override and the reason."
            )
        case .requestKindUnsupported:
            (
                .no, "This responder does not answer requests of this kind.",
                "Ask the site to make an activation request, or update the responder."
            )
        default:
            (
                .dataError,
                "The request's signature is not valid: it was changed after the machine signed it.",
                "Copy it again from the machine, or ask for a new request."
            )
        }
    }

    var entitlementTexts: Texts {
        switch self {
        case .activationKeyMistyped:
            (
                .usage, "The activation key is mistyped: its check symbol does not fit.",
                "Compare it with the vendor's letter, group by group; O and 0, I, L and 1 are taken as the same."
            )
        case .activationKeyUnknown:
            (
                .no, "No license has this activation key.",
                "Check that the key is this vendor's and this vault's; see 'countersign-responder license list'."
            )
        case .activationKeyUsedUp:
            (
                .no, "All seats of this license are in use on other machines.",
                "Add seats with 'countersign-responder license seats ID N'."
            )
        case .licenseUnknown:
            (
                .noInput, "The ledger has no such license.",
                "Give the activation key or the license id as 'countersign-responder license list' shows it."
            )
        case .licenseRevoked:
            (
                .no, "This license was revoked.",
                "See why with 'countersign-responder license show ID'; if it was a mistake, add a new license."
            )
        default:
            (
                .no, "This license has ended.",
                "Agree on a new term with the customer, and add a new license for it."
            )
        }
    }

    var vaultTexts: Texts {
        switch self {
        case .vaultMissing:
            (
                .noInput, "There is no vault here.",
                "Check the name given with --vault or COUNTERSIGN_VAULT; only a new vendor begins with "
                    + "'countersign-responder init'."
            )
        case .vaultExists:
            (
                .cannotCreate, "There is a vault here already.",
                "Use it, or name another folder with --vault; a vault is never overwritten."
            )
        case .vaultDamaged:
            (
                .inputOutput, "A file of the vault is damaged.",
                "Stop, keep the folder as it is, and restore a copy from a backup."
            )
        case .vaultFromNewerVersion:
            (
                .dataError, "The vault was written by a newer version of this program.",
                "Update the program; nothing was changed."
            )
        case .vaultRootKeyAway:
            (
                .noInput, "The root key is not in the vault.",
                "Bring the medium it is kept on and name the file with --root-key."
            )
        case .vaultNoIssuingKey:
            (
                .no, "No issuing key of this vault may sign today.",
                "Look at the date of this computer: the vault's key counts from the day on which it was made."
            )
        case .vaultOtherOwner:
            (
                .notPermitted, "The vault belongs to another user, or others may change it.",
                "Run the command as that user, or name another vault with --vault."
            )
        case .vaultBusy:
            (
                .temporaryFailure, "Another process holds the ledger.",
                "Wait for it to end, then give the command again; nothing was lost."
            )
        default:
            (
                .no, "The audit log was changed outside this program.",
                "Keep the vault as it is, restore a backup beside it, and compare the two from the row named."
            )
        }
    }

    var passphraseTexts: Texts {
        switch self {
        case .passphraseMissing:
            (
                .usage, "A passphrase is needed, and there is no terminal to ask for it on.",
                "Run the command in a terminal, or give --passphrase-file."
            )
        case .passphraseMismatch:
            (
                .usage, "The two passphrases are not the same.",
                "Give the command again and type the same passphrase twice."
            )
        case .passphraseTooShort:
            (
                .usage, "The passphrase is too short.",
                "Use at least twelve characters; five or six random words are good."
            )
        default:
            (
                .notPermitted, "The passphrase is wrong.",
                "Give the command again; look at Caps Lock and the keyboard layout."
            )
        }
    }
}
