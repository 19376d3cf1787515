import Activation
import CommandSupport
import Countersign
import Installation
import PhoneCode
import Refusals

/// The answer to a request, while its groups come in.
final class PhoneAnswer {
    let exchange: PhoneExchange
    let made: MadeRequest
    let folder: StateFolder
    let completion = BackgroundCompletion()
    /// What is typed to go on with it.
    let waiting: WaitingCall
    /// What is typed where nothing is waited for any more.
    private let anew: String
    /// What this session knows to be kept.
    private var known: PhoneExchange

    /// - Parameters:
    ///   - call: whether what was typed before is forgotten, with the first group that is typed now.
    ///   - state: how the folder was named.
    init(
        _ exchange: PhoneExchange, in folder: StateFolder, call: PhoneInstallOptions, state: StateOptions
    ) throws(Refusal) {
        known = exchange
        var exchange = exchange
        if call.startOver { exchange.typed = [:] }
        (self.exchange, self.folder) = (exchange, folder)
        made = try folder.request(of: exchange)
        waiting = WaitingCall(exchange, made.request.body, productID: call.productID, state: state)
        anew =
            "Look at the status: '\(state.next.client("status"))'. To start over: "
            + "'\(WaitingCall.first(state))'."
    }

    /// Keeps the groups.
    ///
    /// - Returns: those that are kept then, of this session and of others.
    func keep(_ entry: CodeEntry) throws(Refusal) -> [Int: String] {
        // Whoever tries the other form by mistake loses nothing.
        guard !entry.texts.isEmpty || exchange.typed.isEmpty || entry.form == exchange.typedForm else {
            return entry.texts
        }
        var kept = known
        (kept.typed, kept.typedForm) = (entry.texts, entry.form)
        do throws(Refusal) {
            known = try folder.keep(kept, since: known)
        } catch {
            throw error.code == .phoneNotAwaited ? error.advising(anew) : error
        }
        return known.typedForm == entry.form ? known.typed : entry.texts
    }

    /// The document, with its signature whole.
    func document(_ code: SpokenCode) throws(Refusal) -> AnyDocument {
        try folder.document(code, for: exchange, completion: try completion.value())
    }

    /// What the groups so far say: the terms after four, and whether R can be right after twenty.
    func remarks(_ entry: CodeEntry) -> [String] {
        let preview = ResponseCode.preview(
            first: entry.firstDigitGroups, answering: made.request.body.kind)
        switch preview {
        case .nothing: return []
        case .terms(let terms): return [sentence(terms)]
        case .wrongTerms:
            return [
                "Groups 1 to 4 cannot be right: no answer begins like this. Ask for them again ('fix 1')."
            ]
        case .wrongR:
            return ["Something in groups 1 to 20 is wrong: ask for them again ('list' shows them)."]
        }
    }

    private func sentence(_ terms: SpokenTerms) -> String {
        switch terms {
        case .correction(_, let issuedAt):
            return "The vendor says that it is \(issuedAt.shortText) (UTC)."
        case .license(let license):
            let features = license.features.map(made.productFile.body.features.name)
            let term = license.lastDay.map { "until the end of \($0)" } ?? "with no end date"
            return "It will be a license from \(license.issuedOn), \(term)"
                + (features.isEmpty ? "." : ", with \(features.joined(separator: ", ")).")
        }
    }
}
