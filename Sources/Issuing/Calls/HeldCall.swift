import Ledger
import Refusals

/// A call in the hands of one agent. As soon as somebody else goes on with it, in another window perhaps, nothing more
/// can be done under this one.
package struct HeldCall: Hashable, Sendable {
    /// The call's number.
    package let number: Int64
    /// Who has it; the audit log tells it.
    package let agent: String
    let session: Int64
}

extension Call {
    /// The call, as whoever went on with it last has it.
    package var held: HeldCall { HeldCall(number: number, agent: agent, session: row.session) }
}

extension HeldCall {
    /// The call as it is now.
    ///
    /// - Throws: `phone.call-unknown`; `phone.call-taken` if somebody else has it by now.
    func call(in reader: LedgerReader) throws(Refusal) -> Call {
        let call = try Vault.known(reader.call(number), number)
        guard call.row.session == session else {
            throw Refusal(
                .phoneCallTaken,
                call.agent == agent
                    ? "Call \(number) was continued in another window."
                    : "\(call.agent) has taken over call \(number).",
                facts: [.call(number)])
        }
        return call
    }
}
