import Activation
import ClockGuard
import CommandSupport
import Countersign
import Fingerprint
import Installation

/// A verdict in a sentence, and what to do about it.
struct VerdictWords {
    let sentence: String
    let remedy: String?

    /// - Parameters:
    ///   - underway: a request that is newer than the license.
    ///   - commands: make new requests for this product.
    init(_ verdict: Verdict, contact: Contact, underway: Request?, commands: RequestCommands) {
        let reach = contact.sentence.map { " To reach the vendor, \($0)." } ?? ""
        let carry = underway.map {
            "A request was made on \($0.madeAt.day): carry it to the vendor, then install the license that comes back."
        }
        let ask = carry ?? "Make a new request and carry it to the vendor: '\(commands.first)'."
        let renew = carry ?? "Make a new request and carry it to the vendor: '\(commands.renewal)'."
        switch verdict {
        case .active(let license):
            sentence = "Licensed" + (license.lastDay.map { " until the end of \($0)." } ?? " without an end.")
            remedy =
                carry
                ?? (license.kind == .lease
                    ? "Before it ends: make a new request, '\(commands.renewal)', and carry it to the vendor."
                    : nil)
        case .notYetValid(let license):
            let day = license.startsOn ?? license.issuedOn
            sentence = "Not licensed yet: the license begins on \(day)."
            remedy = "If that day is past, this computer's clock is behind: set it right."
        case .expired(let license):
            sentence =
                "Not licensed: the license ended on \(license.lastDay?.description ?? "an earlier day")."
            remedy = renew + reach
        case .otherMachine:
            sentence = "Not licensed: the license is bound to other components than this machine has."
            remedy = ask + reach
        case .machineUnreadable:
            sentence =
                "Not licensed: too little of this machine can be read to tell whether it is the right one."
            remedy =
                "Run the command as root, or as a user who may read what is said to be unreadable:"
                + " 'countersign-client fingerprint' lists it." + reach
        case .clockSetBack(_, let setBack):
            sentence = "Not licensed: \(setBack.sentence)"
            remedy =
                "Set this computer's clock right; nothing else is needed. If it is right already, it was ahead by "
                + "mistake for some time: make a request for a time correction and carry it to the vendor: "
                + "'\(commands.correction)'." + reach
        case .otherUser:
            sentence = "Not licensed: the license is bound to another user."
            remedy = "Log in as that user, or make a request of your own: '\(commands.first) --user'." + reach
        case .issuerWithdrawn:
            sentence = "Not licensed: the key that signed the license is no longer believed."
            remedy = renew + reach
        case .issuerUnknown:
            sentence = "Not licensed: the license is signed by a key that the product file does not know."
            remedy = "Install the vendor's newest product file, then the license again." + reach
        case .awaitingLicense(let request):
            sentence =
                "Not licensed yet: a request was made on \(request.madeAt.day), and no license has come."
            remedy = "Carry the request to the vendor, then install the license that comes back." + reach
        case .noLicense:
            sentence = "Not licensed: nothing was asked for."
            remedy = ask + reach
        }
    }
}

/// What is typed for a new request.
struct RequestCommands {
    /// With the activation key.
    let first: String
    /// In place of the license in use.
    let renewal: String
    /// For the vendor's word on what time it is.
    let correction: String

    static let onlyProduct = RequestCommands(
        first: RequestCommand.again, renewal: RequestCommand.renewal, correction: RequestCommand.correction)
    static let oneOfMany = RequestCommands(
        first: RequestCommand.first, renewal: RequestCommand.renewal + " --product FILE",
        correction: RequestCommand.correction + " --product FILE")
}

extension ClockSetBack {
    /// What the clock shows, what it must show at the least, and how that is known.
    var sentence: String {
        let shows = "this computer's clock shows \(shown.shortText)"
        let must = "it must be \(expected.shortText) or later"
        let because =
            switch evidence {
            case .mark: "by what this machine has seen before"
            case .signedDocument: "by a date that the vendor has signed"
            case .systemFile(let path): "by the time of \(path)"
            }
        let start = hasLostItsTime ? "the clock has lost its time, as with an empty battery: " : ""
        return start + "\(shows), and \(must), \(because) (UTC)."
    }
}

extension ClockVerdict {
    /// A leap ahead that a person should know of.
    var remarkableLeap: ClockLeap? {
        if case .trustworthy(_, let leap?) = self, leap.isRemarkable { leap } else { nil }
    }
}

extension ClockLeap {
    var days: Int64 { (shown.rawValue - expected.rawValue) / 86_400 }

    /// A remark beside another verdict.
    var sentence: String {
        "The clock has gone ahead by \(days) days since the machine was last seen running. If that is a mistake, "
            + "set it right: nothing is lost by it."
    }
}
