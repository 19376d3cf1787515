import Activation
import CommandSupport
import Issuing
import Ledger
import PhoneCode
import Refusals

/// A call, from its first group to the last that is read back.
struct PhoneSession {
    let vault: Vault
    let desk: Vault.Desk
    let context: CommandContext
    let agent: String
    /// Words or digits, if that was said.
    let form: CodeForm?
    let choice: SeatChoice?
    let copies: PhoneCopies

    private var surroundings: Surroundings { context.surroundings }

    // MARK: At a terminal

    /// Answers a caller, or goes on with a call. Whatever ends it early says how to go on with it.
    func answer(_ resumed: Int64?) throws(Refusal) {
        let call = try begin(resumed)
        do throws(Refusal) {
            try answer(call, isResumed: resumed != nil)
        } catch {
            pause(call.number)
            throw error
        }
    }

    private func answer(_ call: Call, isResumed: Bool) throws(Refusal) {
        let number = call.number
        say(
            !isResumed
                ? "Call \(number), agent \(call.agent). Ask for the caller's name, the product, and the first group."
                : "Call \(number) goes on, agent \(call.agent).")
        if call.isRefused { say("An agent refused what was asked for in this call.") }
        if call.position > 0, let code = call.code, let answer = try desk.answerBefore(code, call: number) {
            return try read(answer, call, form ?? call.form, from: call.position)
        }
        let entry = CodeEntry(
            direction: .request, form: call.typed.isEmpty ? form ?? .digits : call.form, restoring: call.typed
        )
        var prompt = CodePrompt(
            entry, in: context,
            keep: { (entry) throws(Refusal) in
                try vault.keepCall(number, typed: entry, in: surroundings)
            })
        guard try prompt.read() == .complete else { return pause(number) }
        while true {
            do throws(Refusal) {
                guard let code = prompt.entry.code else {
                    throw Refusal(.phoneWrongCode, "The first group is wrong: no code begins so.")
                }
                return try decide(code, call, prompt.entry.form)
            } catch {
                guard error.code == .phoneWrongCode || error.code == .activationKeyUnknown else {
                    throw error
                }
                context.diagnostics().warn(
                    error.sentence, remedy: "Have the groups that are asked for now read again.")
                let suspects = prompt.entry.suspects()
                let others = (1...prompt.entry.groupCount).filter { !suspects.contains($0) }
                switch try prompt.ask(again: suspects + others) {
                case nil: return pause(number)
                case false:
                    throw Refusal(
                        error.code, error.sentence,
                        remedy:
                            "Every group was read again, and is as it was: the activation key was mistyped at the "
                            + "machine, or is another license's. Have the request made anew: "
                            + "'countersign-client request --phone --new'.")
                default: continue
                }
            }
        }
    }

    private func decide(_ code: SpokenCode, _ call: Call, _ typed: CodeForm) throws(Refusal) {
        var choice = choice ?? call.seat
        while true {
            let card = try desk.card(for: code, seat: choice, call: call.number)
            try context.show(report(on: card, call, saysNext: false), as: .text)
            if case .refusal(let refusal) = card.prospect, !Self.decidedBySeat.contains(refusal.code) {
                // Another seat would not help.
                try vault.keepCall(call.number, isEnded: true, in: surroundings)
                throw refusal
            }
            switch try GrantQuestion(card, in: context).ask() {
            case .yes:
                if let answer = try desk.answer(
                    code, seat: choice, expecting: card.prospect, call: call.number)
                {
                    return try read(answer, call, form ?? typed, from: 1)
                }
                say("Meanwhile something else would be granted. Look again:")
            case .no:
                try vault.refuseCall(call.number, in: surroundings)
                return say("Nothing was granted, and the call is over.")
            case .pause: return pause(call.number)
            case .seat(let other): choice = other
            }
        }
    }

