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

    /// How many time corrections it had.
    package internal(set) var corrections: Int64 = 0
    /// The event that wrote it last.
    package internal(set) var event: Int64 = 0

    init(
        id: Int64, licenseID: [UInt8], fingerprint: [UInt8], deviceKey: [UInt8], firstAt: Int64,
        lastAt: Int64, returnedAt: Int64?, number: Int64, mark: Int64?
    ) {
        self.id = id
        self.licenseID = licenseID
        self.fingerprint = fingerprint
        self.deviceKey = deviceKey
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.returnedAt = returnedAt
        self.number = number
        self.mark = mark
    }
}

extension ActivationRecord: ViewRecord {
    static let view = LedgerView.activations

    var values: [LedgerValue] {
        [
            .integer(id), .blob(licenseID), .integer(number), .blob(fingerprint), .blob(deviceKey),
            .integer(mark), .integer(firstAt), .integer(lastAt), .integer(returnedAt), .integer(corrections),
        ]
    }

    var scope: Int64? { number }
    var thing: [UInt8]? { AuditSubject.thing(ofLicense: licenseID) }

    init(_ columns: Columns) throws {
        self.init(
            id: try columns.integer(0), licenseID: try columns.blob(1, count: 5),
            fingerprint: try columns.blob(3), deviceKey: try columns.blob(4, count: 32),
            firstAt: try columns.integer(6), lastAt: try columns.integer(7),
            returnedAt: try columns.optionalInteger(8), number: try columns.integer(2),
            mark: try columns.optionalInteger(5))
        corrections = try columns.integer(9)
        event = try columns.integer(Self.eventPlace)
    }

    static let query = "SELECT \(view.list(of: "activations")) FROM activations"
    static let newest = query + " WHERE license_id = ? ORDER BY number DESC LIMIT ?"
    static let inUseByMark =
        query + """
             WHERE license_id = ? AND mark = ? AND returned_at IS NULL ORDER BY id DESC LIMIT ?
            """
    static let byNumber = query + " WHERE license_id = ? AND number = ?"
    static let inUseByFingerprint =
        query + " WHERE license_id = ? AND fingerprint = ? AND returned_at IS NULL ORDER BY id LIMIT ?"
    static let byFingerprint = query + " WHERE license_id = ? AND fingerprint = ? ORDER BY id DESC"

    /// A device key has one seat, or a few if its machine changed beyond recognition. More is nobody's accident.
    static let mostOfOneKey = 64
}

/// A device key that a seat was ever answered for: a user, a site, or several users of one machine have several.
struct DeviceRecord: Hashable, Sendable {
    /// The license, 5 bytes.
    let licenseID: [UInt8]
    /// The device's public key, 32 bytes.
    let deviceKey: [UInt8]
    /// The ledger's number for the seat.
    let activationID: Int64
    /// When the seat was first answered for it, seconds since 1970.
    let firstAt: Int64
}

extension DeviceRecord: ViewRecord {
    static let view = LedgerView.devices

    var values: [LedgerValue] {
        [.blob(licenseID), .blob(deviceKey), .integer(activationID), .integer(firstAt)]
    }

    init(_ columns: Columns) throws {
        self.init(
            licenseID: try columns.blob(0, count: 5), deviceKey: try columns.blob(1, count: 32),
            activationID: try columns.integer(2), firstAt: try columns.integer(3))
    }
}
