/// How far a machine's clock may be before the latest moment that the machine has seen, until it counts as set
/// back. It stands in the product file, signed by the vendor.
package struct ClockTolerance: Hashable, Sendable {
    /// Hours, 1 to 720.
    package let hours: UInt16

    /// From an hour, for the changes of summer time, to thirty days, for batteries that have run down.
    package static let range: ClosedRange<UInt16> = 1...720

    /// Where the vendor said nothing: a day.
    package static let standard = ClockTolerance(uncheckedHours: 24)

    /// A tolerance; nil if it is not 1 to 720 hours.
    package init?(hours: UInt16) {
        guard Self.range.contains(hours) else { return nil }
        self.init(uncheckedHours: hours)
    }

    private init(uncheckedHours: UInt16) { hours = uncheckedHours }

    /// The same in seconds.
    package var seconds: Int64 { Int64(hours) * 3600 }
}