    /// What another seat may change.
    private static let decidedBySeat: Set<RefusalCode> = [
        .phoneSeatUndecided, .activationKeyUsedUp, .requestDeviceUnknown, .usageInvalid,
    ]

    private func read(
        _ answer: CallAnswer, _ call: Call, _ form: CodeForm, from first: Int
    ) throws(Refusal) {
        try copies.write(answer, desk: desk, in: context)
        let spoken = answer.response.spoken
        var screen = ReadingScreen(
            spoken, form, in: context,
            keep: { (position) throws(Refusal) in
                try vault.keepCall(call.number, position: position, in: surroundings)
            })
        guard try screen.run(from: first) == .read else { return pause(call.number) }
        try vault.keepCall(call.number, isEnded: true, in: surroundings)
        say(
            "All groups were read, and the call is over. If the machine wants some of them again: "
                + "countersign-responder phone --resume \(call.number)")
    }

    private func pause(_ number: Int64) {
        say("Call \(number) waits. To go on with it: countersign-responder phone --resume \(number)")
    }

    private func say(_ sentence: String) { context.diagnostics().note(sentence) }

    private func begin(_ resumed: Int64?) throws(Refusal) -> Call {
        guard let resumed else { return try vault.openCall(agent: agent, in: surroundings) }
        return try vault.resumeCall(resumed, agent: agent, in: surroundings)
    }

    // MARK: Step by step

    /// Takes groups; when all are there, shows what would be granted; grants it if that is confirmed.
    func step(_ resumed: Int64?, _ texts: [String], confirm: Bool) throws(Refusal) {
        var texts = texts
        if texts.isEmpty, !confirm, resumed == nil {
            let piped = try context.standardInput.readAll(limit: 1 << 16)
            texts = [
                String(decoding: piped, as: UTF8.self).split(whereSeparator: \.isNewline).joined(
                    separator: " ")
            ]
        }
        let call = try begin(resumed)
        var entry = CodeEntry(
            direction: .request, form: call.typed.isEmpty ? form ?? .digits : call.form, restoring: call.typed
        )
        var events: [EntryEvent] = []
        for text in texts { events += entry.type(text) }
        try vault.keepCall(call.number, typed: entry, in: surroundings)
        let step = PhoneStep(events, entry)
        guard entry.missing.isEmpty else {
            return try context.show(CallStepReport(call: call.number, step: step), as: context.format)
        }
        guard let code = entry.code else {
            throw Refusal(.phoneWrongCode, "The first group is wrong: no code begins so.")
        }
        do throws(Refusal) {
            // What was chosen for the card is granted.
            let choice = choice ?? call.seat
            guard confirm else {
                let card = try desk.card(for: code, seat: choice, call: call.number)
                return try context.show(report(on: card, call, saysNext: true), as: context.format)
            }
            guard let answer = try desk.answer(code, seat: choice, call: call.number) else {
                throw Refusal(.internalInconsistency)
            }
            try copies.write(answer, desk: desk, in: context)
            try context.show(CallAnswerReport(answer, form ?? entry.form, call.number), as: context.format)
            try vault.keepCall(call.number, isEnded: true, in: surroundings)
        } catch {
            throw Self.naming(entry.suspects(), error)
        }
    }

    private static func naming(_ suspects: [Int], _ refusal: Refusal) -> Refusal {
        guard refusal.code == .phoneWrongCode else { return refusal }
        return Refusal(
            refusal.code, refusal.sentence,
            remedy: "Have these groups read again, in this order: "
                + suspects.map(String.init).joined(separator: ", ")
                + ". If all are right, the activation key was mistyped at the machine, or is another license's."
        )
    }

    private func report(
        on card: CallCard, _ call: Call, saysNext: Bool
    ) throws(Refusal) -> CallCardReport {
        let catalogue = try vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.catalogue(of: card.entitlement.product)
        }
        return CallCardReport(card, call, catalogue, saysNext: saysNext)
    }
}
