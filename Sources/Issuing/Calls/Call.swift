import Activation
import Cryptography
import Ledger
import PhoneCode
import Refusals

/// A call by telephone, as far as it has come, so that another agent can go on with it.
package struct Call: Sendable {
    var row: CallRow
    /// Whether it was over before it was gone on with just now.
    package fileprivate(set) var wasOver = false

    /// What agents call it by, counted from 1 in each vault.
    package var number: Int64 { row.id }
    /// When it began.
    package var openedAt: UnixTime { UnixTime(rawValue: row.openedAt) }
    /// When something last happened.
    package var updatedAt: UnixTime { UnixTime(rawValue: row.updatedAt) }
    /// Who has it.
    package var agent: String { row.agent }
    /// The license, once the caller has proven the activation key.
    package var license: LicenseID? { row.licenseID.flatMap { try? LicenseID($0) } }
    /// The license that the caller's groups name, once all are typed. Nobody has proven anything by it.
    package var namedLicense: LicenseID? {
        let entry = CodeEntry(direction: .request, form: form, restoring: typed)
        return entry.code.flatMap { try? RequestCode($0) }?.license
    }
    /// The request code, once it was proven.
    package var code: SpokenCode? { row.code.flatMap { SpokenCode(bytes: $0, direction: .request) } }
    /// The groups of the request code that were typed, by number.
    package var typed: [Int: String] { CallText.groups(row.typed).texts }
    /// Whether they are words.
    package var form: CodeForm { CallText.groups(row.typed).form }
    /// The group of the answer that is read next; 0 where none was begun.
    package var position: Int { Int(row.position) }
    /// The seat that the agent chose for a code; nil for another code than the call is about.
    package func seat(for code: SpokenCode) -> SeatChoice? {
        row.code == code.bytes ? row.seat.flatMap { SeatChoice($0) } : nil
    }
    /// Whether an agent refused what was asked for, and nobody looked at it since.
    package var isRefused: Bool { row.licenseID != nil && row.code == nil }
    /// Whether it is over.
    package var isEnded: Bool { row.endedAt != nil }
}

/// The groups of a call as the ledger keeps them: the form, then a line for each group.
enum CallText {
    static func text(_ groups: [Int: String], _ form: CodeForm) -> String {
        ([form.rawValue] + groups.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
            .joined(separator: "\n")
    }

    static func groups(_ text: String) -> (texts: [Int: String], form: CodeForm) {
        let lines = text.split(separator: "\n")
        let form = lines.first.flatMap { CodeForm(rawValue: String($0)) } ?? .digits
        var texts: [Int: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0]) else { continue }
            texts[number] = String(parts[1])
        }
        return (texts, form)
    }
}

extension Vault {
    /// Who answers calls: 1 to 64 characters that can be shown.
    ///
    /// - Throws: `usage.invalid`.
    static func requireAgent(_ name: String) throws(Refusal) {
        guard (1...64).contains(name.unicodeScalars.count), DisplayText.isAcceptable(name) else {
            throw Refusal(
                .usageInvalid, "This cannot be used as an agent's name.",
                remedy: "Give 1 to 64 characters.")
        }
    }

    /// Opens a call, which the audit log tells.
    ///
    /// - Throws: `usage.invalid` for a name that cannot be shown; what writing throws.
    package func openCall(agent: String, in surroundings: Surroundings) throws(Refusal) -> Call {
        try Self.requireAgent(agent)
        return try ledger.write { (writer) throws(Refusal) in
            let id = try writer.openCall(agent: agent, at: surroundings.now().rawValue)
            let call = try Self.known(writer.call(id), id)
            try append(.callOpened, call.held, of: nil, in: writer, surroundings)
            return call
        }
    }

    /// Goes on with a call, and takes it out of the hands of whoever has it. If that is another agent, or the call was
    /// over, the audit log tells it.
    ///
    /// - Throws: `phone.call-unknown`; what writing throws.
    package func resumeCall(_ number: Int64, agent: String, in surroundings: Surroundings) throws(Refusal)
        -> Call
    {
        try Self.requireAgent(agent)
        return try ledger.write { (writer) throws(Refusal) in
            let before = try Self.known(writer.call(number), number)
            var call = before
            call.wasOver = before.isEnded
            (call.row.agent, call.row.endedAt) = (agent, nil)
            call.row.session += 1
            call.row.updatedAt = surroundings.now().rawValue
            try writer.keep(call.row)
            let isTakenOver = agent != before.agent
            // The same agent in another window is no news.
            let isNews = isTakenOver || before.isEnded
            try append(
                isNews ? .callResumed : .callKept, call.held, of: call.license,
                more: isTakenOver ? ", taken over from \(before.agent)" : "", in: writer, surroundings)
            return call
        }
    }

