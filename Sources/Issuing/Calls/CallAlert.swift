import Activation
import Cryptography
import Ledger
import PhoneCode
import Refusals

/// Something about calls that somebody should look at.
package struct CallAlert: Sendable {
    /// What it is: `wrong-proofs`, `too-many-wrong-proofs`, `seat-chosen`, `seat-claimed`, `many-answers-to-one-seat`,
    /// `rebindings-used-up`, `many-device-keys`.
    package let code: String
    /// The first moment that it is about.
    package let at: UnixTime
    /// The license as the code named it.
    package let license: String
    /// The license's customer; nil where there is no such license.
    package internal(set) var customer: String?
    /// The calls in which there were wrong proofs, ascending.
    package internal(set) var calls: [Int64] = []
    /// Who had these calls.
    package internal(set) var agents: [String] = []
    /// One sentence.
    package let sentence: String

    init(code: String, at: UnixTime, license: String, sentence: String) {
        (self.code, self.at, self.license, self.sentence) = (code, at, license, sentence)
    }
}

extension LedgerReader {
    /// How many answers by telephone to one seat within thirty days are told of: more than these.
    package static let usualAnswersToSeat: Int64 = 3
    private static let alertDays: Int64 = 30

    /// What the audit log and the answers of the last thirty days have that an attacker, or an agent who was talked
    /// over, would leave there. The oldest first.
    ///
    /// - Throws: `vault.damaged`, `vault.busy`.
    package func callAlerts(now: UnixTime) throws(Refusal) -> [CallAlert] {
        let since = now.rawValue - Self.alertDays * 86_400
        var alerts =
            try wrongProofs(since: since) + chosenSeats(since: since) + seatsTakenOver(since: since)
            + answersToOneSeat(since: since) + manyDevices(since: since)
            + usedUpRebindings(since: since, now: now)
        var customers: [String: String?] = [:]
        for index in alerts.indices {
            let license = alerts[index].license
            if customers[license] == nil { customers[license] = .some(try customer(ofLicense: license)) }
            alerts[index].customer = customers[license] ?? nil
        }
        return alerts.sorted { ($0.at, $0.code) < ($1.at, $1.code) }
    }

    private func customer(ofLicense text: String) throws(Refusal) -> String? {
        guard let id = LicenseID(text: text) else { return nil }
        return try license(id.bytes)?.customerName
    }

    /// An alert for each license and each time in which no hour went by without a wrong proof.
    private func wrongProofs(since: Int64) throws(Refusal) -> [CallAlert] {
        let wrong = try auditEntries(of: AuditAction.callProofWrong.rawValue, since: since)
        let blocked = try auditEntries(of: AuditAction.callBlocked.rawValue, since: since)
        let blockedByLicense = Dictionary(grouping: blocked, by: \.subject)
        var alerts: [CallAlert] = []
        for (license, rows) in Dictionary(grouping: wrong, by: \.subject) {
            let customer = try customer(ofLicense: license)
            for run in WrongProofs.runs(of: rows.map { ($0.at, $0.detail ?? "") }) {
                let refused = blockedByLicense[license, default: []].filter { run.covers($0.at) }
                let calls = (run.details + refused.map { $0.detail ?? "" }).compactMap(CallReference.init)
                var alert = CallAlert(
                    code: run.mostInAnHour >= Vault.attemptsPerLicense || !refused.isEmpty
                        ? "too-many-wrong-proofs" : "wrong-proofs",
                    at: UnixTime(rawValue: run.first), license: license,
                    sentence: run.sentence(license, of: customer, in: calls, refused: refused.count))
                alert.calls = Set(calls.map(\.call)).sorted()
                alert.agents = Set(calls.map(\.agent)).sorted()
                alerts.append(alert)
            }
        }
        return alerts
    }

    private func chosenSeats(since: Int64) throws(Refusal) -> [CallAlert] {
        var entries = try auditEntries(of: AuditAction.callSeatChosen.rawValue, since: since)
        entries += try auditEntries(of: AuditAction.seatChosen.rawValue, since: since)
        return entries.map { entry in
            CallAlert(
                code: "seat-chosen", at: UnixTime(rawValue: entry.at), license: entry.subject,
                sentence: "A person chose the seat of license \(entry.subject): \(entry.detail ?? "erased").")
        }
    }

    private func seatsTakenOver(since: Int64) throws(Refusal) -> [CallAlert] {
        try auditEntries(of: AuditAction.seatTakenOver.rawValue, since: since).map { entry in
            CallAlert(
                code: "seat-claimed", at: UnixTime(rawValue: entry.at), license: entry.subject,
                sentence:
                    "A machine that sent a file took a seat that was given by telephone: \(entry.detail ?? "erased")."
            )
        }
    }

