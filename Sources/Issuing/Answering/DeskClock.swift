import Activation
import Ledger
import Refusals

/// What is odd about this computer's clock, by the latest moment that the ledger knows. It stops nothing: the
/// clock may be right, and what was written before may be wrong.
package enum DeskClock: Hashable, Sendable {
    /// It is so many seconds before the latest moment in the ledger, and more than an hour.
    case behind(seconds: Int64, latest: UnixTime)
    /// It is so many seconds after it, and more than thirty days.
    case ahead(seconds: Int64)

    private static let mostBehind: Int64 = 3600
    private static let mostAhead: Int64 = 30 * 86_400

    /// Nil where nothing is odd.
    init?(now: UnixTime, latest: UnixTime) {
        let (seconds, overflows) = now.rawValue.subtractingReportingOverflow(latest.rawValue)
        // Only a forged ledger has a moment so far away.
        let ahead = overflows ? (now < latest ? -Int64.max : Int64.max) : max(seconds, -Int64.max)
        if ahead < -Self.mostBehind {
            self = .behind(seconds: -ahead, latest: latest)
        } else if ahead > Self.mostAhead {
            self = .ahead(seconds: ahead)
        } else {
            return nil
        }
    }

    /// The stable name in JSON.
    package var code: String {
        switch self {
        case .behind: "desk-clock-behind"
        case .ahead: "desk-clock-ahead"
        }
    }

    /// One sentence for a person.
    package var sentence: String {
        switch self {
        case .behind(let seconds, let latest):
            "This computer's clock is \(spanInWords(seconds)) behind the latest time in the ledger, \(latest)."
        case .ahead(let seconds):
            "By this computer's clock, this vault was not used for \(spanInWords(seconds)). Check the clock: a date "
                + "that is signed cannot be taken back from the sites."
        }
    }

    /// What to do about it; nil where looking is enough.
    package var remedy: String? {
        guard case .behind = self else { return nil }
        return "Check the clock before you answer more: every signed date comes from it."
    }
}

extension Vault {
    /// What is odd about this computer's clock; nil where nothing is.
    ///
    /// - Throws: `vault.damaged`, `vault.busy`.
    package func deskClock(in surroundings: Surroundings) throws(Refusal) -> DeskClock? {
        let latest = try ledger.read { (reader) throws(Refusal) in
            try reader.latestAuditTime(amongLast: Self.rowsLookedAt)
        }
        return latest.flatMap { DeskClock(now: surroundings.now(), latest: UnixTime(rawValue: $0)) }
    }

    /// So many, and not only the last row, because that one may have been written under the wrong clock; and not
    /// all, so that it costs the same whatever the vault has answered.
    private static let rowsLookedAt: Int64 = 1000
}

/// A span of time for a person: `3 hours`, `2 days`, always whole ones.
func spanInWords(_ seconds: Int64) -> String {
    let days = seconds / 86_400
    if days > 1 { return "\(days) days" }
    let hours = max(seconds / 3600, 1)
    return hours == 1 ? "1 hour" : "\(hours) hours"
}
