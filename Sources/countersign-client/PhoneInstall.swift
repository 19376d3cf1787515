import Activation
import ArgumentParser
import CommandSupport
import Countersign
import Cryptography
import Dispatch
import Installation
import PhoneCode
import Refusals

/// The options of `install` for an answer that is told by telephone.
struct PhoneInstallOptions: ParsableArguments {
    @Flag(help: "Type the groups that are read to you by telephone.")
    var phone = false

    @Flag(
        inversion: .prefixedNo,
        help: "Words are read to you, or digits; without it, as the request was shown; with --phone.")
    var words: Bool?

    @Flag(help: "Forget what was typed before; with --phone.")
    var startOver = false

    @Option(
        help: ArgumentHelp(
            "Take these groups, and ask for nothing: for telephone menus and other programs; with --phone.",
            discussion: "With or without their number: '7 123456'. May be given several times.",
            valueName: "text"))
    var group: [String] = []

    @Option(
        name: .customLong("product-id"),
        help: ArgumentHelp(
            "Which product's, where several wait for an answer; with --phone.", valueName: "id"))
    var productID: String?

    func validate() throws {
        guard !phone, words != nil || startOver || !group.isEmpty || productID != nil else { return }
        throw ValidationError("--words, --start-over, --group and --product-id go with --phone only.")
    }
}

extension InstallCommand {
    /// Takes in the groups, puts the license together, and installs it.
    func runByPhone(in context: CommandContext) throws(Refusal) {
        guard let folder = try StateFolder.openIfPresent(state.path(in: context)) else {
            throw Refusal(.phoneNotAwaited)
        }
        var exchange = try exchange(in: folder)
        let usual = exchange.typed.isEmpty ? exchange.form : exchange.typedForm
        let form = call.words.map { $0 ? CodeForm.words : .digits } ?? usual
        if call.startOver { exchange.typed = [:] }
        try Self.requireSameForm(exchange, form)
        let made = try folder.request(of: exchange)
        let completion = BackgroundCompletion()
        let answer = PhoneAnswer(exchange: exchange, made: made, folder: folder, completion: completion)
        if !call.group.isEmpty { return try step(answer, form, in: context) }

        var prompt = CodePrompt(
            exchange.entry(form), in: context, keep: { (entry) throws(Refusal) in try answer.keep(entry) },
            remark: answer.remarks)
        if context.standardInput.isTerminal { greet(prompt.entry, in: context) }
        guard try prompt.read() == .complete else { return try pause(prompt.entry, in: context) }
        while true {
            do throws(Refusal) {
                return try finish(answer, prompt.entry, in: context)
            } catch {
                let suspects = prompt.entry.suspects(answering: made.request.body.kind)
                let named = Self.naming(suspects, error)
                guard error.code == .phoneWrongCode, context.standardInput.isTerminal else { throw named }
                context.diagnostics().warn(
                    named.sentence,
                    remedy: "Have each group that is asked for now read again, the likeliest first.")
                // If none of those was it, it is one of the others.
                let others = (1...prompt.entry.groupCount).filter { !suspects.contains($0) }
                switch try prompt.ask(again: suspects + others) {
                case nil: return try pause(prompt.entry, in: context)
                case false: throw Self.notFound(error)
                default: continue
                }
            }
        }
    }

    /// What was typed in one form cannot be gone on with in the other.
    private static func requireSameForm(_ exchange: PhoneExchange, _ form: CodeForm) throws(Refusal) {
        guard !exchange.typed.isEmpty, form != exchange.typedForm else { return }
        let (there, option) = form == .digits ? ("words", "--no-words") : ("digits", "--words")
        throw Refusal(
            .usageInvalid, "What was typed of the answer so far is \(there): \(exchange.typed.count) groups.",
            remedy:
                "To go on with them, leave \(option) away. To begin anew: 'countersign-client install --phone "
                + "\(option) --start-over'.")
    }

    /// Every group was read again, and nothing came of it.
    private static func notFound(_ refusal: Refusal) -> Refusal {
        Refusal(
            refusal.code, "Every group was asked for again, and the code as a whole is still wrong.",
            remedy:
                "It may be the answer to another request, of this machine or of another one. Show this one's groups "
                + "once more, 'countersign-client request --phone', read them to the vendor, and type the "
                + "answer anew: 'countersign-client install --phone --start-over'.")
    }

    private func exchange(in folder: StateFolder) throws(Refusal) -> PhoneExchange {
        var waiting = try folder.phoneExchanges()
        if let id = call.productID { waiting.removeAll { $0.product.text != id } }
        guard waiting.count <= 1 else {
            throw Refusal(
                .usageInvalid,
                "Several products wait for an answer: " + waiting.map(\.product.text).joined(separator: ", ")
                    + ".",
                remedy: "Name one with --product-id.")
        }
        guard let exchange = waiting.first else { throw Refusal(.phoneNotAwaited) }
        return exchange
    }

    private func greet(_ entry: CodeEntry, in context: CommandContext) {
        let unit = entry.form == .digits ? "six digits" : "four words"
        context.diagnostics().note(
            entry.texts.isEmpty
                ? "Type the \(entry.groupCount) groups as they are read to you, \(unit) each; 'help' says what else "
                    + "can be typed."
                : "\(entry.texts.count) of \(entry.groupCount) groups \(entry.texts.count == 1 ? "is" : "are") there already; "
                    + "'list' shows them.")
    }

