import Cryptography
import Refusals

@testable import Ledger

/// A few rows that most tests need.
enum Sample {
    static let licenseID: [UInt8] = [1, 2, 3, 4, 5]
    static let kid: [UInt8] = [UInt8](repeating: 9, count: 8)
    static let deviceKey = [UInt8](repeating: 3, count: 32)

    /// What events about the license, the product and the key are about.
    static let license = AuditSubject.license(licenseID, "L-1")
    static let crane = AuditSubject.other("crane")
    static let keyInLog = AuditSubject.other(Hexadecimal.encode(kid))

    static func product(_ id: String = "crane", event: Int64 = 0) -> ProductRecord {
        var product = ProductRecord(
            id: id, name: "Crane Control", vendor: "Hafen GmbH", salt: [UInt8](repeating: 1, count: 16),
            phone: "+49 40 1", createdAt: 100)
        product.event = event
        return product
    }

    static func license(
        _ id: [UInt8] = licenseID, customer: Int64, product: String = "crane", seats: Int64 = 2,
        createdAt: Int64 = 100, event: Int64
    ) -> LicenseRecord {
        LicenseRecord(
            id: id, productID: product, customerID: customer, sealedProof: [7, 7], kind: .lease, days: 30,
            seats: seats, features: [4, 0, 4], createdAt: createdAt, note: "by post", event: event)
    }

    static func key(event: Int64) -> SigningKeyRecord {
        SigningKeyRecord(
            kid: kid, publicKey: [UInt8](repeating: 5, count: 32), sealedSecret: [1], notBefore: 0,
            createdAt: 0, event: event)
    }

    static func auditKey(_ number: Int64 = 1, certificate: [UInt8]? = nil, event: Int64) -> AuditKeyRecord {
        AuditKeyRecord(
            number: number, publicKey: [UInt8](repeating: UInt8(number), count: 32), sealedSecret: [2],
            rootKey: [UInt8](repeating: 6, count: 32), notBefore: 0, certificate: certificate, createdAt: 0,
            event: event)
    }

    /// A product, a key, a customer and a license, by three events.
    static func fill(_ writer: LedgerWriter, seats: Int64 = 2) throws(Refusal) {
        try writer.addProduct(product())
        try writer.tell(crane)
        try writer.addSigningKey(key(event: try writer.eventNumber()))
        try writer.tell(keyInLog)
        let customer = try writer.findOrAddCustomer(named: "Werft", at: 100)
        _ = try writer.addLicense(
            license(customer: customer.id, seats: seats, event: try writer.eventNumber()))
        try writer.tell(license)
    }

    /// A license of a customer, by one event.
    static func addLicense(
        _ id: [UInt8], of customer: String, product: String = "crane", at time: Int64 = 100,
        _ writer: LedgerWriter
    ) throws(Refusal) {
        let customer = try writer.findOrAddCustomer(named: customer, at: 1).id
        _ = try writer.addLicense(
            license(
                id, customer: customer, product: product, createdAt: time, event: try writer.eventNumber()))
        try writer.tell(.license(id, "L-\(id[4])"))
    }

    /// A seat of the license, by one event.
    static func takeSeat(
        _ writer: LedgerWriter, fingerprint: [UInt8] = [1], deviceKey: [UInt8] = deviceKey,
        mark: Int64? = nil, at time: Int64 = 1
    ) throws(Refusal) -> ActivationRecord {
        let seat = try writer.addActivation(
            ofLicense: licenseID, fingerprint: fingerprint, deviceKey: deviceKey, mark: mark, at: time)
        try writer.tell(license)
        return seat
    }

    /// Gives a seat of the license back, by one event.
    static func giveBack(
        _ seat: ActivationRecord, at time: Int64, _ writer: LedgerWriter
    ) throws(Refusal) -> Bool {
        guard let latest = try writer.activation(seat.id) else { throw Refusal(.vaultDamaged) }
        let given = try writer.returnActivation(latest, at: time)
        if given { try writer.tell(license) }
        return given
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
            at: 1000 + number, actor: "desk", action: "license.add", carrier: "file",
            subject: .other("s\(number)"), detail: "row \(number)")
    }
}

extension LedgerWriter {
    /// Says of what was changed just now what it is about.
    func tell(_ subject: AuditSubject = .none, action: String = "test") throws(Refusal) {
        try appendAudit(
            AuditEntry(at: 1000, actor: "desk", action: action, subject: subject, detail: "because"))
    }
}
