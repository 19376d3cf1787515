import Activation
import COSE
import Cryptography
import Fingerprint

/// A vendor with known keys, who signs whatever a test needs.
package struct SampleVendor: Sendable {
    /// Signs product files.
    package let rootKey: SigningKey
    /// Signs licenses.
    package let issuingKey: SigningKey

    /// The vendor of the root key 1 and the issuing key 2.
    package init() throws {
        rootKey = try Sample.signingKey(1)
        issuingKey = try Sample.signingKey(2)
    }

    /// The issuing key as a product file lists it: in force from 2026-01-01 on.
    package func listedKey(notAfter: CalendarDay? = nil, withdrawnFrom: CalendarDay? = nil) throws
        -> IssuingKey
    {
        IssuingKey(
            publicKey: issuingKey.publicKey, notBefore: try Sample.day("2026-01-01"), notAfter: notAfter,
            withdrawnFrom: withdrawnFrom)
    }

    /// What a product file says; each part may be another than usual.
    package func productFileBody(
        vendor: String = "Nordwerft Software", product: ProductID? = nil, issuedAt: UnixTime = Sample.now,
        version: UInt32 = 1, name: String = "Hull Designer", salt: FingerprintSalt = Sample.salt,
        fingerprintPolicy: FingerprintPolicy = .standard, clockTolerance: ClockTolerance = .standard,
        issuingKeys: [IssuingKey]? = nil, features: [UInt8: String] = [1: "drafting", 2: "stress"],
        contact: Contact = Contact(phone: "+49 40 5550 1234", email: "desk@nordwerft.example")
    ) throws -> ProductFile {
        ProductFile(
            vendor: vendor, product: try product ?? Sample.product, issuedAt: issuedAt, version: version,
            name: name,
            rootKey: rootKey.publicKey, salt: salt, fingerprintPolicy: fingerprintPolicy,
            clockTolerance: clockTolerance,
            issuingKeys: try issuingKeys ?? [listedKey()],
            features: try Sample.known(FeatureCatalogue(names: features), "\(features)"), contact: contact)
    }

    /// A signed product file; without a body, the usual one.
    package func productFile(_ body: ProductFile? = nil) throws -> Verified<ProductFile> {
        try Verified(
            signing: try body ?? productFileBody(), key: rootKey,
            keyIdentifier: KeyIdentifier(of: rootKey.publicKey))
    }

    /// What a license says; each part may be another than usual: until the end of 2027, for the machine.
    package func licenseBody(
        for request: Unverified<Request>, product: ProductID? = nil, issuedOn: CalendarDay? = nil,
        startsOn: CalendarDay? = nil, lastDay: CalendarDay? = CalendarDay("2027-12-31"),
        kind: LicenseKind = .dated,
        binding: LicenseBinding = .machine, features: [UInt8] = [1, 2], seats: UInt32 = 1,
        maintenanceUntil: CalendarDay? = nil
    ) throws -> License {
        License(
            product: product ?? request.unverifiedBody.product, issuedOn: issuedOn ?? Sample.now.day,
            startsOn: startsOn, lastDay: lastDay, request: RequestDigest(of: request),
            id: request.unverifiedBody.license, kind: kind, binding: binding, features: features,
            seats: seats,
            maintenanceUntil: maintenanceUntil)
    }

    /// A license signed by the issuing key.
    package func license(_ body: License) throws -> Verified<License> {
        try Verified(signing: body, key: issuingKey, keyIdentifier: KeyIdentifier(of: issuingKey.publicKey))
    }

    /// A time correction signed by the issuing key; each part may be another than usual.
    package func correction(
        for request: Unverified<Request>, product: ProductID? = nil, issuedAt: UnixTime = Sample.now
    ) throws -> Verified<TimeCorrection> {
        try correction(
            TimeCorrection(
                product: product ?? request.unverifiedBody.product, issuedAt: issuedAt,
                request: RequestDigest(of: request)))
    }

    /// A time correction signed by the issuing key.
    package func correction(_ body: TimeCorrection) throws -> Verified<TimeCorrection> {
        try Verified(signing: body, key: issuingKey, keyIdentifier: KeyIdentifier(of: issuingKey.publicKey))
    }

    /// The usual license for a request.
    package func license(for request: Verified<Request>) throws -> Verified<License> {
        try license(licenseBody(for: request.unverified))
    }
}
