extension RefusalCode {
    /// What the code means in general, one sentence.
    public var meaning: String { texts.meaning }

    /// What to do next in general, one or two sentences.
    public var remedy: String { texts.remedy }

    /// The exit status of a command that ends with this refusal.
    public var exitStatus: ExitStatus { texts.status }

    private typealias Texts = (status: ExitStatus, meaning: String, remedy: String)

    private var texts: Texts {
        switch self {
        case .documentUnrecognized, .documentTruncated, .documentTooLarge, .documentMalformed,
            .documentWrongKind, .documentFromNewerVersion:
            documentTexts
        case .productSignatureInvalid, .productRootUnknown, .productOlder, .productUnknown, .productExists,
            .productFeatureUnknown, .productSaltChanged:
            productTexts
        case .requestSignatureInvalid, .requestProofInvalid, .requestOtherProduct, .requestUserMissing,
            .requestKindUnsupported:
            requestTexts
        case .activationKeyMistyped, .activationKeyUnknown, .activationKeyUsedUp, .licenseUnknown,
            .licenseRevoked, .licenseEnded:
            entitlementTexts
        case .licenseSignatureInvalid, .licenseIssuerUnknown, .licenseIssuerWithdrawn, .licenseOtherProduct,
            .licenseOtherMachine, .licenseOtherUser, .licenseNotRequestedHere:
            licenseTexts
        case .fingerprintEmpty, .fingerprintWeak, .stateMissing, .stateOtherOwner, .stateDamaged, .stateBusy:
            machineTexts
        case .vaultMissing, .vaultExists, .vaultDamaged, .vaultFromNewerVersion, .vaultRootKeyAway,
            .vaultOtherOwner, .vaultNoIssuingKey, .vaultBusy, .auditBroken:
            vaultTexts
        case .passphraseWrong, .passphraseMissing, .passphraseMismatch, .passphraseTooShort:
            passphraseTexts
        case .fileNotFound, .fileExists, .fileUnreadable, .fileIsFolder, .folderReadOnly,
            .folderNotPermitted, .folderMissing, .diskFull, .fileUnwritable:
            fileTexts
        case .usageInvalid, .internalInconsistency:
            programTexts
        }
    }

    private var documentTexts: Texts {
        switch self {
        case .documentTruncated:
            (
                .dataError, "The document is cut short.",
                "Copy it again, whole, from its first line to its last, and compare the sizes."
            )
        case .documentTooLarge:
            (
                .dataError, "The input is larger than any document of this kind can be.",
                "Check that this is the file you meant; a request or a license is well under one kilobyte."
            )
        case .documentMalformed:
            (
                .dataError, "The document is damaged: it breaks a rule of the format.",
                "Copy it again from where it came from; if it was damaged there, ask for it to be made again."
            )
        case .documentWrongKind:
            (
                .dataError, "This is one of our documents, but of another kind than is needed here.",
                "Look at what it is with the command 'inspect', then give the right one."
            )
        case .documentFromNewerVersion:
            (
                .dataError,
                "Something in it is unknown to this program: it is damaged, or made by a newer program.",
                "Copy it again; if the same is said, update the program on this side."
            )
        default:
            (
                .dataError, "This is not a document of ours.",
                "Check that this is the file you meant: it begins with '-----BEGIN COUNTERSIGN'."
            )
        }
    }

    private var productTexts: Texts {
        switch self {
        case .productRootUnknown:
            (
                .dataError,
                "The product file is signed by another root key than the one this machine trusts.",
                "Use the product file that came with the software. If the vendor says that the root key has "
                    + "changed, start with a new state folder."
            )
        case .productOlder:
            (
                .dataError, "The product file is older than the one in use on this machine.",
                "Use the newest product file; the one in use stays in place."
            )
        case .productUnknown:
            (
                .noInput, "The vault has no such product.",
                "See 'countersign-responder product list'; 'countersign-responder product add' adds one."
            )
        case .productExists:
            (
                .cannotCreate, "The vault already has a product with this id.",
                "Choose another id, or look at the existing one with 'countersign-responder product list'."
            )
        case .productSaltChanged:
            (
                .dataError, "The product file would digest this machine's components with another salt.",
                "Do not use it: two digests of one component name it. Ask the vendor for a file made from his own "
                    + "vault."
            )
        case .productFeatureUnknown:
            (
                .usage, "The product's catalogue has no such feature.",
                "Use the features listed by 'countersign-responder product list'."
            )
        default:
            (
                .dataError, "The product file's signature is not valid: it was changed after it was signed.",
                "Do not use it. Copy it again from the software's original medium."
            )
        }
    }

