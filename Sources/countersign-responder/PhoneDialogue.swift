import CommandSupport
import Issuing
import PhoneCode
import Refusals

/// A call at a terminal, from its first group to the last that is read back.
struct PhoneDialogue {
    let session: PhoneSession

    private var context: CommandContext { session.context }
    private var surroundings: Surroundings { session.surroundings }
    private var vault: Vault { session.vault }

    /// Answers a caller, or goes on with a call. Whatever ends it early says how to go on with it.
    ///
    /// - Returns: `no` where nothing was granted.
    func answer(_ resumed: Int64?) throws(Refusal) -> ExitStatus {
        let call = try session.begin(resumed)
        do throws(Refusal) {
            return try answer(call, isResumed: resumed != nil)
        } catch {
            throw Self.goingOn(with: call.number, after: error)
        }
    }

    private func answer(_ call: Call, isResumed: Bool) throws(Refusal) -> ExitStatus {
        let number = call.number
        say(
            !isResumed
                ? "Call \(number), agent \(call.agent). Ask for the caller's name, the product, and the first group."
                : "Call \(number) goes on, agent \(call.agent).")
        if call.isRefused { say("An agent refused what was asked for in this call.") }
        if call.position > 0, let code = call.code,
            let answer = try session.desk.answerBefore(code, in: call.held)
        {
            return try read(answer, call, session.form ?? call.form, from: call.position)
        }
        var prompt = CodePrompt(
            session.entry(of: call), in: context,
            keep: { (entry) throws(Refusal) in
                try vault.keepCall(call.held, typed: entry, in: surroundings)
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
                case false: throw Self.notFound(error)
                default: continue
                }
            }
        }
    }

    private func decide(_ code: SpokenCode, _ call: Call, _ typed: CodeForm) throws(Refusal) -> ExitStatus {
        var choice = session.choice ?? call.seat(for: code)
        while true {
            let card = try session.desk.card(for: code, seat: choice, in: call.held)
            if choice != nil, case .refusal(let refusal) = card.prospect, refusal.code == .usageInvalid {
                say(refusal.sentence)
                choice = nil
                continue
            }
            try context.show(session.report(on: card, call.held, isAtTerminal: true), as: .text)
            let question = GrantQuestion(card, in: context)
            guard question.hasChoice else { return try end(call) }
            switch try question.ask() {
            case .yes:
                do throws(Refusal) {
                    let answer = try session.desk.answer(code, seat: choice, in: call.held)
                    return try read(answer, call, session.form ?? typed, from: 1)
                } catch {
                    guard error.code == .phoneAnswerChanged else { throw error }
                    say("Something has changed; the answer would be another one now. Look again:")
                }
            case .no:
                try vault.refuseCall(call.held, in: surroundings)
                say("Nothing was granted, and the call is over.")
                return .no
            case .pause: return pause(call.number)
            case .seat(let other): choice = other
            }
        }
    }

    /// What is on the card says why.
    private func end(_ call: Call) throws(Refusal) -> ExitStatus {
        try vault.keepCall(call.held, isEnded: true, in: surroundings)
        say("Nothing can be granted, and the call is over.")
        return .no
    }

    private func read(
        _ answer: CallAnswer, _ call: Call, _ form: CodeForm, from first: Int
    ) throws(Refusal) -> ExitStatus {
        try session.copies.write(answer, desk: session.desk, in: context)
        var screen = ReadingScreen(
            answer.response.spoken, form, in: context,
            keep: { (position) throws(Refusal) in
                try vault.keepCall(call.held, position: position, in: surroundings)
            })
        guard try screen.run(from: first) == .read else { return pause(call.number) }
        try vault.keepCall(call.held, isEnded: true, in: surroundings)
        say(
            "All groups were read, and the call is over. If the machine wants some of them again: "
                + "countersign-responder phone --resume \(call.number)")
        return .success
    }

    private func pause(_ number: Int64) -> ExitStatus {
        say("Call \(number) waits. To go on with it: countersign-responder phone --resume \(number)")
        return .success
    }

    private func say(_ sentence: String) { context.diagnostics().note(sentence) }

    private static func notFound(_ refusal: Refusal) -> Refusal {
        Refusal(
            refusal.code, refusal.sentence,
            remedy:
                "Every group was read again, and is as it was: the activation key was mistyped at the machine, or is "
                + "another license's. Have the request made anew: 'countersign-client request --phone --new'."
        )
    }

    /// What stopped the call from outside is put right first; then the call goes on, and no other is begun.
    private static func goingOn(with number: Int64, after refusal: Refusal) -> Refusal {
        switch refusal.code.exitStatus {
        case .cannotCreate, .inputOutput, .temporaryFailure:
            Refusal(
                refusal.code, refusal.sentence,
                remedy:
                    "The call waits. When that is put right, go on with it: 'countersign-responder phone --resume "
                    + "\(number)'.")
        default: refusal
        }
    }
}
