/// A product of the vendor.
package struct ProductRecord: Hashable, Sendable {
    /// The product's id, as in `--product`.
    package let id: String
    /// Its name, for people.
    package let name: String
    /// The vendor's name, for people.
    package let vendor: String
    /// The 16 bytes that make this product's fingerprints its own.
    package let salt: [UInt8]
    /// The vendor's telephone number, as sites see it; nil for none.
    package let phone: String?
    /// Where to write.
    package let email: String?
    /// The address of the vendor's page.
    package let portal: String?
    /// The address at which the vendor explains refusals.
    package let help: String?
    /// How strictly it is bound to its machines.
    package let policy: Policy
    /// How many features it has.
    package internal(set) var featureCount: Int64 = 0
    /// The version of its last product file; 0 where there is none yet.
    package internal(set) var fileVersion: Int64 = 0
    /// Seconds since 1970.
    package let createdAt: Int64
    /// The event that wrote it last; 0 for one that is not written yet.
    package internal(set) var event: Int64 = 0

    /// All columns, as they are stored.
    package init(
        id: String, name: String, vendor: String, salt: [UInt8], phone: String? = nil, email: String? = nil,
        portal: String? = nil, help: String? = nil, policy: Policy = .standard, createdAt: Int64
    ) {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.salt = salt
        self.phone = phone
        self.email = email
        self.portal = portal
        self.help = help
        self.policy = policy
        self.createdAt = createdAt
    }
}

extension ProductRecord: ViewRecord {
    static let view = LedgerView.products

    var values: [LedgerValue] {
        [
            .text(id), .text(name), .text(vendor), .blob(salt), .text(phone), .text(email), .text(portal),
            .text(help),
        ] + policy.values + [.integer(featureCount), .integer(fileVersion), .integer(createdAt)]
    }

    var scope: Int64? { thingItself }
    var thing: [UInt8]? { AuditSubject.thing(of: id) }

    init(_ columns: Columns) throws {
        self.init(
            id: try columns.text(0), name: try columns.text(1), vendor: try columns.text(2),
            salt: try columns.blob(3, count: 16), phone: try columns.optionalText(4),
            email: try columns.optionalText(5), portal: try columns.optionalText(6),
            help: try columns.optionalText(7), policy: try Policy(columns, from: 8),
            createdAt: try columns.integer(16))
        featureCount = try columns.integer(14)
        fileVersion = try columns.integer(15)
        event = try columns.integer(Self.eventPlace)
    }
}

/// A feature in a product's catalogue. Once there it keeps its number and its name.
package struct FeatureRecord: Hashable, Sendable {
    /// The product it is of.
    package let productID: String
    /// The number that licenses name it by, from 0.
    package let number: Int64
    /// Its name, unique within the product.
    package let name: String
}

extension FeatureRecord: ViewRecord {
    static let view = LedgerView.features

    var values: [LedgerValue] { [.text(productID), .integer(number), .text(name)] }

    init(_ columns: Columns) throws {
        self.init(
            productID: try columns.text(0), number: try columns.integer(1), name: try columns.text(2))
    }
}
