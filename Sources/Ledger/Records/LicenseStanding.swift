/// A license with what has become of it.
package struct LicenseStanding: Hashable, Sendable {
    /// The license as it was sold, or changed since.
    package let license: LicenseRecord
    /// The customer's name.
    package let customerName: String
    /// How many seats are in use.
    package let seatsInUse: Int64
    /// When and why it was revoked, or nil.
    package var revocation: LicenseRecord.Revocation? { license.revocation }
}

/// What is counted of a license, so that nobody has to count it.
struct SeatTally: Hashable, Sendable {
    /// The license, 5 bytes.
    let licenseID: [UInt8]
    /// How many seats were ever taken: the number of the last one.
    var taken: Int64
    /// How many of them were given back, and not taken again.
    var returned: Int64
    /// How many rebindings there were.
    var rebindings: Int64
    /// The event that wrote it last.
    var event: Int64 = 0

    /// Only a forged row has numbers that cannot be subtracted.
    var inUse: Int64 {
        let (number, overflows) = taken.subtractingReportingOverflow(returned)
        return overflows ? taken : max(number, 0)
    }
}

extension SeatTally: ViewRecord {
    static let view = LedgerView.seatTallies

    var values: [LedgerValue] {
        [.blob(licenseID), .integer(taken), .integer(returned), .integer(rebindings)]
    }

    init(_ columns: Columns) throws {
        self.init(
            licenseID: try columns.blob(0, count: 5), taken: try columns.integer(1),
            returned: try columns.integer(2), rebindings: try columns.integer(3),
            event: try columns.integer(Self.eventPlace))
    }
}
