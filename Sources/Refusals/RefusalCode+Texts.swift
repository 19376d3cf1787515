extension RefusalCode {
    /// What the code means in general, one sentence.
    package var meaning: String { texts.meaning }

    /// What to do next in general, one or two sentences.
    package var remedy: String { texts.remedy }

    /// The exit status of a command that ends with this refusal.
    public var exitStatus: ExitStatus { texts.status }

    typealias Texts = (status: ExitStatus, meaning: String, remedy: String)

    /// A row for each code.
    private var texts: Texts {
        switch self {
        case .documentUnrecognized:
            (
                .dataError, "This is not a Countersign file.",
                "Check that this is the file you meant: it begins with '-----BEGIN COUNTERSIGN'."
            )
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
                .dataError, "This is a Countersign file, but of another kind than is needed here.",
                "Look at what it is, then give the right one."
            )
        case .documentFromNewerVersion:
            (
                .dataError,
                "Something in it is unknown to this program: it is damaged, or made by a newer program.",
                "Copy it again; if the same is said, update the program on this side."
            )
        case .documentMistyped:
            (
                .dataError, "The text is mistyped or misread.",
                "Compare the groups that are named with the original, character by character."
            )
        case .documentIncomplete:
            (
                .dataError, "Parts of a document that travels in several parts are missing.",
                "Give all its parts together, in any order."
            )
        case .pictureWithoutCode:
            (
                .dataError, "No QR code was found in the picture.",
                "Take it again: closer, so that the code fills most of the picture, with all four of its corners "
                    + "and a white edge around it, flat and straight from the front, brighter, without glare."
            )
        case .pictureUnreadable:
            (
                .dataError, "The picture cannot be read: it is damaged, or of a kind that is not known here.",
                "Send it again as PNG, JPEG, WebP, HEIC or AVIF, or type the text that is printed beside the code."
            )
        case .pictureTooLarge:
            (
                .dataError, "The picture is larger than any photograph that is read here.",
                "Send the photograph as the camera made it, or a part of it with the whole code."
            )
        case .pictureReaderFailed:
            (
                .inputOutput, "The part of the program that reads pictures did not finish.",
                "Try again with another picture, or type the text that is printed beside the code."
            )
        case .pictureOutOfTime:
            (
                .dataError, "Time ran out before the whole picture was searched for QR codes.",
                "Give the part with the code alone, or the same picture when this machine has less to do; one taken "
                    + "closer, flat and straight from the front is searched sooner."
            )
        case .codeTooLarge:
            (
                .dataError, "The document is too large to travel in QR codes.",
                "Carry it as a file."
            )
        case .codeUnavailable:
            (
                .inputOutput, "A library that draws QR codes is not installed on this machine.",
                "Install Debian's packages libqrencode4 and libpng16-16, or carry the text form or the file."
            )
        case .terminalTooSmall:
            (
                .cannotCreate, "The terminal is too small for the QR code.",
                "Make its window larger or its letters smaller, or have the code as a picture or on a page."
            )
        case .phoneMistyped:
            (
                .dataError, "A group of the code is mistyped or misheard.",
                "Have the group that is named read again, digit by digit."
            )
        case .phoneIncomplete:
            (
                .dataError, "Groups of the code are missing.",
                "Give the groups that are named; those that were right are kept."
            )
        case .phoneWrongCode:
            (
                .dataError, "Every group checks by itself, but the code as a whole is wrong.",
                "Read the groups that are named once more, from their beginning, and compare each digit."
            )
        case .phoneNotSpeakable:
            (
                .no, "This license cannot be told by telephone.",
                "Carry it as a file, a QR code or a printed page; or add a license with other terms."
            )
        case .phoneNotAwaited:
            (
                .noInput, "No request of this machine waits for an answer by telephone.",
                "Make a request by telephone first."
            )
        case .phoneTooManyAttempts:
            (
                .temporaryFailure, "Too many codes with a wrong proof were given for this license.",
                "Wait an hour, or have the request sent as a file or a QR code; and make sure who is calling."
            )
        case .phoneCallRefused:
            (
                .no, "An agent refused what was asked for in this call.",
                "Look at the call again, and at what would be granted."
            )
        case .phoneCallUnknown:
            (
                .noInput, "There is no such call in the vault.",
                "Look at the open calls."
            )
        case .phoneCallTaken:
            (
                .no, "Another agent has taken over the call.",
                "Leave it to them, or take it back."
            )
        case .phoneAnswerChanged:
            (
                .no, "Something has changed since the answer was shown, and it would be another one now.",
                "Look at it again before it is granted."
            )
        case .phoneSeatUndecided:
            (
                .no, "It is not decided whose seat this machine has.",
                "Ask whether it is one of the machines that have a seat, and choose its seat or a new one."
            )
        case .productSignatureInvalid:
            (
                .dataError, "The product file's signature is not valid: it was changed after it was signed.",
                "Do not use it. Copy it again from the software's original medium."
            )
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
                "Check the product's id, or add the product."
            )
        case .productExists:
            (
                .cannotCreate, "The vault already has a product with this id.",
                "Choose another id, or look at the existing product."
            )
        case .productFeatureUnknown:
            (
                .usage, "The product's catalogue has no such feature.",
                "Use the features of the product's catalogue."
            )
        case .productSaltChanged:
            (
                .dataError, "The product file would digest this machine's components with another salt.",
                "Do not use it: two digests of one component name it. Ask the vendor for a file made from their own "
                    + "vault."
            )
        case .requestSignatureInvalid:
            (
                .dataError,
                "The request's signature is not valid: it was changed after the machine signed it.",
                "Copy it again from the machine, or ask for a new request."
            )
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
                "Ask the site to make the request again for a user."
            )
        case .requestKindUnsupported:
            (
                .no, "This responder does not answer requests of this kind.",
                "Ask the site to make an activation request, or update the responder."
            )
        case .requestDeviceUnknown:
            (
                .no, "The vendor knows no seat of this license for the machine's device key.",
                "Ask the site to make a request with the activation key."
            )
        case .requestMachineUnclear:
            (
                .no, "The request may name two machines at once.",
                "Ask the site what was changed. If it is the same machine, answer the request again by itself, for its seat."
            )
        case .seatRebindingsUsedUp:
            (
                .no, "The license's seats have changed machines as often as the product allows in a year.",
                "Ask the site what was changed. If it is in order, answer again and give the reason."
            )
        case .activationKeyMistyped:
            (
                .usage, "The activation key is mistyped: its check symbol does not fit.",
                "Compare it with the vendor's letter, group by group; O and 0, I, L and 1 are taken as the same."
            )
        case .activationKeyUnknown:
            (
                .no, "No license has this activation key.",
                "Check that the key is this vendor's and this vault's."
            )
        case .activationKeyUsedUp:
            (
                .no, "All seats of this license are in use on other machines.",
                "Add seats to the license."
            )
        case .licenseUnknown:
            (
                .noInput, "The ledger has no such license.",
                "Give the activation key or the license id as the ledger has it."
            )
        case .licenseRevoked:
            (
                .no, "This license was revoked.",
                "See why it was revoked; if it was a mistake, add a new license."
            )
        case .licenseEnded:
            (
                .no, "This license has ended.",
                "Agree on a new term with the customer, and add a new license for it."
            )
        case .licenseSignatureInvalid:
            (
                .dataError, "The license's signature is not valid: it was changed after it was signed.",
                "Copy it again from what the vendor sent, or ask them to send it again."
            )
        case .licenseIssuerUnknown:
            (
                .dataError, "The license is signed by a key that the product file in use does not know.",
                "Install the vendor's newest product file, then the license again. If it is still refused, "
                    + "the license is not this vendor's."
            )
        case .licenseIssuerWithdrawn:
            (
                .dataError, "The license is signed by a key that the vendor no longer vouches for.",
                "Send the vendor a new request; they will sign a new license with a key in force."
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
                "Log in as that user, or make a new request as the user you are."
            )
        case .licenseNotRequestedHere:
            (
                .dataError, "The license answers a request that was not made with this state folder.",
                "Install it on the machine, and as the user, that made the request; or make a new request here."
            )
        case .licenseNoneInUse:
            (
                .no, "There is no license here yet.",
                "Make the first request, with the activation key."
            )
        case .correctionSignatureInvalid:
            (
                .dataError,
                "The time correction's signature is not valid: it was changed after it was signed.",
                "Copy it again from what the vendor sent, or ask them to send it again."
            )
        case .correctionIssuerUnknown:
            (
                .dataError,
                "The time correction is signed by a key that the product file in use does not know.",
                "Install the vendor's newest product file, then the time correction again. If it is still refused, "
                    + "it is not this vendor's."
            )
        case .correctionIssuerWithdrawn:
            (
                .dataError, "The time correction is signed by a key that the vendor no longer vouches for.",
                "Make another request for a time correction; it is answered with a key in force."
            )
        case .correctionOtherProduct:
            (
                .dataError, "The time correction is for another product.",
                "Install it where that product is, and ask for one for this product."
            )
        case .correctionNotAwaited:
            (
                .dataError, "The time correction answers no request that is open here.",
                "A correction answers one request, once. Make another request for one."
            )
        case .correctionTooLate:
            (
                .dataError,
                "The time correction comes too late: the machine has run for more than 30 days since it was asked for.",
                "Make another request for one."
            )
        case .clockRecordLost:
            (
                .inputOutput,
                "The record of the clock is missing, or is not what was written on this machine.",
                "Make a new request with the activation key. The vendor sees that it is the same machine, and no second seat "
                    + "is taken."
            )
        case .stateOtherMachine:
            (
                .no, "The state folder is another machine's: its device key does not open here.",
                "If nothing was changed, this program may not see all of the machine here, as in a container or a service's "
                    + "sandbox. If the folder was copied, use one of this machine's own. If this machine was repaired, make a "
                    + "request with a new device key."
            )
        case .fingerprintEmpty:
            (
                .no, "This machine shows no component that could identify it.",
                "Run the command on the machine itself rather than in a container."
            )
        case .fingerprintWeak:
            (
                .no, "The request names too little hardware to tell its machine from others.",
                "Ask the site to make it on the machine itself, or sell a license that is bound to a user or to "
                    + "the site."
            )
        case .fingerprintEnvironmentRefused:
            (
                .no, "The product is not licensed to machines of this kind.",
                "Use it on a machine of another kind, or ask the vendor, who can allow it for the product."
            )
        case .stateMissing:
            (
                .noInput, "This machine has no request and no license yet.",
                "Make a request, with the product file and the activation key."
            )
        case .stateOtherOwner:
            (
                .notPermitted, "The state folder belongs to another user, or others may change it.",
                "Use it as that user, or use a state folder of your own."
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
        case .vaultMissing:
            (
                .noInput, "There is no vault here.",
                "Check the vault's path; only a new vendor makes a new one."
            )
        case .vaultExists:
            (
                .cannotCreate, "There is a vault here already.",
                "Use it, or choose another folder; a vault is never overwritten."
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
                "Bring the medium it is kept on, and name the file."
            )
        case .vaultOtherOwner:
            (
                .notPermitted, "The vault belongs to another user, or others may change it.",
                "Use it as that user, or use another vault."
            )
        case .vaultNoIssuingKey:
            (
                .no, "No issuing key of this vault may sign today.",
                "Look at the date of this computer: the vault's key counts from the day on which it was made."
            )
        case .vaultBusy:
            (
                .temporaryFailure, "Another process holds the ledger.",
                "Wait for it to end, then give the command again; nothing was lost."
            )
        case .auditBroken:
            (
                .no, "The audit log was changed outside this program.",
                "Keep the vault as it is, restore a backup beside it, and compare the two from the row named."
            )
        case .passphraseWrong:
            (
                .notPermitted, "The passphrase is wrong.",
                "Give the command again; look at Caps Lock and the keyboard layout."
            )
        case .passphraseMissing:
            (
                .usage, "A passphrase is needed, and there is no terminal to ask for it on.",
                "Work at a terminal, or give the passphrase in a file."
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
        case .fileNotFound:
            (.noInput, "There is no such file.", "Check the name, and that the medium is mounted.")
        case .fileExists:
            (
                .cannotCreate, "The file is already there and was not overwritten.",
                "Use another name, or allow the file to be replaced."
            )
        case .fileUnreadable:
            (
                .inputOutput, "The file cannot be read.",
                "Check its permissions and the medium, then try again."
            )
        case .fileIsFolder:
            (.usage, "This is a folder, and a file is needed.", "Name a file in it.")
        case .folderReadOnly:
            (
                .cannotCreate, "The medium is read-only.",
                "Switch its write protection off, or use another place."
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
        case .usageInvalid:
            (.usage, "The command line is not right.", "Correct it, then try again.")
        case .internalInconsistency:
            (
                .software, "The program found itself in a state it should never be in; nothing was changed.",
                "Please report it with the command you gave."
            )
        }
    }
}
