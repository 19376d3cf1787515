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
    let copies: PhoneCopies

    var surroundings: Surroundings { context.surroundings }

    /// Opens a call, or goes on with one.
    func begin(_ resumed: Int64?) throws(Refusal) -> Call {
        guard let resumed else { return try vault.openCall(agent: agent, in: surroundings) }
        return try vault.resumeCall(resumed, agent: agent, in: surroundings)
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
            card, call, catalogue, clockText: context.clockText(card.now), isAtTerminal: isAtTerminal)
    }
}
