import Activation
import Cryptography
import Fingerprint

/// A machine with known components and a known device key.
package struct SampleMachine: Sendable {
    /// Which one it is.
    package let number: UInt8
    /// Signs its requests.
    package let deviceKey: SigningKey

    /// The machine of this number.
    package init(_ number: UInt8) throws {
        self.number = number
        deviceKey = try Sample.signingKey(16 + number)
    }

    /// What a probe finds in it: a machine id, a UUID, a disk and two network cards.
    package var components: [Component] {
        let two = (number < 16 ? "0" : "") + String(number, radix: 16)
        return [
            Self.component(.machineID, "0123456789abcdef0123456789abcd\(two)"),
            Self.component(.productUUID, "4c4c4544-0042-3510-8051-b4c04f3432\(two)"),
            Self.component(.disk, "S4EVNX0N1000\(two)"),
            Self.component(.networkCard, "02:00:00:00:00:\(two)"),
            Self.component(.networkCard, "02:00:00:00:01:\(two)"),
        ]
    }

    /// The user of the machine.
    package var user: Component { Self.component(.user, "user-\(number)") }

    /// A component whose value is this text.
    package static func component(_ kind: ComponentKind, _ value: String) -> Component {
        Component(kind: kind, value: Array(value.utf8), source: "sample", revealed: value)
    }

    /// The fingerprint for a product.
    package func fingerprint(salt: FingerprintSalt = Sample.salt, forUser: Bool = false) throws -> Fingerprint
    {
        try Fingerprint(of: components + (forUser ? [user] : []), salt: salt)
    }

    /// What a request of this machine says; each part may be another than usual.
    package func requestBody(
        for productFile: ProductFile, key: ActivationKey, madeAt: UnixTime = Sample.now,
        nonce: RequestNonce? = nil,
        fingerprint: Fingerprint? = nil, forUser: Bool = false
    ) throws -> Request {
        let nonce = nonce ?? RequestNonce(uncheckedBytes: [UInt8](repeating: 0x30 + number, count: 16))
        return try Request(
            product: productFile.product, madeAt: madeAt, nonce: nonce, deviceKey: deviceKey.publicKey,
            provenBy: key, productFileVersion: productFile.version,
            fingerprint: try fingerprint ?? self.fingerprint(salt: productFile.salt, forUser: forUser))
    }

    /// What a request of this machine says that is vouched for by its device key alone.
    package func requestBody(
        for productFile: ProductFile, purpose: Request.Purpose, key: ActivationKey? = nil,
        madeAt: UnixTime = Sample.now, fingerprint: Fingerprint? = nil
    ) throws -> Request {
        Request(
            product: productFile.product, madeAt: madeAt,
            nonce: RequestNonce(uncheckedBytes: [UInt8](repeating: 0x30 + number, count: 16)),
            deviceKey: deviceKey.publicKey, purpose: purpose,
            license: try (key ?? Sample.activationKey()).licenseID(), productFileVersion: productFile.version,
            fingerprint: try fingerprint ?? self.fingerprint(salt: productFile.salt))
    }

    /// The usual request of this machine for a time correction: its clock was once at the beginning of 2031.
    package func timeRequest(for productFile: Verified<ProductFile>) throws -> Verified<Request> {
        try request(
            requestBody(
                for: productFile.body,
                purpose: .timeCorrection(highWaterMark: UnixTime(rawValue: 1_925_000_000))))
    }

    /// A request signed by the device key.
    package func request(_ body: Request) throws -> Verified<Request> {
        try Verified(signing: body, key: deviceKey, keyIdentifier: nil)
    }

    /// The usual request of this machine for a product.
    package func request(
        for productFile: Verified<ProductFile>, key: ActivationKey? = nil, forUser: Bool = false
    ) throws -> Verified<Request> {
        try request(
            requestBody(for: productFile.body, key: try key ?? Sample.activationKey(), forUser: forUser))
    }
}