    private var requestTexts: Texts {
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

    private var entitlementTexts: Texts {
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

    private var licenseTexts: Texts {
        switch self {
        case .licenseIssuerUnknown:
            (
                .dataError, "The license is signed by a key that the product file in use does not know.",
                "Install the vendor's newest product file, then the license again. If it is still refused, "
                    + "the license is not this vendor's."
            )
        case .licenseIssuerWithdrawn:
            (
                .dataError, "The license is signed by a key that the vendor no longer vouches for.",
                "Send the vendor a new request; he will sign a new license with a key in force."
            )
        case .licenseOtherProduct:
            (
                .dataError, "The license is for another product.",
                "Install it where that product is, and ask for one for this product."
            )
        case .licenseOtherMachine:
            (
                .dataError, "The license is bound to a machine whose components are not this machine's.",
                "Install it on the machine that made the request, or make a new request here."
            )
        case .licenseOtherUser:
            (
                .dataError, "The license is bound to another user.",
                "Log in as that user, or make a new request with --user here."
            )
        case .licenseNotRequestedHere:
            (
                .dataError, "The license answers a request that was not made with this state folder.",
                "Install it on the machine, and as the user, that made the request; or make a new request here."
            )
        default:
            (
                .dataError, "The license's signature is not valid: it was changed after it was signed.",
                "Copy it again from what the vendor sent, or ask him to send it again."
            )
        }
    }

    private var machineTexts: Texts {
        switch self {
        case .fingerprintWeak:
            (
                .no, "The request names too little hardware to tell its machine from others.",
                "Ask the site to make it on the machine itself, or sell a license that is bound to a user or to "
                    + "the site."
            )
        case .stateMissing:
            (
                .noInput, "This machine has no request and no license yet.",
                "Begin with 'countersign-client request --product FILE --key-file FILE --out machine.request'."
            )
        case .stateOtherOwner:
            (
                .notPermitted, "The state folder belongs to another user.",
                "Run the command as that user, or give a folder of your own with --state."
            )
        case .stateDamaged:
            (
                .inputOutput, "A file in the state folder is damaged.",
                "Restore the folder from a backup, or move it away and make a new request; nothing was changed."
            )
        case .stateBusy:
            (
                .temporaryFailure, "Another process is changing the state folder.",
                "Wait for it to end, then give the command again."
            )
        default:
            (
                .no, "This machine shows no component that could identify it.",
                "Run the command on the machine itself rather than in a container."
            )
        }
    }

    private var vaultTexts: Texts {
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
                .notPermitted, "The vault belongs to another user.",
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

    private var passphraseTexts: Texts {
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

    private var fileTexts: Texts {
        switch self {
        case .fileNotFound:
            (.noInput, "There is no such file.", "Check the name, and that the medium is mounted.")
        case .fileExists:
            (
                .cannotCreate, "The file is already there and was not overwritten.",
                "Name another file with --out, or say --force."
            )
        case .fileIsFolder:
            (.usage, "This is a folder, and a file is needed.", "Name a file in it.")
        case .folderReadOnly:
            (
                .cannotCreate, "The medium is read-only.",
                "Switch its write protection off, or name another place with --out."
            )
        case .folderNotPermitted:
            (
                .cannotCreate, "You may not write there.",
                "Name a folder of your own, or run the command as the folder's owner."
            )
        case .folderMissing:
            (.cannotCreate, "The folder is not there.", "Make the folder first, or check its name.")
        case .diskFull:
            (
                .inputOutput, "The disk is full; nothing was changed.",
                "Make room, then give the same command again."
            )
        case .fileUnwritable:
            (
                .inputOutput, "Writing failed; nothing was changed.",
                "Check the medium and its cable, then give the same command again."
            )
        default:
            (
                .inputOutput, "The file cannot be read.",
                "Check its permissions and the medium, then try again."
            )
        }
    }

    private var programTexts: Texts {
        switch self {
        case .usageInvalid:
            (.usage, "The command line is not right.", "See the command's --help.")
        default:
            (
                .software, "The program found itself in a state it should never be in; nothing was changed.",
                "Please report it with the command you gave."
            )
        }
    }
}
