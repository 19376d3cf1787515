import Refusals

/// A license as it was sold.
package struct LicenseRecord: Hashable, Sendable {
    /// The 5 bytes that the activation key names it by.
    package let id: [UInt8]
    /// The product it is for.
    package let productID: String
    /// The customer it was sold to.
    package let customerID: Int64
    /// What is needed to check that a request's maker has the activation key, sealed.
    package let sealedProof: [UInt8]
    /// How long it lasts.
    package let kind: Kind
    /// The last day, counted from 1970-01-01.
    package let endsOn: Int64?
    /// The length of a lease or a trial, in days.
    package let days: Int64?
    /// What it is bound to.
    package let binding: Binding
    /// How many machines or users may have it at a time, from 1.
    package let seats: Int64
    /// The numbers of its features in the product's catalogue, ascending.
    package let features: [Int64]
    /// The last day of maintenance, counted from 1970-01-01.
    package let maintenanceUntil: Int64?
    /// Seconds since 1970.
    package let createdAt: Int64
    /// The vendor's own remark.
    package let note: String
    /// When and why it was revoked; nil where it is in force.
    package var revocation: Revocation?
    /// The event that wrote it last, for which its proof key is sealed.
    package let event: Int64

    /// Why and when a license was revoked.
    package struct Revocation: Hashable, Sendable {
        /// Seconds since 1970.
        package let at: Int64
        /// The vendor's reason, for people.
        package let reason: String

        /// A moment and a reason.
        package init(at: Int64, reason: String) {
            self.at = at
            self.reason = reason
        }
    }

    /// All columns; the features are sorted, and one named twice counts once.
    package init(
        id: [UInt8], productID: String, customerID: Int64, sealedProof: [UInt8], kind: Kind,
        endsOn: Int64? = nil, days: Int64? = nil, binding: Binding = .machine, seats: Int64 = 1,
        features: [Int64] = [], maintenanceUntil: Int64? = nil, createdAt: Int64, note: String = "",
        revocation: Revocation? = nil, event: Int64
    ) {
        self.id = id
        self.productID = productID
        self.customerID = customerID
        self.sealedProof = sealedProof
        self.kind = kind
        self.endsOn = endsOn
        self.days = days
        self.binding = binding
        self.seats = seats
        self.features = Set(features).sorted()
        self.maintenanceUntil = maintenanceUntil
        self.createdAt = createdAt
        self.note = note
        self.revocation = revocation
        self.event = event
    }
}

extension LicenseRecord: ViewRecord {
    static let view = LedgerView.licenses

    var values: [LedgerValue] {
        [
            .blob(id), .text(productID), .integer(customerID), .blob(sealedProof), .integer(kind.rawValue),
            .integer(endsOn), .integer(days), .integer(binding.rawValue), .integer(seats),
            .text(features.map(String.init).joined(separator: ",")), .integer(maintenanceUntil),
            .integer(createdAt), .text(note), .integer(revocation?.at), .text(revocation?.reason),
        ]
    }

    var scope: Int64? { thingItself }
    var thing: [UInt8]? { AuditSubject.thing(ofLicense: id) }

    init(_ columns: Columns) throws {
        let revokedAt = try columns.optionalInteger(13)
        let reason = try columns.optionalText(14)
        guard (revokedAt == nil) == (reason == nil) else { throw Refusal(.vaultDamaged) }
        self.init(
            id: try columns.blob(0, count: 5), productID: try columns.text(1),
            customerID: try columns.integer(2), sealedProof: try columns.blob(3), kind: try columns.choice(4),
            endsOn: try columns.optionalInteger(5), days: try columns.optionalInteger(6),
            binding: try columns.choice(7), seats: try columns.integer(8),
            features: try Self.features(columns.text(9)), maintenanceUntil: try columns.optionalInteger(10),
            createdAt: try columns.integer(11), note: try columns.text(12),
            revocation: revokedAt.flatMap { at in reason.map { Revocation(at: at, reason: $0) } },
            event: try columns.integer(Self.eventPlace))
    }

    private static func features(_ text: String) throws -> [Int64] {
        try text.split(separator: ",", omittingEmptySubsequences: !text.contains(",")).map { number in
            guard let number = Int64(number) else { throw Refusal(.vaultDamaged) }
            return number
        }
    }
}

extension LicenseRecord {
    /// How long a license lasts. The raw values are those of the `kind` column.
    package enum Kind: Int64, Hashable, Sendable, CaseIterable {
        /// For ever; `endsOn` and `days` are nil.
        case perpetual = 0
        /// Until a day, `endsOn`; `days` is nil.
        case untilDay = 1
        /// `days` from each activation or renewal, and not beyond `endsOn` if there is one.
        case lease = 2
        /// `days` from the first activation, and not beyond `endsOn` if there is one.
        case trial = 3
    }

    /// What a license is bound to. The raw values are those of the `binding` column.
    package enum Binding: Int64, Hashable, Sendable, CaseIterable {
        /// One machine a seat.
        case machine = 0
        /// One user a seat.
        case user = 1
        /// Nobody: a site license.
        case none = 2
    }
}
