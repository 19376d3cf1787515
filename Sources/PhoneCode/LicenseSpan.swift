import Activation

/// How long a license lasts and how long its maintenance, as one number of 16 bits. Of what licenses can say, only the
/// usual has a number.
///
/// | numbers | kind | last day, in days after the day of issue | maintenance |
/// |---|---|---|---|
/// | 0 | perpetual | | none |
/// | 1 to 8,192 | perpetual | | until 4,096 days before to 4,095 days after the day of issue |
/// | 8,193 to 35,192 | dated | 0 to 26,999 | none |
/// | 35,193 to 48,192 | dated | 0 to 12,999 | until the last day |
/// | 48,193 to 56,384 | lease | 0 to 8,191 | none |
/// | 56,385 to 60,480 | trial | 0 to 4,095 | none |
struct LicenseSpan: Hashable {
    /// How long it lasts, by kind.
    let kind: LicenseKind
    /// Days from the day of issue to the last day; nil for ever.
    let days: Int?
    /// Days from the day of issue to the last day of maintenance; nil for none.
    let maintenanceDays: Int?

    private static let width = 16
    private static let perpetual = 0..<1
    private static let maintained = 1..<8193
    private static let dated = 8193..<35_193
    private static let datedMaintained = 35_193..<48_193
    private static let lease = 48_193..<56_385
    private static let trial = 56_385..<60_481
    private static let earliestMaintenance = -4096

    init(kind: LicenseKind, days: Int?, maintenanceDays: Int?) {
        self.kind = kind
        self.days = days
        self.maintenanceDays = maintenanceDays
    }

    /// The span of a license.
    init(of license: License) {
        let issued = Int(license.issuedOn.daysSince1970)
        self.init(
            kind: license.kind, days: license.lastDay.map { Int($0.daysSince1970) - issued },
            maintenanceDays: license.maintenanceUntil.map { Int($0.daysSince1970) - issued })
    }

    /// Its number; nil if it has none.
    var number: UInt64? {
        let (range, offset): (Range<Int>, Int)
        switch (kind, days, maintenanceDays) {
        case (.perpetual, nil, nil): (range, offset) = (Self.perpetual, 0)
        case (.perpetual, nil, let end?): (range, offset) = (Self.maintained, end - Self.earliestMaintenance)
        case (.dated, let days?, nil): (range, offset) = (Self.dated, days)
        case (.dated, let days?, let end?) where days == end: (range, offset) = (Self.datedMaintained, days)
        case (.lease, let days?, nil): (range, offset) = (Self.lease, days)
        case (.trial, let days?, nil): (range, offset) = (Self.trial, days)
        default: return nil
        }
        guard (0..<range.count).contains(offset) else { return nil }
        return UInt64(range.lowerBound + offset)
    }

    /// The span of a number; nil if no span has it.
    init?(number: UInt64) {
        let number = Int(clamping: number)
        switch number {
        case Self.perpetual: self.init(kind: .perpetual, days: nil, maintenanceDays: nil)
        case Self.maintained:
            let end = number - Self.maintained.lowerBound + Self.earliestMaintenance
            self.init(kind: .perpetual, days: nil, maintenanceDays: end)
        case Self.dated:
            self.init(kind: .dated, days: number - Self.dated.lowerBound, maintenanceDays: nil)
        case Self.datedMaintained:
            let days = number - Self.datedMaintained.lowerBound
            self.init(kind: .dated, days: days, maintenanceDays: days)
        case Self.lease:
            self.init(kind: .lease, days: number - Self.lease.lowerBound, maintenanceDays: nil)
        case Self.trial:
            self.init(kind: .trial, days: number - Self.trial.lowerBound, maintenanceDays: nil)
        default: return nil
        }
    }
}