    private func pause(_ entry: CodeEntry, in context: CommandContext) throws(Refusal) {
        let refusal = CodePrompt.incomplete(entry)
        guard !entry.missing.isEmpty else {
            throw Refusal(
                .phoneWrongCode, remedy: "What was typed is kept. Go on: countersign-client install --phone")
        }
        throw Refusal(
            .phoneIncomplete, refusal.sentence,
            remedy: "What was typed is kept. To go on: countersign-client install --phone")
    }

    private func finish(_ answer: PhoneAnswer, _ entry: CodeEntry, in context: CommandContext) throws(Refusal)
    {
        let outcome = try install(try answer.document(entry), in: context)
        try answer.folder.end(answer.exchange)
        try context.show(InstallReport(outcome), as: global.format)
    }

    /// One step for another program. Only what concerns more than the groups is refused.
    private func step(_ answer: PhoneAnswer, _ form: CodeForm, in context: CommandContext) throws(Refusal) {
        var entry = answer.exchange.entry(form)
        var events: [EntryEvent] = []
        for text in call.group { events += entry.type(text) }
        try answer.keep(entry)
        guard entry.missing.isEmpty else {
            return try context.show(
                PhoneStepReport(step: PhoneStep(events, entry), said: answer.remarks(entry)),
                as: global.format)
        }
        do throws(Refusal) {
            try finish(answer, entry, in: context)
        } catch {
            guard error.code == .phoneWrongCode else { throw error }
            throw Self.naming(entry.suspects(answering: answer.made.request.body.kind), error)
        }
    }

    private static func naming(_ suspects: [Int], _ refusal: Refusal) -> Refusal {
        guard refusal.code == .phoneWrongCode, !suspects.isEmpty else { return refusal }
        return Refusal(
            .phoneWrongCode, refusal.sentence,
            remedy: "Have these groups read again, in this order: "
                + suspects.map(String.init).joined(separator: ", ")
                + ". What was typed is kept; 'fix 7', or --group '7 123456', types group 7 anew.")
    }
}

/// What `install --phone --group` says while groups are missing.
private struct PhoneStepReport: Report {
    let outcome = "incomplete"
    let step: PhoneStep
    /// What the groups so far say.
    let said: [String]

    func render(into text: inout TextReport) {
        step.render(into: &text)
        for sentence in said { text.paragraph(sentence) }
    }
}

/// The answer to a request, while its groups come in.
struct PhoneAnswer: Sendable {
    let exchange: PhoneExchange
    let made: MadeRequest
    let folder: StateFolder
    let completion: BackgroundCompletion

    func keep(_ entry: CodeEntry) throws(Refusal) {
        // Whoever tries the other form by mistake loses nothing.
        guard !entry.texts.isEmpty || exchange.typed.isEmpty || entry.form == exchange.typedForm else {
            return
        }
        var kept = exchange
        (kept.typed, kept.typedForm) = (entry.texts, entry.form)
        try folder.keep(kept)
    }

    /// The document, with its signature whole.
    func document(_ entry: CodeEntry) throws(Refusal) -> AnyDocument {
        guard let code = entry.code else {
            throw Refusal(.phoneWrongCode, "The first group is wrong: no code begins so.")
        }
        return try folder.document(code, for: exchange, completion: try completion.value())
    }

    /// What the groups so far say: the terms after four, and whether R can be right after twenty.
    func remarks(_ entry: CodeEntry) -> [String] {
        let groups = entry.firstDigitGroups
        guard ResponseCode.saysTerms(fromFirst: groups) else { return [] }
        let kind = made.request.body.kind
        var sentences: [String] = []
        if let terms = ResponseCode.terms(fromFirst: groups, answering: kind) {
            sentences.append(sentence(terms))
        } else {
            sentences.append(
                "Groups 1 to 4 say something that no answer says: have them read again ('fix 1').")
        }
        if groups.count > ResponseCode.groupsToR, !ResponseCode.isPlausible(first: groups) {
            sentences.append(
                "Something in groups 4 to 20 is wrong: have them read again ('list' shows them).")
        }
        return sentences
    }

    private func sentence(_ terms: SpokenTerms) -> String {
        switch terms {
        case .correction(_, let issuedAt):
            return "The vendor says that it is \(issuedAt.shortText) (UTC)."
        case .license(let license):
            let features = license.features.map(made.productFile.body.features.name)
            let term = license.lastDay.map { "until the end of \($0)" } ?? "without an end"
            return "It will be a license of \(license.issuedOn) \(term)"
                + (features.isEmpty ? "." : ", with \(features.joined(separator: ", ")).")
        }
    }
}

/// The table that completes signatures, made while somebody types.
final class BackgroundCompletion: Sendable {
    private let queue = DispatchQueue(label: "completion")
    private nonisolated(unsafe) var result: Result<SignatureCompletion, CryptographyError> = .failure(
        .unavailable)

    /// Begins.
    init() {
        queue.async { self.result = Result { () throws(CryptographyError) in try SignatureCompletion() } }
    }

    /// The table, as soon as it is there.
    func value() throws(Refusal) -> SignatureCompletion {
        // What the queue writes is read on the queue.
        switch queue.sync(execute: { result }) {
        case .success(let completion): return completion
        case .failure: throw Refusal(.internalInconsistency, "The table for the signature could not be made.")
        }
    }
}
