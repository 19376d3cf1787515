import Activation
import Issuing
import Ledger
import Refusals

/// What the ledger says about a license, for people and scripts.
struct LicenseSummary: Encodable {
    let license: String
    let product: String
    let customer: String
    let binding: String
    let kind: String
    let term: String
    let seats: Int64
    let seatsInUse: Int64
    let features: [String]
    let maintenanceUntil: String?
    let created: String
    let revoked: String?
    let revocationReason: String?

    enum CodingKeys: String, CodingKey {
        case license, product, customer, binding, kind, term, seats, features, created, revoked
        case seatsInUse = "seats_in_use"
        case maintenanceUntil = "maintenance_until"
        case revocationReason = "revocation_reason"
    }

    var isRevoked: Bool { revoked != nil }

    init(_ standing: LicenseStanding, catalogue: FeatureCatalogue) throws(Refusal) {
        let entitlement = try Entitlement(standing)
        license = entitlement.id.description
        product = entitlement.product.text
        customer = standing.customerName
        binding = entitlement.binding.rawName
        kind = entitlement.kind.rawName
        term = entitlement.termInWords
        seats = standing.license.seats
        seatsInUse = standing.seatsInUse
        features = entitlement.features.map(catalogue.name)
        maintenanceUntil = entitlement.maintenanceUntil?.description
        created = UnixTime(rawValue: standing.license.createdAt).description
        revoked = standing.revocation.map { UnixTime(rawValue: $0.at).description }
        revocationReason = standing.revocation?.reason
    }
}
