import CommandSupport
import Issuing
import PhoneCode
import Refusals

/// A call step by step, for telephone menus and other programs.
struct PhoneSteps {
    let session: PhoneSession

    private var context: CommandContext { session.context }
    private var surroundings: Surroundings { session.surroundings }

    /// Takes groups; when all are there, shows what would be granted; grants it if that is confirmed.
    ///
    /// - Parameter texts: groups; `-` alone, or none for a new call, reads them from standard input.
    /// - Returns: `no` where nothing would be granted, and where groups are missing though all were to be there.
    func step(_ resumed: Int64?, _ texts: [String], confirm: Bool) throws(Refusal) -> ExitStatus {
        let isPiped = texts == ["-"] || texts.isEmpty && resumed == nil
        let piped = try isPiped ? piped() : nil
        let call = try session.begin(resumed)
        if !confirm { session.noteRefused(call) }
        var entry = session.entry(of: call)
        var events: [EntryEvent] = []
        for text in texts where !isPiped { events += entry.type(text) }
        if let piped { events += entry.type(whole: piped) }
        try session.vault.keepCall(call.held, typed: entry, in: surroundings)
        guard entry.missing.isEmpty else {
            let report = CallStepReport(
                call: call.number, step: PhoneStep(events, entry), commands: session.commands)
            try context.show(report, as: context.format)
            // More steps follow, unless all was to be there.
            return isPiped || confirm ? .no : .success
        }
        do throws(Refusal) {
            let code = try entry.requireCode()
            // What was chosen for the card is granted.
            let choice = session.choice ?? call.seat(for: code)
            return confirm ? try grant(code, choice, call, entry) : try show(code, choice, call)
        } catch {
            throw session.completing(Self.naming(entry.suspects(), error), in: call.number)
        }
    }

    /// Ends a call in which nothing is granted.
    func refuse(_ number: Int64) throws(Refusal) -> ExitStatus {
        let call = try session.begin(number)
        guard try session.vault.refuseCall(call.held, in: surroundings) else {
            throw Refusal(
                .usageInvalid, "The request of call \(number) is granted, and the call is over.",
                remedy:
                    "To show the answer again: '\(session.commands.resuming(number, " --confirm"))'.")
        }
        try context.show(CallRefusedReport(call: number), as: context.format)
        return .success
    }

    private func show(_ code: SpokenCode, _ choice: SeatChoice?, _ call: Call) throws(Refusal) -> ExitStatus {
        let card = try session.desk.card(for: code, seat: choice, in: call.held)
        let report = try session.report(on: card, call.held, isAtTerminal: false)
        try context.show(report, as: context.format)
        return report.isGood ? .success : .no
    }

    private func grant(
        _ code: SpokenCode, _ choice: SeatChoice?, _ call: Call, _ entry: CodeEntry
    ) throws(Refusal) -> ExitStatus {
        var desk = session.desk
        if session.acceptsClock { desk.acceptedClock = try session.vault.deskClock(in: surroundings) }
        let answer = try desk.answer(code, seat: choice, in: call.held)
        try session.copies?.write(answer, desk: session.desk, in: context)
        let report = CallAnswerReport(answer, session.form ?? entry.form, call.number)
        try context.show(report, as: context.format)
        try session.vault.keepCall(call.held, isEnded: true, in: surroundings)
        return .success
    }

    /// All groups from a pipe, in whatever stands around them.
    private func piped() throws(Refusal) -> String {
        guard !context.standardInput.isTerminal else {
            throw Refusal(
                .usageInvalid, "There are no groups.",
                remedy:
                    "Give them as arguments, with --group or in a pipe; or continue a call with --resume.")
        }
        return String(decoding: try context.standardInput.readAll(limit: 1 << 16), as: UTF8.self)
    }

    private static func naming(_ suspects: [Int], _ refusal: Refusal) -> Refusal {
        guard refusal.code == .phoneWrongCode else { return refusal }
        return CodePrompt.naming(
            suspects, in: refusal,
            next:
                "If all are right, the activation key was mistyped at the machine, or belongs to another license."
        )
    }
}
