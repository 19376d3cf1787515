import Activation
import CommandSupport
import Issuing
import Ledger
import PhoneCode
import Refusals

/// What answering a call needs, at a terminal and step by step.
struct PhoneSession {
    let vault: Vault
    let desk: Vault.Desk
    let context: CommandContext
    let agent: String
    /// Words or digits, if that was said.
    let form: CodeForm?
    /// The seat of the caller's machine, if that was said.
    let choice: SeatChoice?
    /// Whether it was said that this computer's clock is right, however it looks.
    let acceptsClock: Bool
    /// The copies that are made of the answer; nil for none.
    let copies: PhoneCopies?
    let commands: CallCommands

    var surroundings: Surroundings { context.surroundings }

    /// Opens a call, or goes on with one.
    func begin(_ resumed: Int64?) throws(Refusal) -> Call {
        guard let resumed else { return try vault.openCall(agent: agent, in: surroundings) }
        return try vault.resumeCall(resumed, agent: agent, in: surroundings)
    }

    /// Says that what goes on now was refused, or was over, and nothing was granted.
    func noteRefused(_ call: Call) {
        guard call.isRefused || (call.wasOver && call.code == nil) else { return }
        let before =
            call.isRefused
            ? "In call \(call.number) an agent refused the request, and nothing was granted. Here it is again."
            : "Call \(call.number) was over, and nothing was granted. It goes on now."
        context.diagnostics(context.format).note(
            "\(before) To begin a new call: '\(commands.beginning)'.")
    }

    /// What was typed in a call so far.
    func entry(of call: Call) -> CodeEntry {
        CodeEntry(
            direction: .request, form: call.typed.isEmpty ? form ?? .digits : call.form, restoring: call.typed
        )
    }

    /// What the agent is shown.
    func report(on card: CallCard, _ call: HeldCall, isAtTerminal: Bool) throws(Refusal) -> CallCardReport {
        let catalogue = try vault.ledger.read { (ledger) throws(Refusal) in
            try ledger.catalogue(of: card.entitlement.product)
        }
        return CallCardReport(
            card, call, catalogue, in: context, commands: commands, isAtTerminal: isAtTerminal)
    }

    /// A refusal in a call, with what only the desk knows: how to go on with it, and when.
    func completing(_ refusal: Refusal, in call: Int64) -> Refusal {
        guard refusal.code == .phoneTooManyAttempts else { return commands.completing(refusal) }
        var until: UnixTime?
        for case .until(let moment) in refusal.facts { until = UnixTime(rawValue: moment) }
        let wait = until.map { "after \(context.clockText($0))" } ?? "in an hour"
        let remedy =
            "Tell the caller: they can call again \(wait). Sooner, they can send the request as a file or a QR code, "
            + "which is answered at once. The call is kept; to continue it then: '\(commands.resuming(call))'. Who called "
            + "before: '\(context.next.responder("audit alerts"))'."
        return Refusal(refusal.code, refusal.sentence, remedy: remedy, facts: refusal.facts)
    }

    /// Whose license a caller named who was not heard, for the agent only; nil where that is not known.
    func owner(of refusal: Refusal) throws(Refusal) -> String? {
        guard refusal.code == .phoneTooManyAttempts else { return nil }
        for case .license(let text) in refusal.facts {
            guard let id = LicenseID(text: text) else { continue }
            let standing = try vault.ledger.read { (ledger) throws(Refusal) in try ledger.license(id.bytes) }
            guard let customer = standing?.customerName else { return nil }
            return
                "License \(id) belongs to \(customer). The caller has not proven its activation key, so do not tell them whose "
                + "it is."
        }
        return nil
    }
}
