import Activation
import Ledger
import Refusals

/// What is odd about this computer's clock, by the latest of what the vault signed last. Of a request that came as a
/// file it stops nothing: the clock may be right, and what was signed before may have a wrong date. In a call a person
/// says first that it is right.
package enum DeskClock: Hashable, Sendable {
    /// It is so many seconds before the latest signature, and more than an hour.
    case behind(seconds: Int64, latest: UnixTime)
    /// It is so many seconds after it, and more than thirty days.
    case ahead(seconds: Int64)

    private static let mostBehind: Int64 = 3600
    private static let mostAhead: Int64 = 30 * 86_400

    /// Nil where nothing is odd.
    ///
    /// - Parameter latest: the moment of the latest signature.
    private init?(now: UnixTime, latest: UnixTime) {
        let behind = Self.seconds(from: now, to: latest)
        let ahead = Self.seconds(from: latest, to: now)
        if behind > Self.mostBehind {
            self = .behind(seconds: behind, latest: latest)
        } else if ahead > Self.mostAhead {
            self = .ahead(seconds: ahead)
        } else {
            return nil
        }
    }

    /// Only a forged ledger has a moment that is too far away to be counted.
    private static func seconds(from one: UnixTime, to other: UnixTime) -> Int64 {
        let (seconds, overflows) = other.rawValue.subtractingReportingOverflow(one.rawValue)
        return overflows ? (one < other ? Int64.max : -Int64.max) : max(seconds, -Int64.max)
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
            "This computer's clock is \(spanInWords(seconds)) behind the latest signature in the ledger, \(latest)."
        case .ahead(let seconds):
            "By this computer's clock, this vault signed nothing for \(spanInWords(seconds)). Check the clock: a date "
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
        try ledger.read { (reader) throws(Refusal) in
            try DeskClock(now: surroundings.now(), ledger: reader)
        }
    }
}

extension DeskClock {
    /// What is odd about a clock that shows this; nil too where nothing was signed yet.
    ///
    /// Only what was signed counts: whatever else is written under a wrong clock, such as a license that is sold, would
    /// hide it from the next call, and would be held against the right one later.
    init?(now: UnixTime, ledger: LedgerReader) throws(Refusal) {
        guard let latest = try ledger.latestSigning(amongLast: Self.signaturesLookedAt) else { return nil }
        self.init(now: now, latest: UnixTime(rawValue: latest))
    }

    /// So many, and not only the last, because that one may have been made under the wrong clock; and not all, so that a
    /// date that was once wrong is forgotten, and the look costs the same whatever the vault has answered.
    static let signaturesLookedAt: Int64 = 20
}

/// A span of time for a person: `3 hours`, `2 days`, always whole ones.
func spanInWords(_ seconds: Int64) -> String {
    let days = seconds / 86_400
    if days > 1 { return "\(days) days" }
    let hours = max(seconds / 3600, 1)
    return hours == 1 ? "1 hour" : "\(hours) hours"
}