    /// Keeps how far a call has come.
    ///
    /// - Parameters:
    ///   - typed: the right groups of the request code.
    ///   - position: the group of the answer that is read next.
    /// - Throws: `phone.call-unknown`, `phone.call-taken`; what writing throws.
    package func keepCall(
        _ held: HeldCall, typed: CodeEntry? = nil, position: Int? = nil, isEnded: Bool = false,
        in surroundings: Surroundings
    ) throws(Refusal) {
        try ledger.write { (writer) throws(Refusal) in
            var call = try held.call(in: writer)
            let now = surroundings.now().rawValue
            call.row.updatedAt = now
            if let typed { call.row.typed = CallText.text(typed.texts, typed.form) }
            if let position { call.row.position = Int64(max(0, min(position, 64))) }
            if isEnded { call.row.endedAt = now }
            try writer.keep(call.row)
            try append(.callKept, held, of: call.license, in: writer, surroundings)
        }
    }

    /// Ends a call in which nothing is granted. What the agent chose is forgotten, and the audit log tells it. An agent
    /// who looks at the same request later, in any call, is told too. What was granted before stays granted.
    ///
    /// - Returns: whether nothing was granted.
    /// - Throws: `phone.call-unknown`, `phone.call-taken`; what writing throws.
    @discardableResult
    package func refuseCall(_ held: HeldCall, in surroundings: Surroundings) throws(Refusal) -> Bool {
        try ledger.write { (writer) throws(Refusal) in
            var call = try held.call(in: writer)
            let now = surroundings.now().rawValue
            guard try !Self.isGranted(call, in: writer) else {
                (call.row.updatedAt, call.row.endedAt) = (now, now)
                try writer.keep(call.row)
                try append(.callKept, held, of: call.license, in: writer, surroundings)
                return false
            }
            var request = ""
            if let spoken = call.code, let license = call.license {
                try writer.addPhoneRefusal(
                    ofCode: spoken.bytes, license: license.bytes, call: held.number, agent: held.agent,
                    at: now)
                if let code = try? RequestCode(spoken) { request = "request \(code.digest.hexadecimal), " }
            }
            (call.row.code, call.row.seat, call.row.shown, call.row.position) = (nil, nil, nil, 0)
            (call.row.updatedAt, call.row.endedAt) = (now, now)
            try writer.keep(call.row)
            try append(.callRefused, held, of: call.license, request, in: writer, surroundings)
            return true
        }
    }

    private static func isGranted(_ call: Call, in reader: LedgerReader) throws(Refusal) -> Bool {
        guard let spoken = call.code, let code = try? RequestCode(spoken) else { return false }
        let digest = PhoneSeat.ledgerDigest(code.digest, of: code.license, code.kind)
        return try reader.hasAnswered(digest.bytes)
    }

    private func append(
        _ action: AuditAction, _ held: HeldCall, of license: LicenseID?, _ request: String = "",
        more: String = "", in writer: LedgerWriter, _ surroundings: Surroundings
    ) throws(Refusal) {
        try writer.appendAudit(
            entry(
                action, of: .license(license),
                detail: "\(request)call \(held.number), agent \(held.agent)\(more)",
                carrier: Carrier.phone.rawValue,
                in: surroundings))
    }

    static func known(_ row: CallRow?, _ number: Int64) throws(Refusal) -> Call {
        guard let row else {
            throw Refusal(.phoneCallUnknown, "There is no call \(number).")
        }
        return Call(row: row)
    }
}

extension LedgerReader {
    /// A call in which nothing was done for so many days is not gone on with any more.
    package static let callDays: Int64 = 14
    /// The same of a call whose caller has not proven the activation key: some groups were typed, and it broke off.
    package static let unprovenCallDays: Int64 = 3

    /// The calls that go on and in which something was told, the latest first. Not those whose request came again in a
    /// later call.
    ///
    /// - Throws: `vault.damaged`, `vault.busy`.
    package func callsThatGoOn(now: UnixTime) throws(Refusal) -> [Call] {
        let (since, unproven) = (
            now.rawValue - Self.callDays * 86_400, now.rawValue - Self.unprovenCallDays * 86_400
        )
        var calls: [Call] = []
        for row in try openCalls(since: since, unprovenSince: unproven, limit: 50) {
            calls.append(Call(row: row))
        }
        return calls
    }

    /// The customer of a call, for the agent only: as long as the caller has not proven the activation key, that of the
    /// license that they named. Nil where neither is known.
    ///
    /// - Throws: `vault.damaged`, `vault.busy`.
    package func customer(of call: Call) throws(Refusal) -> String? {
        guard let id = call.license ?? call.namedLicense else { return nil }
        return try license(id.bytes)?.customerName
    }
}
