/// A license with what has become of it.
package struct LicenseStanding: Hashable, Sendable {
    /// The license as it was sold.
    package let license: LicenseRecord
    /// The customer's name.
    package let customerName: String
    /// How many seats are in use.
    package let seatsInUse: Int64
    /// When and why it was revoked, or nil.
    package let revocation: RevocationRecord?

    init(_ columns: Columns) throws {
        license = try LicenseRecord(columns)
        let next = LicenseRecord.columnCount
        customerName = try columns.text(next)
        seatsInUse = try columns.integer(next + 1)
        revocation =
            columns.isNull(next + 2)
            ? nil
            : RevocationRecord(
                licenseID: license.id, at: try columns.integer(next + 2), reason: try columns.text(next + 3))
    }
}
