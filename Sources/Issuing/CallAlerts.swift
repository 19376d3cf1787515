import Activation
import Cryptography
import Ledger
import Refusals

/// Something about calls that somebody should look at.
public struct CallAlert: Sendable {
    /// What it is: `wrong-proofs`, `too-many-wrong-proofs`, `seat-chosen`, `many-answers-to-one-seat`.
    public let code: String
    /// The first moment that it is about.
    public let at: UnixTime
    /// The license as the code named it.
    public let license: String
    /// One sentence.
    public let sentence: String
}

extension LedgerReader {
    /// How many answers by telephone to one seat within thirty days are told of: more than these.
    public static let usualAnswersToSeat: Int64 = 3
    private static let alertDays: Int64 = 30

    /// What the audit log and the answers of the last thirty days have that an attacker, or an agent who was talked
    /// over, would leave there. The oldest first.
    ///
    /// - Throws: `vault.damaged`, `vault.busy`.
    public func callAlerts(now: UnixTime) throws(Refusal) -> [CallAlert] {
        let since = now.rawValue - Self.alertDays * 86_400
        var alerts: [CallAlert] = []
        for hour in try auditHours(of: AuditAction.callProofWrong.rawValue, since: since) {
            let isMany = hour.count >= Vault.attemptsPerLicense
            alerts.append(
                CallAlert(
                    code: isMany ? "too-many-wrong-proofs" : "wrong-proofs",
                    at: UnixTime(rawValue: hour.first),
                    license: hour.subject,
                    sentence: hour.count == 1
                        ? "A code for license \(hour.subject) had a wrong proof."
                        : "\(hour.count) codes for license \(hour.subject) had a wrong proof within an hour.")
            )
        }
        let chosen = try auditEntries(
            carrier: Carrier.phone.rawValue, detailContaining: ", seat chosen by the agent: ", since: since)
        for entry in chosen {
            alerts.append(
                CallAlert(
                    code: "seat-chosen", at: UnixTime(rawValue: entry.at), license: entry.subject,
                    sentence: "An agent chose the seat of license \(entry.subject): \(entry.detail)."))
        }
        for answers in try phoneAnswers(since: since, moreThan: Self.usualAnswersToSeat) {
            let license = (try? LicenseID(answers.license))?.description ?? "?"
            let seat = try activations(ofLicense: answers.license).seatNumber(of: answers.activation)
            alerts.append(
                CallAlert(
                    code: "many-answers-to-one-seat", at: UnixTime(rawValue: answers.first), license: license,
                    sentence:
                        "Seat \(seat) of license \(license) was answered \(answers.count) times by "
                        + "telephone within thirty days."))
        }
        return alerts.sorted { ($0.at, $0.code) < ($1.at, $1.code) }
    }
}
