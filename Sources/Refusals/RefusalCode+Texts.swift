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
                "Copy it again completely, from the first line to the last, and compare the sizes."
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
                .dataError, "This is a Countersign file, but not the kind that is needed here.",
                "Look at what it is, then give the right one."
            )
        case .documentFromNewerVersion:
            (
                .dataError,
                "It contains something that this program does not know: it is damaged, or was made by a newer version.",
                "Copy it again. If you get the same message, update this program."
            )
        case .documentMistyped:
            (
                .dataError, "The text is mistyped or misread.",
                "Compare the named groups with the original, character by character."
            )
        case .documentIncomplete:
            (
                .dataError, "Parts of a document that travels in several parts are missing.",
                "Give all parts together, in any order."
            )
        case .pictureWithoutCode:
            (
                .dataError, "No QR code was found in the picture.",
                "Take it again: closer, so that the code fills most of the picture, with all four corners and a white "
                    + "edge around it; straight from the front; with more light and no glare."
            )
        case .pictureUnreadable:
            (
                .dataError, "The picture cannot be read: it is damaged, or its format is not supported.",
                "Send it again as PNG, JPEG, WebP, HEIC or AVIF, or type the text that is printed beside the code."
            )
        case .pictureTooLarge:
            (
                .dataError, "The picture is too large.",
                "Send the photograph as the camera made it, or cut out the part with the whole code."
            )
        case .pictureReaderFailed:
            (
                .inputOutput, "The part of the program that reads pictures did not finish.",
                "Try again with another picture, or type the text that is printed beside the code."
            )
        case .pictureOutOfTime:
            (
                .dataError, "Time ran out before the whole picture was searched for QR codes.",
                "Cut out the part with the code, or try again when this machine is less busy. A picture that is taken "
                    + "closer and straight from the front is searched faster."
            )
        case .codeTooLarge:
            (
                .dataError, "The document is too large for QR codes.",
                "Carry it as a file."
            )
        case .codeUnavailable:
            (
                .inputOutput, "The library that draws QR codes is not installed on this machine.",
                "Install Debian's packages libqrencode4 and libpng16-16, or carry the text form or the file."
            )
        case .terminalTooSmall:
            (
                .cannotCreate, "The terminal is too small for the QR code.",
                "Make the window larger or the font smaller, or save the code as a picture or a page."
            )
        case .phoneMistyped:
            (
                .dataError, "A group of the code is mistyped or misheard.",
                "Ask for the named group again, digit by digit."
            )
        case .phoneIncomplete:
            (
                .dataError, "Groups of the code are missing.",
                "Give the named groups; the right ones are kept."
            )
        case .phoneWrongCode:
            (
                .dataError, "Each group is right by itself, but the code as a whole is wrong.",
                "Read the named groups again, and compare each digit."
            )
        case .phoneNotSpeakable:
            (
                .no, "This license cannot be given by telephone.",
                "Carry it as a file, a QR code or a printed page; or add a license with other terms."
            )
        case .phoneNotAwaited:
            (
                .noInput, "No request from this machine is waiting for an answer by telephone.",
                "Make a request by telephone first."
            )
        case .phoneTooManyAttempts:
            (
                .temporaryFailure, "Too many wrong codes were given for this license.",
                "Wait an hour, or ask for the request as a file or a QR code. Check who is calling."
            )
        case .phoneCallRefused:
            (
                .no, "An agent refused the request of this call.",
                "Look at the call again, and at what would be granted."
            )
        case .phoneCallUnknown:
            (
                .noInput, "There is no such call.",
                "See the open calls."
            )
        case .phoneCallTaken:
            (
                .no, "Another agent has taken over the call.",
                "Leave it to them, or take it back."
            )
        case .phoneAnswerChanged:
            (
                .no,
                "Something has changed since the answer was shown, so the answer would be different now.",
                "Look at it again before you grant it."
            )
        case .phoneClockDoubtful:
            (
                .temporaryFailure, "This computer's clock may be wrong, so nothing was granted.",
                "Check this computer's clock. If it is right, say so; if not, set it first."
            )
        case .phoneSeatUndecided:
            (
                .no, "It is not clear which seat this machine has.",
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
                "The product file is signed by a different root key from the one this machine trusts.",
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
                .usage, "The product has no such feature.",
                "Use the features that the product has."
            )
        case .productSaltChanged:
            (
                .dataError, "The product file has a different salt for this machine's components.",
                "Do not use it: two digests of one component together could reveal it. Ask the vendor for a file made "
                    + "from their own vault."
            )
        case .requestSignatureInvalid:
            (
                .dataError,
                "The request's signature is not valid: it was changed after the machine signed it.",
                "Copy it again from the machine, or ask for a new request."
            )
        case .requestProofInvalid:
            (
                .no, "The request does not prove that it was made with the activation key.",
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
                .no, "No seat of this license belongs to the machine's device key.",
                "Ask the site to make a request with the activation key."
            )
        case .requestMachineUnclear:
            (
                .no, "The request may combine two machines.",
                "Ask the site what was changed. If it is the same machine, answer the request again by itself, for its seat."
            )
        case .seatRebindingsUsedUp:
            (
                .no, "The license has used up its changes of machine for a year.",
                "Ask the site what was changed. If it is in order, answer again and give the reason."
            )
        case .activationKeyMistyped:
            (
                .usage, "The activation key is mistyped: its check character is wrong.",
                "Compare it with the vendor's letter, group by group. O counts as 0; I and L count as 1."
            )
        case .activationKeyUnknown:
            (
                .no, "No license has this activation key.",
                "Check that the key is from this vendor and this vault."
            )
        case .activationKeyUsedUp:
            (
                .no, "All seats of this license are in use on other machines.",
                "Add seats to the license."
            )
        case .customerUnknown:
            (
                .noInput, "The ledger has no customer of this name.",
                "Give the whole name as the ledger has it."
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
                .dataError, "The license is signed by a key that the vendor no longer trusts.",
                "Send the vendor a new request; they will sign a new license with a valid key."
            )
        case .licenseOtherProduct:
            (
                .dataError, "The license is for another product.",
                "Install it where that product is, and ask for one for this product."
            )
        case .licenseOtherMachine:
            (
                .dataError, "The license was issued for different hardware.",
                "Install it on the machine that made the request, or make a new request here."
            )
        case .licenseOtherUser:
            (
                .dataError, "The license is bound to another user.",
                "Log in as that user, or make a new request as yourself."
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
        case .licenseInForce:
            (
                .no, "The license is in force here, and would be lost.",
                "Leave it, unless the product is not needed here any more."
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
                .dataError, "The time correction is signed by a key that the vendor no longer trusts.",
                "Make another request for a time correction; the answer will have a valid key."
            )
        case .correctionOtherProduct:
            (
                .dataError, "The time correction is for another product.",
                "Install it where that product is, and ask for one for this product."
            )
        case .correctionNotAwaited:
            (
                .dataError, "The time correction does not answer an open request of this machine.",
                "Each time correction works once, for one request. Make a new request."
            )
        case .correctionTooLate:
            (
                .dataError,
                "The time correction comes too late: the machine has run for more than 30 days since the request.",
                "Make a new request."
            )
        case .clockRecordLost:
            (
                .inputOutput,
                "The clock record is missing, or was not written on this machine.",
                "Make a new request with the activation key. The vendor sees that it is the same machine; no second "
                    + "seat is taken."
            )
        case .stateOtherMachine:
            (
                .no, "The state folder is from another machine: its device key does not open here.",
                "If nothing was changed, this program may not see the whole machine, for example in a container or a "
                    + "sandbox. If the folder was copied, use a separate one for this machine. If this machine "
                    + "was repaired, make a request with a new device key."
            )
        case .fingerprintEmpty:
            (
                .no, "No hardware that could identify this machine was found.",
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
                .no, "The product is not licensed for this kind of machine.",
                "Use it on another kind of machine, or ask the vendor, who can allow this kind for the product."
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
                "Restore the named file from a backup, or get it anew as the message says; nothing was changed."
            )
        case .stateBusy:
            (
                .temporaryFailure, "Another process is changing the state folder.",
                "Wait until it ends, then run the command again."
            )
        case .vaultMissing:
            (
                .noInput, "There is no vault here.",
                "Check the vault's path; only a new vendor makes a new one."
            )
        case .vaultExists:
            (
                .cannotCreate, "There is already a vault here.",
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
        case .vaultFromOlderVersion:
            (
                .dataError, "The vault was written by an older version of this program.",
                "Back it up, then open it with its passphrase: that brings it over."
            )
        case .vaultRootKeyAway:
            (
                .noInput, "The root key is not in the vault.",
                "Connect the medium that has it, and name the file."
            )
        case .vaultOtherOwner:
            (
                .notPermitted, "The vault belongs to another user, or others may change it.",
                "Use it as that user, or use another vault."
            )
        case .vaultNoIssuingKey:
            (
                .no, "No issuing key of this vault may sign today.",
                "Check the date of this computer: the vault's key is valid from the day on which it was made."
            )
        case .vaultBusy:
            (
                .temporaryFailure, "Another process is using the ledger.",
                "Wait until it ends, then run the command again; nothing was lost."
            )
        case .auditBroken:
            (
                .no, "The audit log was changed outside this program.",
                "Keep the vault as it is, restore a backup beside it, and compare the two, beginning at the named event."
            )
        case .auditOtherRootKey:
            (
                .no, "The log is signed under another root key than the one that was given.",
                "Compare the thumbprint with the one that the vendor publishes. If it is right, this is the log of somebody "
                    + "else, or a forged one."
            )
        case .auditEventUnknown:
            (
                .noInput, "The log has no such event.",
                "Look for the number of the event in the log."
            )
        case .auditReceiptInvalid:
            (
                .dataError, "The receipt does not show the event.",
                "Get the receipt again from the vendor, and compare the root key's thumbprint with the published one."
            )
        case .passphraseWrong:
            (
                .notPermitted, "The passphrase is wrong.",
                "Run the command again; check Caps Lock and the keyboard layout."
            )
        case .passphraseMissing:
            (
                .usage, "A passphrase is needed, and there is no terminal to ask for it on.",
                "Work at a terminal, or give the passphrase in a file."
            )
        case .passphraseMismatch:
            (
                .usage, "The two passphrases are not the same.",
                "Run the command again and type the same passphrase twice."
            )
        case .passphraseTooShort:
            (
                .usage, "The passphrase is too short.",
                "Use at least twelve characters; five or six random words are good."
            )
        case .passphraseGuessable:
            (
                .usage, "The passphrase is easy to guess.",
                "Use five or six random words. Where it is asked for, Enter alone makes one."
            )
        case .fileNotFound:
            (.noInput, "There is no such file.", "Check the name, and that the medium is mounted.")
        case .fileExists:
            (
                .cannotCreate, "The file already exists and was not overwritten.",
                "Use another name, or allow the file to be replaced."
            )
        case .fileUnreadable:
            (
                .inputOutput, "The file cannot be read.",
                "Check its permissions and the medium, then try again."
            )
        case .fileIsFolder:
            (.usage, "This is a folder; a file is needed.", "Name a file in it.")
        case .folderReadOnly:
            (
                .cannotCreate, "The medium is read-only.",
                "Turn off its write protection, or use another place."
            )
        case .folderNotPermitted:
            (
                .cannotCreate, "You do not have permission to write there.",
                "Use a folder of your own, or run the command as the folder's owner."
            )
        case .folderMissing:
            (.cannotCreate, "The folder does not exist.", "Make the folder first, or check its name.")
        case .diskFull:
            (
                .inputOutput, "The disk is full; nothing was changed.",
                "Free some space, then run the same command again."
            )
        case .fileUnwritable:
            (
                .inputOutput, "Writing failed; nothing was changed.",
                "Check the medium and its cable, then run the same command again."
            )
        case .usageInvalid:
            (.usage, "The command line is wrong.", "Correct it, then try again.")
        case .internalInconsistency:
            (
                .software, "The program reached a state that should be impossible; nothing was changed.",
                "Please report it, with the command that you ran."
            )
        }
    }
}
