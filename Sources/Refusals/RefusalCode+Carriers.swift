extension RefusalCode {
    var carrierTexts: Texts {
        switch self {
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
                "Make its window larger or its letters smaller, or write a picture with --qr-image or a page with "
                    + "--sheet."
            )
        default:
            (
                .dataError, "The text is mistyped or misread.",
                "Compare the groups that are named with the original, character by character."
            )
        }
    }
}
