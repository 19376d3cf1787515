/// A machine (or a user on it) that has, or had, a seat of a license.
package struct ActivationRecord: Hashable, Sendable {
    /// The ledger's number for it.
    package let id: Int64
    /// The license, 5 bytes.
    package let licenseID: [UInt8]
    /// The fingerprint last seen, in its canonical bytes.
    package let fingerprint: [UInt8]
    /// The device's public key last seen, 32 bytes.
    package let deviceKey: [UInt8]
    /// When it took its seat, seconds since 1970.
    package let firstAt: Int64
    /// When it was last answered, seconds since 1970.
    package let lastAt: Int64
    /// When it gave its seat back, seconds since 1970; nil while the seat is in use.
    package let returnedAt: Int64?
    /// The number of its seat as people know it: the license's first is 1.
    package let number: Int64
    /// What is told of its machine, or its user, by telephone: 0 to 127; nil for none.
    package let mark: Int64?

    init(_ columns: Columns) throws {
        id = try columns.integer(0)
        licenseID = try columns.blob(1, count: 5)
        fingerprint = try columns.blob(2)
        deviceKey = try columns.blob(3, count: 32)
        firstAt = try columns.integer(4)
        lastAt = try columns.integer(5)
        returnedAt = try columns.optionalInteger(6)
        number = try columns.integer(7)
        mark = try columns.optionalInteger(8)
    }

    static let query =
        "SELECT id, license_id, fingerprint, device_key, first_at, last_at, returned_at, number, mark "
        + "FROM activations"
    static let newest = query + " WHERE license_id = ? ORDER BY number DESC LIMIT ?"
    static let inUseByMark =
        query + """
             INDEXED BY activations_by_mark WHERE license_id = ? AND mark = ? AND returned_at IS NULL
            ORDER BY id DESC LIMIT ?
            """
    static let byNumber = query + " WHERE license_id = ? AND number = ?"
    static let inUseByFingerprint =
        query + " WHERE license_id = ? AND fingerprint = ? AND returned_at IS NULL ORDER BY id LIMIT ?"
    static let byFingerprint = query + " WHERE license_id = ? AND fingerprint = ? ORDER BY id DESC"
    private static let withDeviceKey =
        query + " JOIN (SELECT activation_id FROM devices WHERE license_id = ? AND device_key = ?)"
        + " ON activation_id = id"
    static let byDeviceKey = withDeviceKey + " ORDER BY id DESC"
    static let inUseByDeviceKey =
        withDeviceKey + " WHERE returned_at IS NULL ORDER BY id DESC LIMIT \(mostOfOneKey)"
    static let earlierByDeviceKey = withDeviceKey + " WHERE id < ? ORDER BY id DESC LIMIT 1"
    /// How many seats of a license are in use, as an expression. None is counted one by one, but for those that were
    /// given back.
    static func inUse(of license: String) -> String {
        """
        ifnull((SELECT max(number) FROM activations WHERE license_id = \(license)), 0)
        - (SELECT count(*) FROM activations INDEXED BY activations_returned
           WHERE license_id = \(license) AND returned_at IS NOT NULL)
        """
    }
    /// A device key has one seat, or a few if its machine changed beyond recognition. More is nobody's accident.
    private static let mostOfOneKey = 64
}
