import Activation
import Ledger
import PhoneCode
import Refusals

/// An agent refused what a caller asked for.
package struct CallRefusal: Hashable, Sendable {
    /// The call in which that was.
    package let call: Int64
    /// Who refused it.
    package let agent: String
    /// When it was.
    package let at: UnixTime

    package init(call: Int64, agent: String, at: UnixTime) {
        (self.call, self.agent, self.at) = (call, agent, at)
    }
}

extension LedgerReader {
    /// Who refused the request so far, the latest first.
    func refusals(of code: SpokenCode) throws(Refusal) -> [CallRefusal] {
        try phoneRefusals(ofCode: code.bytes, limit: 20).map {
            CallRefusal(call: $0.call, agent: $0.agent, at: UnixTime(rawValue: $0.at))
        }
    }
}
