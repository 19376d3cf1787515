import Ledger
import Refusals

/// A few rows that most tests need.
enum Sample {
    static let licenseID: [UInt8] = [1, 2, 3, 4, 5]
    static let kid: [UInt8] = [UInt8](repeating: 9, count: 8)
    static let deviceKey = [UInt8](repeating: 3, count: 32)

    static func product(_ id: String = "crane") -> ProductRecord {
        ProductRecord(
            id: id, name: "Crane Control", vendor: "Hafen GmbH", salt: [UInt8](repeating: 1, count: 16),
            phone: "+49 40 1", createdAt: 100)
    }

    static func license(
        _ id: [UInt8] = licenseID, customer: Int64, product: String = "crane", seats: Int64 = 2
    ) -> LicenseRecord {
        LicenseRecord(
            id: id, productID: product, customerID: customer, sealedProof: [7, 7], kind: .lease, days: 30,
            seats: seats, features: [4, 0, 4], createdAt: 100, note: "by post")
    }

    static let key = SigningKeyRecord(
        kid: kid, publicKey: [UInt8](repeating: 5, count: 32), sealedSecret: [1], notBefore: 0, createdAt: 0)

    /// A product, a key, a customer and a license.
    static func fill(_ writer: LedgerWriter, seats: Int64 = 2) throws(Refusal) {
        try writer.addProduct(product())
        try writer.addSigningKey(key)
        let customer = try writer.findOrAddCustomer(named: "Werft", at: 100)
        _ = try writer.addLicense(license(customer: customer.id, seats: seats))
    }

    static func request(_ number: UInt8) -> RequestRecord {
        RequestRecord(
            digest: [UInt8](repeating: number, count: 32), licenseID: licenseID, bytes: [1, number],
            carrier: "file", receivedAt: 200)
    }

    static func response(_ number: UInt8, activation: Int64?) -> ResponseRecord {
        ResponseRecord(
            requestDigest: [UInt8](repeating: number, count: 32), activationID: activation, kid: kid,
            bytes: [2, number], answered: [UInt8](repeating: number, count: 12), issuedAt: 201)
    }

    static func entry(_ number: Int64) -> AuditEntry {
        AuditEntry(
            at: 1000 + number, actor: "desk", action: "license.add", carrier: "file", subject: "s\(number)",
            detail: "row \(number)")
    }
}
