extension RefusalCode {
    var phoneTexts: Texts {
        switch self {
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
                "Make the request first: 'countersign-client request --product FILE --key-file FILE --phone'."
            )
        case .phoneTooManyAttempts:
            (
                .temporaryFailure, "Too many codes with a wrong proof were given for this license.",
                "Wait an hour, or have the request sent as a file or a QR code; and make sure who is calling: see "
                    + "'countersign-responder audit alerts'."
            )
        case .phoneSeatUndecided:
            (
                .no, "It is not decided whose seat this machine has.",
                "Ask whether it is one of the machines listed: give its seat's number with --seat, or 'new'."
            )
        case .phoneCallRefused:
            (
                .no, "An agent refused what was asked for in this call.",
                "Go on with the call without --confirm, and look at what would be granted."
            )
        case .phoneCallUnknown:
            (
                .noInput, "There is no such call in the vault.",
                "See the calls that can be gone on with: 'countersign-responder phone --calls'."
            )
        case .phoneCallTaken:
            (
                .no, "Another agent has taken over the call.",
                "Leave it to him, or take it back: 'countersign-responder phone --resume CALL'."
            )
        case .phoneAnswerChanged:
            (
                .no, "Something has changed since the answer was shown, and it would be another one now.",
                "Look at it again, without --confirm."
            )
        default:
            (
                .dataError, "A group of the code is mistyped or misheard.",
                "Have the group that is named read again, digit by digit."
            )
        }
    }
}
