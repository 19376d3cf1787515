import Activation
import COSE
import Cryptography
import Ledger
import Refusals

/// An answer on its way into the ledger: before it is signed with an ``Award``, then with an ``IssuedAnswer``.
struct AnswerInHand<Given: Sendable>: Sendable {
    /// What comes of a request.
    enum Outcome: Sendable {
        /// Nothing; of which license, where the request could be read.
        case refused(Refusal, license: LicenseID?)
        /// What it got before.
        case again(IssuedAnswer, AskedRequest)
        /// This, and its seat is written.
        case given(Given, SeatPlan, ActivationRecord, AskedRequest)
    }

    let outcome: Outcome
    let origin: Origin
    /// Its place in the log, which it was given when it was decided.
    let event: ReservedEvent
}

extension AnswerInHand<Award> {
    /// The same, signed.
    func signed(with issuing: OpenIssuingKey) throws(Refusal) -> AnswerInHand<IssuedAnswer> {
        let outcome: AnswerInHand<IssuedAnswer>.Outcome
        switch self.outcome {
        case .refused(let refusal, let license): outcome = .refused(refusal, license: license)
        case .again(let issued, let request): outcome = .again(issued, request)
        case .given(let award, let plan, let seat, let request):
            outcome = .given(try award.signed(with: issuing), plan, seat, request)
        }
        return AnswerInHand<IssuedAnswer>(outcome: outcome, origin: origin, event: event)
    }
}

extension Award {
    func signed(with issuing: OpenIssuingKey) throws(Refusal) -> IssuedAnswer {
        switch self {
        case .license(let grant): try issued(grant.license, issuing)
        case .correction(let correction): try issued(correction.correction, issuing)
        }
    }

    private func issued(_ body: some DocumentBody, _ issuing: OpenIssuingKey) throws(Refusal) -> IssuedAnswer
    {
        let signed = try Verified(signing: body, key: issuing.key, keyIdentifier: issuing.identifier)
        return IssuedAnswer(award: self, encoded: signed.encoded)
    }

    /// What the audit log calls it.
    var action: AuditAction {
        switch self {
        case .license: .requestGranted
        case .correction: .timeCorrected
        }
    }
}
