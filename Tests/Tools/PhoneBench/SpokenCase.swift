import Activation
import COSE
import Cryptography
import Fingerprint
import TestSupport

/// A random machine's request, and the random license that answers it.
struct SpokenCase {
    /// What the customer bought.
    let activationKey: ActivationKey
    /// With four issuing keys, of which any one signs.
    let productFile: Verified<ProductFile>
    /// For an activation.
    let request: Verified<Request>
    /// With terms that can be told.
    let license: Verified<License>

    /// The next case.
    init(_ random: inout SeededGenerator) throws {
        let vendor = try Sample.vendor()
        let source = SeededRandom(seed: random.next())
        activationKey = try ActivationKey.generate(from: source)
        let keys = [vendor.issuingKey] + (try (0..<3).map { _ in try SigningKey.generate(from: source) })
        let firstDay = try Sample.day("2026-01-01")
        productFile = try vendor.productFile(
            vendor.productFileBody(
                salt: FingerprintSalt(uncheckedBytes: random.bytes(16)),
                issuingKeys: keys.map { IssuingKey(publicKey: $0.publicKey, notBefore: firstDay) }))

        // 2^14 days are what the code has room for.
        let issuedOn = firstDay.adding(days: random.number(0...16_383))
        let binding: LicenseBinding = random.bool() ? .machine : .user
        let machine = try Sample.machine(UInt8(random.number(0...200)))
        let components = Self.components(&random) + (binding == .user ? [machine.user] : [])
        request = try machine.request(
            machine.requestBody(
                for: productFile.body, key: activationKey,
                madeAt: UnixTime(rawValue: issuedOn.start.rawValue + Int64(random.number(0...86_399))),
                nonce: RequestNonce(uncheckedBytes: random.bytes(16)),
                fingerprint: Fingerprint(of: components, salt: productFile.body.salt)))

        let span = Span(&random)
        let key = keys[random.number(0...keys.count - 1)]
        license = try Verified(
            signing: vendor.licenseBody(
                for: request.unverified, issuedOn: issuedOn,
                lastDay: span.days.map { issuedOn.adding(days: $0) }, kind: span.kind, binding: binding,
                features: (UInt8(0)..<16).filter { _ in random.bool() },
                maintenanceUntil: span.maintenanceDays.map { issuedOn.adding(days: $0) }),
            key: key, keyIdentifier: KeyIdentifier(of: key.publicKey))
    }

    /// How many issuing keys there are with the five bits that are told of the one that signed.
    var candidates: Int {
        let told = license.object.protected.keyIdentifier?.first.map { $0 >> 3 }
        return productFile.body.issuingKeys.count { $0.identifier.bytes.first.map { $0 >> 3 } == told }
    }

    /// What a probe could find in a machine: each kind or not, but at least a disk.
    private static func components(_ random: inout SeededGenerator) -> [Component] {
        let kinds: [ComponentKind] = [
            .machineID, .productUUID, .boardSerial, .productSerial, .networkCard, .networkCard, .processor,
            .tpm,
        ]
        return ([.disk] + kinds.filter { _ in random.bool() }).map { kind in
            SampleMachine.component(kind, String(random.next(), radix: 16))
        }
    }
}

/// How long a license lasts, and its maintenance, within what can be told.
private struct Span {
    /// How long it lasts, by kind.
    let kind: LicenseKind
    /// Days from the day of issue to the last.
    let days: Int?
    /// Days from the day of issue to the last of maintenance.
    let maintenanceDays: Int?

    /// The next one, all four kinds alike likely, half of those with maintenance that can have it.
    init(_ random: inout SeededGenerator) {
        let isMaintained = random.bool()
        switch random.number(0...3) {
        case 0: self.init(.perpetual, nil, isMaintained ? random.number(-4096...4095) : nil)
        case 1:
            let days = random.number(0...(isMaintained ? 12_999 : 26_999))
            self.init(.dated, days, isMaintained ? days : nil)
        case 2: self.init(.lease, random.number(0...8191), nil)
        default: self.init(.trial, random.number(0...4095), nil)
        }
    }

    /// A span by its parts.
    private init(_ kind: LicenseKind, _ days: Int?, _ maintenanceDays: Int?) {
        (self.kind, self.days, self.maintenanceDays) = (kind, days, maintenanceDays)
    }
}
