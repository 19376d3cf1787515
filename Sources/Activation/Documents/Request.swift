import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals

/// What a machine asks of the vendor, signed with the device key that it names.
///
/// ```swift
/// if case .awaitingLicense(let request) = verdict { show("A request was made on \(request.madeAt.day).") }
/// ```
public struct Request: DocumentBody {
    /// Signed by the device key.
    package static let kind = DocumentKind.request

    /// The product (`aud`).
    public let product: ProductID
    /// When the request was made, by the machine's clock (`iat`).
    public let madeAt: UnixTime
    /// Makes this request unlike any other (`cti`).
    package let nonce: RequestNonce
    /// The device's public key (`cnf`).
    package let deviceKey: PublicKey
    /// What is asked for.
    package private(set) var purpose: Purpose
    /// The license that the activation key names.
    public let license: LicenseID
    /// The version of the product file that the machine has.
    package let productFileVersion: UInt32
    /// The machine, and the user if the request is for one.
    package let fingerprint: Fingerprint

    /// A request's contents: of a renewal, of a time correction, or of an activation with a proof that was made
    /// before.
    ///
    /// - Parameter fingerprint: of a kind with digests, it is not written that something beside them could not be
    ///   read; so it is left out here.
    package init(
        product: ProductID, madeAt: UnixTime, nonce: RequestNonce, deviceKey: PublicKey, purpose: Purpose,
        license: LicenseID, productFileVersion: UInt32, fingerprint: Fingerprint
    ) {
        self.product = product
        self.madeAt = madeAt
        self.nonce = nonce
        self.deviceKey = deviceKey
        self.purpose = purpose
        self.license = license
        self.productFileVersion = productFileVersion
        self.fingerprint =
            Fingerprint(entries: fingerprint.entries, environment: fingerprint.environment) ?? fingerprint
    }

    /// An activation's contents, with the proof that the holder of an activation key makes of them.
    ///
    /// - Throws: what the keyed hash throws.
    package init(
        product: ProductID, madeAt: UnixTime, nonce: RequestNonce, deviceKey: PublicKey,
        provenBy key: ActivationKey, productFileVersion: UInt32, fingerprint: Fingerprint
    ) throws(CryptographyError) {
        let unproven = ActivationProof(uncheckedBytes: [UInt8](repeating: 0, count: ActivationProof.size))
        self.init(
            product: product, madeAt: madeAt, nonce: nonce, deviceKey: deviceKey,
            purpose: .activation(unproven), license: try key.licenseID(),
            productFileVersion: productFileVersion, fingerprint: fingerprint)
        purpose = .activation(try key.proofKey().proof(over: claims))
    }

    /// What is asked for, without what is told for it.
    public var kind: RequestKind { purpose.kind }
}

/// Makes a request unique, 16 random bytes.
package struct RequestNonce: FixedSizeBytes {
    /// 16 bytes.
    package static let size = 16
    /// 16 random bytes, the claim `cti`.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}

extension Request {
    private enum Key {
        static let kind: Int64 = 1
        static let license: Int64 = 2
        static let proof: Int64 = 3
        static let productFileVersion: Int64 = 4
        static let fingerprint: Int64 = 5
        static let hypervisor: Int64 = 6
        static let container: Int64 = 7
        static let highWaterMark: Int64 = 8
    }

    /// What a proof covers: a claims set with the proof taken out of it, and nothing else changed.
    static func unproven(_ claims: CBORValue) -> CBORValue {
        guard var map = claims.asMap, var own = map[.int(Claim.countersign)]?.asMap else { return claims }
        own[.int(Key.proof)] = nil
        map[.int(Claim.countersign)] = .map(own)
        return .map(map)
    }

    /// The claims set.
    package var claims: CBORValue {
        var own: CBORMap = [
            .int(Key.kind): .int(Int64(kind.rawValue)),
            .int(Key.license): .bytes(license.bytes),
            .int(Key.productFileVersion): .unsigned(UInt64(productFileVersion)),
            .int(Key.fingerprint): fingerprint.cbor,
        ]
        let environment = fingerprint.environment
        own[.int(Key.proof)] = purpose.proof.map { .bytes($0.bytes) }
        if environment.isVirtual { own[.int(Key.hypervisor)] = .unsigned(UInt64(environment.hypervisor)) }
        if environment.isContainer { own[.int(Key.container)] = .unsigned(UInt64(environment.container)) }
        own[.int(Key.highWaterMark)] = purpose.highWaterMark.map { .time($0) }
        return .map([
            .int(Claim.audience): .text(product.text),
            .int(Claim.issuedAt): .time(madeAt),
            .int(Claim.identifier): .bytes(nonce.bytes),
            .int(Claim.confirmation): .confirmation(deviceKey),
            .int(Claim.countersign): .map(own),
        ])
    }

    /// Reads a claims set.
    ///
    /// - Throws: `document.malformed`, `document.newer-version`, `request.kind-unsupported`.
    package init(claims: CBORValue) throws(Refusal) {
        var reader = try ClaimReader(claims, in: "the request")
        product = try reader.required(Claim.audience, "aud") { $0.asProductID }
        madeAt = try reader.required(Claim.issuedAt, "iat") { $0.asTime }
        nonce = try reader.required(Claim.identifier, "cti") { $0.asFixed(RequestNonce.self) }
        deviceKey = try reader.required(Claim.confirmation, "cnf") { $0.asConfirmationKey }
        let ownMap = try reader.required(Claim.countersign, "countersign") { $0 }
        try reader.finish(ignoringNegative: false)

        var own = try ClaimReader(ownMap, in: "the request's own part")
        let kindNumber = try own.required(Key.kind, "kind") { $0.asUInt64 }
        license = try own.required(Key.license, "license id") { $0.asFixed(LicenseID.self) }
        let proof = try own.optional(Key.proof, "proof") { $0.asFixed(ActivationProof.self) }
        productFileVersion = try own.required(Key.productFileVersion, "product file version") { $0.asUInt32 }
        let entries = try own.required(Key.fingerprint, "fingerprint") { Fingerprint.entries($0) }
        let environment = EnvironmentCode(
            hypervisor: try own.optional(Key.hypervisor, "hypervisor") { $0.asEnvironmentNumber } ?? 0,
            container: try own.optional(Key.container, "container") { $0.asEnvironmentNumber } ?? 0)
        let highWaterMark = try own.optional(Key.highWaterMark, "high-water mark") { $0.asTime }
        try own.finish(ignoringNegative: true)
        guard let fingerprint = Fingerprint(entries: entries, environment: environment) else {
            throw ClaimReader.malformed("'fingerprint' in the request's own part is not what it must be")
        }
        self.fingerprint = fingerprint
        purpose = try Self.purpose(kindNumber, proof, highWaterMark)
    }

    /// An activation has a proof, a time correction has a high-water mark, and nothing else has one.
    private static func purpose(
        _ kindNumber: UInt64, _ proof: ActivationProof?, _ highWaterMark: UnixTime?
    ) throws(Refusal) -> Purpose {
        guard let kind = UInt8(exactly: kindNumber).flatMap({ RequestKind(rawValue: $0) }) else {
            throw Refusal(.requestKindUnsupported)
        }
        switch (kind, proof, highWaterMark) {
        case (.activation, let proof?, nil): return .activation(proof)
        case (.renewal, nil, nil): return .renewal
        case (.timeCorrection, nil, let highWaterMark?): return .timeCorrection(highWaterMark: highWaterMark)
        default:
            throw ClaimReader.malformed(
                "the kind of request (\(kind.label)), the proof and the high-water mark do not go together")
        }
    }
}
