import Activation
import ClockGuard
import CommandSupport
import Countersign
import Fingerprint
import Installation
import Refusals

/// A verdict in a sentence, and what to do about it.
struct VerdictWords {
    let sentence: String
    let remedy: String?

    /// - Parameters:
    ///   - underway: a request that is newer than the license.
    ///   - call: a request by telephone that waits for its answer.
    ///   - commands: make new requests for this product.
    ///   - leap: a leap of the clock that is worth telling.
    ///   - isCorrectionAwaited: whether a time correction was asked for and has not come.
    init(
        _ verdict: Verdict, contact: Contact, underway: Request?, call: WaitingCall? = nil,
        commands: RequestCommands, leap: ClockLeap? = nil, isCorrectionAwaited: Bool = false
    ) {
        let reach = contact.sentence.map { " To reach the vendor, \($0)." } ?? ""
        // The answer to a request for the time is no license.
        let spokenLicense = Self.spoken(call.flatMap { $0.kind == .timeCorrection ? nil : $0 })
        let carry = underway.map {
            "A request was made on \($0.madeAt.day): carry it to the vendor, then install the license that comes back."
                + spokenLicense
        }
        let ask = carry ?? "Make a new request and carry it to the vendor: '\(commands.first)'."
        let renew = carry ?? "Make a new request and carry it to the vendor: '\(commands.renewal)'."
        switch verdict {
        case .active(let license):
            sentence =
                "Licensed" + (license.lastDay.map { " until the end of \($0)." } ?? " with no end date.")
            remedy =
                carry
                ?? (license.kind == .lease
                    ? "Before it ends: make a new request, '\(commands.renewal)', and carry it to the vendor."
                    : nil)
        case .notYetValid(let license):
            let day = license.startsOn ?? license.issuedOn
            sentence = "Not licensed yet: the license begins on \(day)."
            remedy = "If that day has passed, this computer's clock is behind: set it right."
        case .expired(let license) where leap != nil:
            sentence =
                "Not licensed: the license ended on \(license.lastDay?.description ?? "an earlier day")."
            remedy =
                "First check this computer's clock: it jumped forward. If it is right: "
                + (carry ?? Self.afterEnd(of: license, commands)) + reach
        case .expired(let license):
            sentence =
                "Not licensed: the license ended on \(license.lastDay?.description ?? "an earlier day")."
            remedy = (carry ?? Self.afterEnd(of: license, commands)) + reach
        case .otherMachine(_, let comparison):
            sentence = "Not licensed: the license was issued for different hardware."
            remedy =
                (comparison.onlyLacksHardware ? ProductState.lookAgain + " " : "")
                + (carry
                    ?? "If this is another machine, give it a state folder of its own. If it was repaired, make a new "
                    + "request and carry it to the vendor: '\(commands.newDevice)'.") + reach
        case .machineUnreadable:
            sentence =
                "Not licensed: too little of this machine can be read to tell whether it is the right one."
            remedy =
                Need.fullView.advice(commands.next)
                + " If only root can read it, make the request, install the license and run every check as root."
                + reach
        case .clockSetBack(_, let setBack):
            sentence = "Not licensed: \(setBack.sentence)"
            remedy =
                "Set this computer's clock right; nothing else is needed. If it is right already, "
                + Self.whatElse(setBack, isAwaited: isCorrectionAwaited, call, commands) + reach
        case .otherUser:
            sentence = "Not licensed: the license is bound to another user."
            remedy = "Log in as that user, or make a request of your own: '\(commands.forUser)'." + reach
        case .issuerWithdrawn:
            sentence = "Not licensed: the key that signed the license is no longer trusted."
            remedy = renew + reach
        case .issuerUnknown:
            sentence = "Not licensed: the license is signed by a key that the product file does not know."
            remedy = "Install the vendor's newest product file, then the license again." + reach
        case .awaitingLicense(let request):
            sentence =
                "Not licensed yet: a request was made on \(request.madeAt.day), but no license is installed."
            remedy =
                "Carry the request to the vendor, then install the license that comes back."
                + spokenLicense + reach
        case .noLicense:
            sentence = "Not licensed: no request was made."
            remedy = ask + reach
        }
    }
}

extension VerdictWords {
    /// What to do about a license that is over. Only a lease begins again with a renewal.
    private static func afterEnd(of license: License, _ commands: RequestCommands) -> String {
        switch license.kind {
        case .lease, .perpetual: "Make a new request and carry it to the vendor: '\(commands.renewal)'."
        case .dated, .trial:
            (license.kind == .trial ? "A trial is given once. " : "")
                + "A renewal would be refused: ask the vendor for a new license, then make a request with its activation "
                + "key: '\(commands.first)'."
        }
    }

    /// How far a call has come.
    private static func spoken(_ call: WaitingCall?) -> String {
        guard let call else { return "" }
        guard call.typed > 0 else {
            return
                " Or by telephone: '\(call.request)' shows what is read to the vendor, and '\(call.install)' takes the "
                + "answer."
        }
        return " By telephone: \(call.typed) of \(call.groups) groups of the answer are typed. To continue, "
            + "'\(call.install)'."
    }

    /// What is to be done where the clock is right and is said to be set back.
    private static func whatElse(
        _ setBack: ClockSetBack, isAwaited: Bool, _ call: WaitingCall?, _ commands: RequestCommands
    ) -> String {
        if setBack.evidence == .signedDocument {
            return "the vendor's clock was wrong when they signed: tell them, and make a new request: "
                + "'\(commands.newDevice)'."
        }
        return isAwaited
            ? "carry the request for a time correction to the vendor, and install what comes back."
                + spoken(call.flatMap { $0.kind == .timeCorrection ? $0 : nil })
            : "it was ahead by mistake for some time: make a request for a time correction and carry it to the "
                + "vendor: '\(commands.correction)'."
    }
}

extension ClockSetBack {
    /// What the clock shows, what it must show at the least, and how that is known.
    var sentence: String {
        let shows = "this computer's clock shows \(shown.shortText)"
        let must = "it must be \(expected.shortText) or later"
        let because =
            switch evidence {
            case .highWaterMark: "by what this machine has seen before"
            case .signedDocument: "by a date that the vendor has signed"
            case .systemFile(let path): "by the time of \(path)"
            }
        let start = hasLostItsTime ? "the clock was reset, perhaps by an empty battery: " : ""
        return start + "\(shows), and \(must), \(because) (UTC)."
    }
}

extension ClockSetBack {
    /// A remark beside a license that no day decides about.
    var remark: String {
        "Wrong: \(sentence) This license does not depend on the date, so it stays valid. Set the clock right anyway."
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
        "The clock jumped forward by \(days) days since this machine was last seen running. If that is wrong, set it "
            + "right; nothing is lost."
    }
}
