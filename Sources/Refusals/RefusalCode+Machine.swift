extension RefusalCode {
    var licenseTexts: Texts {
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
        case .licenseNoneInUse:
            (
                .no, "There is no license here yet.",
                "Make the first request with the activation key: '"
                    + "countersign-client request --key-file FILE --out machine.request'."
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

    var machineTexts: Texts {
        switch self {
        case .fingerprintWeak:
            (
                .no, "The request names too little hardware to tell its machine from others.",
                "Ask the site to make it on the machine itself, or sell a license that is bound to a user or to "
                    + "the site."
            )
        case .fingerprintEnvironmentRefused:
            (
                .no, "The product is not licensed to machines of this kind.",
                "Use it on a machine of another kind, or ask the vendor, who can allow it with "
                    + "'countersign-responder product set'."
            )
        case .stateMissing:
            (
                .noInput, "This machine has no request and no license yet.",
                "Begin with 'countersign-client request --product FILE --key-file FILE --out my.request'."
            )
        case .stateOtherOwner:
            (
                .notPermitted, "The state folder belongs to another user, or others may change it.",
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

    /// Of what is bound to one machine: the device key, and the clock's record that it authenticates.
    var boundTexts: Texts {
        switch self {
        case .stateOtherMachine:
            (
                .no, "The state folder is another machine's: its device key does not open here.",
                "If nothing was changed, this program may not see all of the machine here, as in a container or a service's "
                    + "sandbox: give the command outside of it. If the folder was copied, name one of this machine's own "
                    + "with --state. If this machine was repaired: "
                    + "'countersign-client request --new-device --key-file FILE --out machine.request'."
            )
        default:
            (
                .inputOutput,
                "The record of the clock is missing, or is not what was written on this machine.",
                "Make a new request with the activation key: "
                    + "'countersign-client request --key-file FILE --out machine.request'. The vendor sees that it is "
                    + "the same machine, and no second seat is taken."
            )
        }
    }

    var fileTexts: Texts {
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

    var programTexts: Texts {
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
