import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals

/// What a machine asks of the vendor, signed with the device key that it names.
public struct Request: DocumentBody {
    /// Signed by the device key.
    public static let kind = DocumentKind.request

    /// The product (`aud`).
    public let product: ProductID
    /// When the request was made, by the machine's clock (`iat`).
    public let madeAt: UnixTime
    /// Makes this request unlike any other (`cti`).
    public let nonce: RequestNonce
    /// The device's public key (`cnf`).
    public let deviceKey: PublicKey
    /// What is asked for.
    public let kind: RequestKind
    /// The license that the activation key names.
    public let license: LicenseID
    /// Proves knowledge of the activation key.
    public private(set) var proof: ActivationProof
    /// The version of the product file that the machine has.
    public let productFileVersion: UInt32
    /// The machine, and the user if the request is for one.
    public let fingerprint: Fingerprint

    /// A request's contents, with a proof that was made before.
    public init(
        product: ProductID, madeAt: UnixTime, nonce: RequestNonce, deviceKey: PublicKey, kind: RequestKind,
        license: LicenseID, proof: ActivationProof, productFileVersion: UInt32, fingerprint: Fingerprint
    ) {
        self.product = product
        self.madeAt = madeAt
        self.nonce = nonce
        self.deviceKey = deviceKey
        self.kind = kind
        self.license = license
        self.proof = proof
        self.productFileVersion = productFileVersion
        self.fingerprint = fingerprint
    }

    /// A request's contents, with the proof that the holder of an activation key makes of them.
    ///
    /// - Throws: what the keyed hash throws.
    public init(
        product: ProductID, madeAt: UnixTime, nonce: RequestNonce, deviceKey: PublicKey, kind: RequestKind,
        provenBy key: ActivationKey, productFileVersion: UInt32, fingerprint: Fingerprint
    ) throws(CryptographyError) {
        let unproven = ActivationProof(uncheckedBytes: [UInt8](repeating: 0, count: ActivationProof.size))
        self.init(
            product: product, madeAt: madeAt, nonce: nonce, deviceKey: deviceKey, kind: kind,
            license: try key.licenseID(), proof: unproven, productFileVersion: productFileVersion,
            fingerprint: fingerprint)
        proof = try key.proofKey().proof(of: self)
    }
}

/// What a request asks for. The numbers are append-only.
public enum RequestKind: UInt8, CaseIterable, Hashable, Sendable {
    /// A license for this machine, the first or a new one.
    case activation = 0
}

/// Makes a request unique, 16 random bytes.
public struct RequestNonce: FixedSizeBytes {
    /// 16 bytes.
    public static let size = 16
    /// The nonce.
    public let bytes: [UInt8]

    /// Takes bytes that are known to be 16.
    public init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }
}

extension Request {
    private enum Key {
        static let kind: Int64 = 1
        static let license: Int64 = 2
        static let proof: Int64 = 3
        static let productFileVersion: Int64 = 4
        static let fingerprint: Int64 = 5
    }

    /// The claims set.
    public var claims: CBORValue { claims(proof: proof) }

    /// What the proof covers: the claims set without it.
    var claimsToProve: CBORValue { claims(proof: nil) }

    private func claims(proof: ActivationProof?) -> CBORValue {
        var own: CBORMap = [
            .int(Key.kind): .int(Int64(kind.rawValue)),
            .int(Key.license): .bytes(license.bytes),
            .int(Key.productFileVersion): .unsigned(UInt64(productFileVersion)),
            .int(Key.fingerprint): fingerprint.cbor,
        ]
        own[.int(Key.proof)] = proof.map { .bytes($0.bytes) }
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
    /// - Throws: `document.malformed`, `document.newer-version`.
    public init(claims: CBORValue) throws(Refusal) {
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
        proof = try own.required(Key.proof, "proof") { $0.asFixed(ActivationProof.self) }
        productFileVersion = try own.required(Key.productFileVersion, "product file version") { $0.asUInt32 }
        fingerprint = try own.required(Key.fingerprint, "fingerprint") { Fingerprint($0) }
        try own.finish(ignoringNegative: true)
        guard let kind = UInt8(exactly: kindNumber).flatMap({ RequestKind(rawValue: $0) }) else {
            throw Refusal(.requestKindUnsupported)
        }
        self.kind = kind
    }
}

extension Fingerprint {
    /// `{kind: digests}`; the digests of one kind are one byte string, two bytes each, ascending.
    var cbor: CBORValue {
        .map(
            CBORMap(
                replacing: entries.map { entry in
                    let bytes = entry.digests.flatMap {
                        [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)]
                    }
                    return (.unsigned(UInt64(entry.kind)), .bytes(bytes))
                }))
    }

    init?(_ value: CBORValue) {
        guard let map = value.asMap else { return nil }
        var entries: [Entry] = []
        for entry in map.entries {
            guard
                let kind = entry.key.asUInt64.flatMap({ UInt8(exactly: $0) }),
                let bytes = entry.value.asBytes,
                bytes.count % 2 == 0
            else { return nil }
            let digests = stride(from: 0, to: bytes.count, by: 2).map {
                ComponentDigest(rawValue: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]))
            }
            guard let entry = Entry(kind: kind, digests: digests) else { return nil }
            entries.append(entry)
        }
        self.init(entries: entries)
    }
}
