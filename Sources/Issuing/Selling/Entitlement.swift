import Activation
import Cryptography
import Ledger
import Refusals

/// What the ledger says about a license, in the words of the documents.
package struct Entitlement: Sendable {
    let standing: LicenseStanding
    /// The license's id.
    package let id: LicenseID
    /// The product it is for.
    package let product: ProductID
    /// How long it lasts, by kind.
    package let kind: LicenseKind
    /// Whom it is bound to.
    package let binding: LicenseBinding
    /// The numbers of its features, ascending.
    package let features: [FeatureCatalogue.Number]

    /// Reads a row of the ledger.
    ///
    /// - Throws: `vault.damaged` if it breaks a rule that the documents have.
    package init(_ standing: LicenseStanding) throws(Refusal) {
        let record = standing.license
        let features = record.features.compactMap { FeatureCatalogue.Number(exactly: $0) }
        guard
            let id = try? LicenseID(record.id), let product = ProductID(record.productID),
            features.count == record.features.count, features.count <= License.maximumFeatures,
            Self.isTermConsistent(record), (1...Self.maximumSeats).contains(record.seats)
        else { throw Refusal(.vaultDamaged, "A license in the ledger is damaged.") }
        self.standing = standing
        self.id = id
        self.product = product
        self.features = features
        kind =
            switch record.kind {
            case .perpetual: .perpetual
            case .untilDay: .dated
            case .lease: .lease
            case .trial: .trial
            }
        binding =
            switch record.binding {
            case .machine: .machine
            case .user: .user
            case .none: .site
            }
    }

    static let maximumSeats: Int64 = 1_000_000
    static let maximumDays: Int64 = 36_500
    /// The last day that a license can name: its end is written as the first moment of the next day, and
    /// documents name no moment after 9999.
    static let latestDay = CalendarDay(daysSince1970: 2_932_895)

    /// Whether a license of this term could be signed, and be read by a machine.
    private static func isTermConsistent(_ record: LicenseRecord) -> Bool {
        let knownDays = 0...Int64(latestDay.daysSince1970)
        if let until = record.maintenanceUntil, !knownDays.contains(until) { return false }
        return switch record.kind {
        case .perpetual: record.endsOn == nil && record.days == nil
        case .untilDay: record.days == nil && record.endsOn.map(knownDays.contains) ?? false
        case .lease, .trial: record.endsOn == nil && record.days.map((1...maximumDays).contains) ?? false
        }
    }

    var seats: Int { Int(standing.license.seats) }

    /// The last day of maintenance, if any was agreed.
    package var maintenanceUntil: CalendarDay? { standing.license.maintenanceUntil.map(Self.day) }

    /// The term in words: `until 2027-03-31`, `lease of 30 days`.
    package var termInWords: String {
        let days = standing.license.days.map { "\($0) days" } ?? ""
        return switch kind {
        case .perpetual: "perpetual"
        case .dated: "until \(standing.license.endsOn.map { Self.day($0).description } ?? "?")"
        case .lease: "lease of \(days)"
        case .trial: "trial of \(days)"
        }
    }

    /// The last day of a license that is issued today to a machine which was first activated then.
    ///
    /// - Throws: `license.ended`.
    func lastDay(today: CalendarDay, firstActivation: CalendarDay) throws(Refusal) -> CalendarDay? {
        let last: CalendarDay?
        switch kind {
        case .perpetual: last = nil
        case .dated: last = standing.license.endsOn.map(Self.day)
        // The day of activation is a gift: whoever activates in the afternoon has so many whole days still.
        case .lease: last = today.adding(days: Int(standing.license.days ?? 0))
        case .trial: last = firstActivation.adding(days: Int(standing.license.days ?? 0))
        }
        if let last, last < today {
            throw Refusal(
                .licenseEnded,
                kind == .trial
                    ? "The trial ended on this machine on \(last)." : "License \(id) ended on \(last).")
        }
        return last
    }

    /// The document that grants it.
    func license(
        issuedOn day: CalendarDay, lastDay: CalendarDay?, answering request: RequestDigest
    ) -> License {
        License(
            product: product, issuedOn: day, startsOn: nil, lastDay: lastDay, request: request, id: id,
            kind: kind,
            binding: binding, features: features, seats: binding == .site ? UInt32(clamping: seats) : 1,
            maintenanceUntil: maintenanceUntil)
    }

    private static func day(_ number: Int64) -> CalendarDay {
        CalendarDay(daysSince1970: Int32(clamping: number))
    }
}
