extension RefusalCode {
    var correctionTexts: Texts {
        switch self {
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
                "Make another request: 'countersign-client request --correct-time'; it is answered with a key in force."
            )
        case .correctionOtherProduct:
            (
                .dataError, "The time correction is for another product.",
                "Install it where that product is, and ask for one for this product."
            )
        case .correctionNotAwaited:
            (
                .dataError, "The time correction answers no request that is open here.",
                "A correction answers one request, once. For another: 'countersign-client request --correct-time'."
            )
        case .correctionTooLate:
            (
                .dataError,
                "The time correction comes too late: the machine has run for more than 30 days since it was asked for.",
                "Make another request for one: 'countersign-client request --correct-time'."
            )
        default:
            (
                .dataError,
                "The time correction's signature is not valid: it was changed after it was signed.",
                "Copy it again from what the vendor sent, or ask him to send it again."
            )
        }
    }
}
