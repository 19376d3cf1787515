import Activation
import Countersign
import Fingerprint
import Installation

/// A verdict in a sentence, and what to do about it.
struct VerdictWords {
    let sentence: String
    let remedy: String?

    /// - Parameters:
    ///   - underway: a request that is newer than the license.
    ///   - command: makes a new request for this product.
    init(_ verdict: Verdict, contact: Contact, underway: Request?, command: String) {
        let reach = contact.sentence.map { " To reach the vendor, \($0)." } ?? ""
        let carry = underway.map {
            "A request was made on \($0.madeAt.day): carry it to the vendor, then install the license that comes back."
        }
        let ask = carry ?? "Make a new request and carry it to the vendor: '\(command)'."
        switch verdict {
        case .active(let license):
            sentence = "Licensed" + (license.lastDay.map { " until the end of \($0)." } ?? " without an end.")
            remedy =
                carry
                ?? (license.kind == .lease
                    ? "Before it ends: make a new request, '\(command)', and carry it to the vendor." : nil)
        case .notYetValid(let license):
            let day = license.startsOn ?? license.issuedOn
            sentence = "Not licensed yet: the license begins on \(day)."
            remedy = "If that day is past, this computer's clock is behind: set it right."
        case .expired(let license):
            sentence =
                "Not licensed: the license ended on \(license.lastDay?.description ?? "an earlier day")."
            remedy = ask + reach
        case .otherMachine:
            sentence = "Not licensed: the license is bound to other components than this machine has."
            remedy = ask + reach
        case .otherUser:
            sentence = "Not licensed: the license is bound to another user."
            remedy = "Log in as that user, or make a request of your own: '\(command) --user'." + reach
        case .issuerWithdrawn:
            sentence = "Not licensed: the key that signed the license is no longer believed."
            remedy = ask + reach
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

extension Verdict {
    /// How the machine differs from the one that the license is bound to, if that is what the verdict is about.
    var comparison: FingerprintComparison? {
        if case .otherMachine(_, let comparison) = self { comparison } else { nil }
    }
}