    /// A machine that is installed anew has a new device key. One that has many may be many machines that say they are it.
    private func manyDevices(since: Int64) throws(Refusal) -> [CallAlert] {
        try seatsWithManyDevices(
            since: since, moreThan: Self.usualAnswersToSeat, limit: Self.mostAlertsOfAKind
        ).map { seat, keys, first in
            let license = (try? LicenseID(seat.licenseID))?.description ?? "?"
            return CallAlert(
                code: "many-device-keys", at: UnixTime(rawValue: first), license: license,
                sentence:
                    "Seat \(seat.number) of license \(license) was answered for \(keys) new device keys within thirty "
                    + "days: one machine was installed again and again, or several say that they are it.")
        }
    }

    /// The licenses that had a change of machine, and have none left.
    private func usedUpRebindings(since: Int64, now: UnixTime) throws(Refusal) -> [CallAlert] {
        var alerts: [CallAlert] = []
        for (bytes, at) in try licensesRebound(since: since, limit: Self.mostAlertsOfAKind) {
            guard let standing = try license(bytes) else { continue }
            let entitlement = try Entitlement(standing)
            let tally = try rebindings(of: entitlement, at: now)
            guard tally.isUsedUp else { continue }
            alerts.append(
                CallAlert(
                    code: "rebindings-used-up", at: UnixTime(rawValue: at),
                    license: entitlement.id.description,
                    sentence:
                        "License \(entitlement.id) has used \(tally.used) of \(tally.allowed) changes of machine; the next "
                        + "needs a reason."))
        }
        return alerts
    }

    private static let mostAlertsOfAKind: Int64 = 1000

    private func answersToOneSeat(since: Int64) throws(Refusal) -> [CallAlert] {
        var alerts: [CallAlert] = []
        for answers in try phoneAnswers(since: since, moreThan: Self.usualAnswersToSeat) {
            let license = (try? LicenseID(answers.license))?.description ?? "?"
            let seat = try activation(answers.activation)?.number ?? 0
            alerts.append(
                CallAlert(
                    code: "many-answers-to-one-seat", at: UnixTime(rawValue: answers.first), license: license,
                    sentence:
                        "Seat \(seat) of license \(license) was answered \(answers.count) times by "
                        + "telephone within thirty days."))
        }
        return alerts
    }
}

/// Wrong proofs for one license that followed one another within an hour each.
private struct WrongProofs {
    private(set) var times: [Int64]
    /// What the audit log says of each.
    private(set) var details: [String]

    var first: Int64 { times.first ?? 0 }

    /// The most of them that any hour had.
    var mostInAnHour: Int64 {
        var most = 0
        var start = 0
        for (end, time) in times.enumerated() {
            while time - times[start] >= Vault.attemptWindow { start += 1 }
            most = max(most, end - start + 1)
        }
        return Int64(most)
    }

    /// Whether something happened while they still counted.
    func covers(_ time: Int64) -> Bool {
        time >= first && time <= (times.last ?? 0) + Vault.attemptWindow
    }

    func sentence(
        _ license: String, of customer: String?, in calls: [CallReference], refused: Int
    ) -> String {
        let whose =
            customer.map { "license \(license) of \($0)" }
            ?? "\(license), which is not a license of this vault"
        var sentence =
            times.count == 1
            ? "A wrong code was given for \(whose)"
            : "\(times.count) wrong codes were given for \(whose)"
                + (mostInAnHour < times.count ? ", up to \(mostInAnHour) within an hour" : "")
        if refused > 0 {
            sentence += "; \(refused) more after that \(refused == 1 ? "was" : "were") not checked"
        }
        return sentence + Self.place(of: calls) + "."
    }

    /// Where that was: of very many, the first.
    private static func place(of references: [CallReference]) -> String {
        let calls = Set(references.map(\.call)).sorted()
        let agents = Set(references.map(\.agent)).sorted()
        guard !calls.isEmpty else { return "" }
        let numbers = NumberRuns.text(calls.prefix(mostCalls).compactMap { Int(exactly: $0) })
        let names = agents.prefix(mostAgents).joined(separator: ", ")
        return
            " (\(calls.count == 1 ? "call" : "calls") \(numbers)\(calls.count > mostCalls ? " and others" : ""), "
            + "\(agents.count == 1 ? "agent" : "agents") \(names)\(agents.count > mostAgents ? " and others" : ""))"
    }

    private static let mostCalls = 20
    private static let mostAgents = 5

    /// - Parameter rows: in the order of the audit log; a clock that was set back is taken as standing still.
    static func runs(of rows: [(at: Int64, detail: String)]) -> [WrongProofs] {
        var runs: [WrongProofs] = []
        for (time, detail) in rows {
            if let last = runs.last?.times.last, time - last < Vault.attemptWindow {
                runs[runs.count - 1].times.append(max(time, last))
                runs[runs.count - 1].details.append(detail)
            } else {
                runs.append(WrongProofs(times: [time], details: [detail]))
            }
        }
        return runs
    }
}
