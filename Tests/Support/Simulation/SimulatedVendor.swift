import Activation
import COSE
import Cryptography
import Fingerprint
import Refusals

/// A vendor without a vault, who signs whatever a test needs with keys that stay the same.
package struct SimulatedVendor: Sendable {
    /// The product of all his files, unless a test says otherwise.
    package static let product = product("hull-designer")

    /// Signs product files.
    package let rootKey: SigningKey
    /// Signs licenses.
    package let issuingKey: SigningKey
    /// An activation key that he sold.
    package let activationKey: ActivationKey

    /// A vendor; another number is another vendor.
    package init(_ number: UInt8 = 1) throws {
        rootKey = try Self.signingKey(number)
        issuingKey = try Self.signingKey(number + 100)
        activationKey = try Self.activationKey(number)
    }

    /// The key whose seed is 32 times this byte.
    package static func signingKey(_ byte: UInt8) throws -> SigningKey {
        var seed = [UInt8](repeating: byte, count: SigningKey.seedSize)
        return try SigningKey(seed: SecretBytes(taking: &seed))
    }

    /// The activation key of 15 times this byte.
    package static func activationKey(_ byte: UInt8) throws -> ActivationKey {
        try ActivationKey.generate(from: Repeated(byte: byte))
    }

    /// Bytes that a test chose, for a key that it knows.
    private struct Repeated: RandomSource {
        let byte: UInt8
        func bytes(count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }
    }

    /// A product id that is one.
    package static func product(_ text: String) -> ProductID {
        guard let id = ProductID(text) else { preconditionFailure("'\(text)' is no product id") }
        return id
    }

    /// The issuing key as a product file lists it.
    package func listedKey(
        from: String = "2026-01-01", notAfter: String? = nil, withdrawnFrom: String? = nil
    ) -> IssuingKey {
        IssuingKey(
            publicKey: issuingKey.publicKey, notBefore: day(from), notAfter: notAfter.map(day),
            withdrawnFrom: withdrawnFrom.map(day))
    }

    /// A signed product file.
    package func productFile(
        version: UInt32 = 1, product: ProductID = SimulatedVendor.product, issuingKeys: [IssuingKey]? = nil
    ) throws -> Verified<ProductFile> {
        let file = ProductFile(
            vendor: "Nordwerft Software", product: product, issuedAt: SimulatedMachine.noon, version: version,
            name: "Hull Designer", rootKey: rootKey.publicKey,
            salt: FingerprintSalt(uncheckedBytes: [UInt8](repeating: 0xa5, count: FingerprintSalt.size)),
            issuingKeys: issuingKeys ?? [listedKey()], features: .empty,
            contact: Contact(phone: "+49 40 5550 1234"))
        return try Verified(signing: file, key: rootKey, keyIdentifier: KeyIdentifier(of: rootKey.publicKey))
    }

    /// A signed license for a request: perpetual and for the machine, unless a test says otherwise.
    package func license(
        for request: Verified<Request>, issuedOn: String = "2026-11-23", startsOn: String? = nil,
        lastDay: String? = nil, kind: LicenseKind? = nil, binding: LicenseBinding = .machine,
        product: ProductID? = nil, features: [FeatureCatalogue.Number] = [],
        maintenanceUntil: String? = nil, signedBy key: SigningKey? = nil
    ) throws -> Verified<License> {
        let key = key ?? issuingKey
        let license = License(
            product: product ?? request.body.product, issuedOn: day(issuedOn), startsOn: startsOn.map(day),
            lastDay: lastDay.map(day), request: RequestDigest(of: request.unverified),
            id: request.body.license,
            kind: kind ?? (lastDay == nil ? .perpetual : .dated), binding: binding, features: features,
            seats: 1,
            maintenanceUntil: maintenanceUntil.map(day))
        return try Verified(signing: license, key: key, keyIdentifier: KeyIdentifier(of: key.publicKey))
    }
}

extension SimulatedVendor {
    /// A signed word on what time it is.
    package func correction(
        for request: Verified<Request>, at time: UnixTime
    ) throws -> Verified<TimeCorrection> {
        let correction = TimeCorrection(
            product: request.body.product, issuedAt: time,
            request: RequestDigest(of: request.unverified))
        return try Verified(
            signing: correction, key: issuingKey, keyIdentifier: KeyIdentifier(of: issuingKey.publicKey))
    }
}

/// A day that is one: `2026-11-23`.
package func day(_ text: String) -> CalendarDay {
    guard let day = CalendarDay(text) else { preconditionFailure("'\(text)' is no day") }
    return day
}
