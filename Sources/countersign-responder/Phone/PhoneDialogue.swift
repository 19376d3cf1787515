import CommandSupport
import Issuing
import PhoneCode
import Refusals

/// A call at a terminal, from its first group to the last that is read back.
struct PhoneDialogue {
    let session: PhoneSession
    var memory = ShiftMemory()

    private var context: CommandContext { session.context }
    private var surroundings: Surroundings { session.surroundings }
    private var vault: Vault { session.vault }

    /// Answers a caller, or goes on with a call. Whatever ends it early says how to go on with it.
    ///
    /// - Returns: `no` where nothing was granted.
    func answer(_ resumed: Int64?) throws(Refusal) -> ExitStatus {
        let call = try session.begin(resumed)
        memory.call = call.number
        context.sayOnInterrupt(kept(call.number))
        defer { context.sayOnInterrupt(nil) }
        do throws(Refusal) {
            return try answer(call, isResumed: resumed != nil)
        } catch {
            if error.endsCall {
                // What is wrong is at the machine: the next call has another request.
                try? vault.keepCall(call.held, isEnded: true, in: surroundings)
                try? say("Nothing can be granted, and the call is over.")
            }
            if let owner = try? session.owner(of: error) { try? say(owner) }
            throw goingOn(with: call.number, after: error)
        }
    }

    private func answer(_ call: Call, isResumed: Bool) throws(Refusal) -> ExitStatus {
        try say(
            isResumed
                ? "Call \(call.number) continues, agent \(call.agent)."
                : "Call \(call.number), agent \(call.agent). Ask who is calling, and for the first group. "
                    + "'?' shows what else can be typed."
        )
        if call.isRefused { try say("An agent refused the request of this call.") }
        if call.position > 0, let code = call.code,
            let answer = try session.desk.answerBefore(code, in: call.held)
        {
            // Nobody can type a part in words and a part in digits.
            let isOtherForm = session.form.map { $0 != call.form } ?? false
            return try read(answer, call, session.form ?? call.form, from: isOtherForm ? 1 : call.position)
        }
        var prompt = CodePrompt(
            session.entry(of: call), in: context, mayEnd: true,
            keep: { (entry) throws(Refusal) in
                try vault.keepCall(call.held, typed: entry, in: surroundings)
            })
        return switch try typed(into: &prompt, call) {
        case .accepted(let status): status
        case .paused: try pause(call.number)
        case .ended: try refuse(call)
        }
    }

    /// Takes the groups. If the whole is wrong, they are asked for again; if the key is unknown, only if the agent wants
    /// that.
    private func typed(
        into prompt: inout CodePrompt, _ call: Call
    ) throws(Refusal) -> CodePrompt.Outcome<ExitStatus> {
        var isAskedAgain = false
        while true {
            do throws(Refusal) {
                return try prompt.untilAccepted(
                    order: { $0.readingOrder() },
                    isWrongCode: {
                        $0.code == .phoneWrongCode || (isAskedAgain && $0.code == .activationKeyUnknown)
                    },
                    notFound: Self.notFound,
                    attempt: { (code, entry) throws(Refusal) in try decide(code, call, entry.form) })
            } catch {
                guard error.code == .activationKeyUnknown, !isAskedAgain else { throw error }
                switch try UnknownKeyQuestion(context: context).ask(error) {
                case .again: isAskedAgain = true
                case .end: return .ended
                case .pause: return .paused
                }
            }
        }
    }

