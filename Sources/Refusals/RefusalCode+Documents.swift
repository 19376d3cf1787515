extension RefusalCode {
    var documentTexts: Texts {
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

    var productTexts: Texts {
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
}
