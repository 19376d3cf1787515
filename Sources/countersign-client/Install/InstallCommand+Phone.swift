import Activation
import CommandSupport
import Countersign
import Installation
import PhoneCode
import Refusals

extension InstallCommand {
    /// Takes in the groups, puts the license together, and installs it.
    func runByPhone(in context: CommandContext) throws(Refusal) {
        let folder = try StateFolder.openIfPresent(state.path(in: context))
        guard let folder, let exchange = try exchange(in: folder) else { throw notAwaited(in: context) }
        let form = try form(exchange)
        let answer = try PhoneAnswer(exchange, in: folder, call: call, state: state)
        guard call.group.isEmpty else { return try step(answer, form, in: context) }

        let entry = answer.exchange.entry(form)
        if context.standardInput.isTerminal {
            greet(entry, in: context)
            answer.completion.begin()
        }
        var prompt = CodePrompt(
            entry, in: context, merging: { (entry) throws(Refusal) in try answer.keep(entry) },
            remark: answer.remarks)
        context.sayOnInterrupt(
            context.lines(
                saying:
                    "What is right so far is kept. To continue: \(WaitingCall.install(productID: call.productID, state))"
            ))
        defer { context.sayOnInterrupt(nil) }
        let kind = answer.made.request.body.kind
        let outcome = try prompt.untilAccepted(
            order: { $0.readingOrder(answering: kind) },
            notFound: { Self.notFound($0, answer.waiting) },
            attempt: { (code, entry) throws(Refusal) in
                try finish(answer, code, entry, in: context)
            })
        guard case .accepted = outcome else { throw paused(prompt.entry, answer.waiting) }
    }

    /// The form that is typed. What was typed in one form cannot be gone on with in the other.
    private func form(_ exchange: PhoneExchange) throws(Refusal) -> CodeForm {
        let isBegun = !exchange.typed.isEmpty && !call.startOver
        let usual = isBegun ? exchange.typedForm : exchange.form
        let form = call.words.map { $0 ? CodeForm.words : .digits } ?? usual
        guard isBegun, form != exchange.typedForm else { return form }
        let (there, option) = form == .digits ? ("words", "--no-words") : ("digits", "--words")
        let command = WaitingCall.install(productID: call.productID, state)
        throw Refusal(
            .usageInvalid, "The answer so far was typed as \(there): \(exchange.typed.count) groups.",
            remedy:
                "To continue with them, leave out \(option). To start over: '\(command) \(option) --start-over'."
        )
    }

    private func exchange(in folder: StateFolder) throws(Refusal) -> PhoneExchange? {
        // What is wrong with other products is in nobody's way.
        if let id = call.productID {
            return try ProductID(id).flatMap { (id) throws(Refusal) in try folder.product(id)?.phoneExchange()
            }
        }
        let waiting = try folder.phoneExchanges()
        guard waiting.count <= 1 else {
            throw Refusal(
                .usageInvalid,
                "Several products are waiting for an answer: "
                    + waiting.map(\.product.text).joined(separator: ", ")
                    + ".",
                remedy: "Name one with --product-id.")
        }
        return waiting.first
    }

    /// The usual reason is another user's folder, as after `sudo`: so the refusal says which folder it was.
    private func notAwaited(in context: CommandContext) -> Refusal {
        let product = call.productID.map { " for '\($0)'" } ?? ""
        return Refusal(
            .phoneNotAwaited,
            "No request\(product) in \(state.path(in: context)) is waiting for an answer by telephone. This is the "
                + "folder of user \(context.userName).",
            remedy: "Make the request first: '\(WaitingCall.first(state))'.")
    }

    private func greet(_ entry: CodeEntry, in context: CommandContext) {
        let unit = entry.form == .digits ? "six digits" : "four words"
        context.diagnostics().note(
            entry.texts.isEmpty
                ? "Type the \(entry.groupCount) groups as they are read to you, \(unit) each; 'help' shows what else "
                    + "you can type."
                : "\(entry.texts.count) of \(entry.groupCount) groups \(entry.texts.count == 1 ? "is" : "are") "
                    + "already there; 'list' shows them.")
    }

    // MARK: All groups

    private func finish(
        _ answer: PhoneAnswer, _ code: SpokenCode, _ entry: CodeEntry, in context: CommandContext
    ) throws(Refusal) {
        let report: InstallReport
        do throws(Refusal) {
            report = try install(try answer.document(code), in: context)
        } catch {
            throw Self.naming(entry.suspects(answering: answer.made.request.body.kind), error)
        }
        context.sayOnInterrupt(nil)
        try answer.folder.end(answer.exchange)
        try context.show(report, as: global.format)
    }

    /// One step for another program. Only what concerns more than the groups is refused.
    private func step(_ answer: PhoneAnswer, _ form: CodeForm, in context: CommandContext) throws(Refusal) {
        var entry = answer.exchange.entry(form)
        var events: [EntryEvent] = []
        for text in call.group { events += entry.type(text) }
        entry.adopt(try answer.keep(entry))
        guard entry.missing.isEmpty else {
            return try context.show(
                PhoneStepReport(step: PhoneStep(events, entry), said: answer.remarks(entry)),
                as: global.format)
        }
        try finish(answer, try entry.requireCode(), entry, in: context)
    }

    private static func naming(_ suspects: [Int], _ refusal: Refusal) -> Refusal {
        guard refusal.code == .phoneWrongCode, !suspects.isEmpty else { return refusal }
        return CodePrompt.naming(
            suspects, in: refusal,
            next: "What was typed is kept; 'fix 7', or --group '7 123456', corrects group 7.")
    }

    /// Every group was read again, and nothing came of it.
    private static func notFound(_ refusal: Refusal, _ waiting: WaitingCall) -> Refusal {
        Refusal(
            refusal.code, "Every group was asked for again, and the code as a whole is still wrong.",
            remedy:
                "It may be the answer to another request, from this machine or another one. Show the groups of this "
                + "request again, '\(waiting.request)', read them to the vendor, and type the new answer: "
                + "'\(waiting.install) --start-over'.")
    }

    private func paused(_ entry: CodeEntry, _ waiting: WaitingCall) -> Refusal {
        let remedy = "What was typed is kept. To continue: \(waiting.install)"
        guard !entry.missing.isEmpty else { return Refusal(.phoneWrongCode, remedy: remedy) }
        return Refusal(.phoneIncomplete, CodePrompt.incomplete(entry).sentence, remedy: remedy)
    }
}