    private func decide(_ code: SpokenCode, _ call: Call, _ typed: CodeForm) throws(Refusal) -> ExitStatus {
        var choice = session.choice ?? call.seat(for: code)
        var desk = session.desk
        desk.acceptedClock = memory.acceptedClock
        while true {
            let card = try desk.card(for: code, seat: choice, in: call.held)
            if choice != nil, case .refusal(let refusal) = card.prospect, refusal.code == .usageInvalid {
                try say(refusal.sentence)
                choice = nil
                continue
            }
            try context.show(session.report(on: card, call.held, isAtTerminal: true), as: .text)
            let question = GrantQuestion(card, accepted: desk.acceptedClock, in: context)
            guard question.hasChoice else { return try end(call) }
            switch try question.ask() {
            case .yes:
                do throws(Refusal) {
                    let answer = try desk.answer(code, seat: choice, in: call.held)
                    return try read(answer, call, session.form ?? typed, from: 1)
                } catch {
                    switch error.code {
                    case .phoneCallRefused:
                        try say("Another agent refused this request while you looked at it. Look again:")
                    case .phoneAnswerChanged, .phoneClockDoubtful:
                        try say("Something has changed; the answer would be different now. Look again:")
                    default: throw error
                    }
                }
            case .no: return try refuse(call)
            case .pause: return try pause(call.number)
            case .seat(let other): choice = other
            case .clockIsRight:
                desk.acceptedClock = card.clock
                memory.acceptedClock = card.clock
            case .override(let reason):
                do throws(Refusal) {
                    desk = try desk.overriding(for: reason)
                } catch {
                    try say(error.sentence)
                }
            }
        }
    }

    private func refuse(_ call: Call) throws(Refusal) -> ExitStatus {
        let isRefused = try vault.refuseCall(call.held, in: surroundings)
        try say(
            isRefused
                ? "Nothing was granted, and the call is over."
                : "The call is over. What was granted before stays granted.")
        return .no
    }

    /// What is on the card says why.
    private func end(_ call: Call) throws(Refusal) -> ExitStatus {
        try vault.keepCall(call.held, isEnded: true, in: surroundings)
        try say("Nothing can be granted, and the call is over.")
        return .no
    }

    private func read(
        _ answer: CallAnswer, _ call: Call, _ form: CodeForm, from first: Int
    ) throws(Refusal) -> ExitStatus {
        try session.copies?.write(answer, desk: session.desk, in: context)
        var screen = ReadingScreen(
            answer.response.spoken, form, in: context,
            title: "\(answer.customer), license \(answer.license), agent \(call.agent)",
            keep: { (position) throws(Refusal) in
                try vault.keepCall(call.held, position: position, in: surroundings)
            })
        let ending = try screen.run(from: first)
        guard ending != .paused else { return try pause(call.number) }
        try vault.keepCall(call.held, isEnded: true, in: surroundings)
        try say(
            (ending == .read ? "All groups were read, and the call is over." : "The call is over.")
                + " If the caller needs groups again:")
        try context.standardError.write("    \(SafeText.line(session.commands.resuming(call.number)))\n")
        return .success
    }

    private func pause(_ number: Int64) throws(Refusal) -> ExitStatus {
        try context.standardError.write(kept(number))
        return .success
    }

    /// The command is on a line of its own and not broken, so that it can be copied.
    private func kept(_ number: Int64) -> String {
        "  Call \(number) is kept. To continue it:\n    \(SafeText.line(session.commands.resuming(number)))\n"
    }

    private func say(_ sentence: String) throws(Refusal) { try context.say(sentence) }

    private static func notFound(_ refusal: Refusal) -> Refusal {
        Refusal(
            refusal.code, refusal.sentence,
            remedy:
                "Every group was read again and is the same: the activation key was mistyped at the machine, or "
                + "belongs to another license. Ask for a new request: "
                + "'\(NextCommands().client("request --phone --new"))'."
        )
    }

    /// What stopped the call from outside is put right first; then the call goes on, and no other is begun.
    private func goingOn(with number: Int64, after refusal: Refusal) -> Refusal {
        switch refusal.code.exitStatus {
        case _ where refusal.code == .phoneTooManyAttempts: session.completing(refusal, in: number)
        case .cannotCreate, .inputOutput, .temporaryFailure:
            Refusal(
                refusal.code, refusal.sentence,
                remedy:
                    "The call is kept. When that is fixed, continue it: '\(session.commands.resuming(number))'."
            )
        default: session.completing(refusal, in: number)
        }
    }
}

extension Refusal {
    /// Whether nothing more can come of a call: the same groups would be refused again, however often they are read.
    fileprivate var endsCall: Bool {
        switch code {
        case .requestOtherProduct, .requestUserMissing, .phoneWrongCode, .activationKeyUnknown: true
        case .usageInvalid: facts.contains(.byPhone)
        default: false
        }
    }
}
