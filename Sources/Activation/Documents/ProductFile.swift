import CBOR
import COSE
import Cryptography
import Fingerprint
import Refusals

/// What a machine has to know about a product, signed by the vendor's root key: who may sign licenses, what
/// the features are called, how components are digested, where to call.
package struct ProductFile: DocumentBody {
    /// Signed by the root key.
    package static let kind = DocumentKind.product

    /// The vendor's name (`iss`).
    package let vendor: String
    /// The product (`sub`).
    package let product: ProductID
    /// When this version was made (`iat`).
    package let issuedAt: UnixTime
    /// Counts up from 1; a machine never goes back.
    package let version: UInt32
    /// The product's name for people.
    package let name: String
    /// The public half of the root key. It is not to be believed because it stands here: an application pins
    /// it, and the commands pin it at first use.
    package let rootKey: PublicKey
    /// Keys the component digests.
    package let salt: FingerprintSalt
    /// How strictly the product is bound to its machines.
    package let fingerprintPolicy: FingerprintPolicy
    /// How far a clock may go back before it counts as set back.
    package let clockTolerance: ClockTolerance
    /// The keys that sign licenses.
    package let issuingKeys: [IssuingKey]
    /// What the features are called.
    package let features: FeatureCatalogue
    /// Where to call.
    package let contact: Contact

    /// A product file's contents; it is checked when it is signed.
    package init(
        vendor: String, product: ProductID, issuedAt: UnixTime, version: UInt32, name: String,
        rootKey: PublicKey,
        salt: FingerprintSalt, fingerprintPolicy: FingerprintPolicy = .standard,
        clockTolerance: ClockTolerance = .standard, issuingKeys: [IssuingKey],
        features: FeatureCatalogue, contact: Contact
    ) {
        self.vendor = vendor
        self.product = product
        self.issuedAt = issuedAt
        self.version = version
        self.name = name
        self.rootKey = rootKey
        self.salt = salt
        self.fingerprintPolicy = fingerprintPolicy
        self.clockTolerance = clockTolerance
        self.issuingKeys = issuingKeys
        self.features = features
        self.contact = contact
    }

    /// The issuing key that a `kid` names, or nil.
    package func issuingKey(_ identifier: [UInt8]) -> IssuingKey? {
        issuingKeys.first { KeyIdentifier(of: $0.publicKey).bytes == identifier }
    }
}

extension ProductFile {
    private enum Key {
        static let version: Int64 = 1
        static let name: Int64 = 2
        static let rootKey: Int64 = 3
        static let salt: Int64 = 4
        static let issuingKeys: Int64 = 5
        static let features: Int64 = 6
        static let contact: Int64 = 7
        static let policy: Int64 = 8
    }

    /// The claims set.
    package var claims: CBORValue {
        var own: [(CBORValue, CBORValue)] = [
            (.int(Key.version), .unsigned(UInt64(version))),
            (.int(Key.name), .text(name)),
            (.int(Key.rootKey), COSEKey.cbor(rootKey)),
            (.int(Key.salt), .bytes(salt.bytes)),
            (.int(Key.issuingKeys), .array(issuingKeys.map(\.cbor))),
            (.int(Key.features), features.cbor),
        ]
        if !contact.isEmpty { own.append((.int(Key.contact), contact.cbor)) }
        let policy = ProductPolicy(fingerprint: fingerprintPolicy, clockTolerance: clockTolerance)
        if policy != .standard { own.append((.int(Key.policy), policy.cbor)) }
        return .map(
            CBORMap(replacing: [
                (.int(Claim.issuer), .text(vendor)),
                (.int(Claim.subject), .text(product.text)),
                (.int(Claim.issuedAt), .time(issuedAt)),
                (.int(Claim.countersign), .map(CBORMap(replacing: own))),
            ]))
    }

    /// Reads a claims set.
    ///
    /// - Throws: `document.malformed`, `document.newer-version`.
    package init(claims: CBORValue) throws(Refusal) {
        var reader = try ClaimReader(claims, in: "the product file")
        vendor = try reader.required(Claim.issuer, "iss") { $0.asDisplayText }
        product = try reader.required(Claim.subject, "sub") { $0.asProductID }
        issuedAt = try reader.required(Claim.issuedAt, "iat") { $0.asTime }
        let ownMap = try reader.required(Claim.countersign, "countersign") { $0 }
        try reader.finish(ignoringNegative: false)

        var own = try ClaimReader(ownMap, in: "the product file's own part")
        version = try own.required(Key.version, "version") { $0.asUInt32.flatMap { $0 > 0 ? $0 : nil } }
        name = try own.required(Key.name, "name") { $0.asDisplayText }
        rootKey = try own.required(Key.rootKey, "root key") { COSEKey.publicKey(from: $0) }
        salt = try own.required(Key.salt, "salt") { $0.asFixed(FingerprintSalt.self) }
        issuingKeys = try IssuingKey.list(try own.required(Key.issuingKeys, "issuing keys") { $0 })
        features = try own.required(Key.features, "features") { FeatureCatalogue($0) }
        let contactMap = try own.optional(Key.contact, "contact") { $0 }
        contact = try contactMap.map { (map) throws(Refusal) in try Contact(map) } ?? Contact()
        let policyMap = try own.optional(Key.policy, "policy") { $0 }
        let policy = try policyMap.map { (map) throws(Refusal) in try ProductPolicy(map) } ?? .standard
        fingerprintPolicy = policy.fingerprint
        clockTolerance = policy.clockTolerance
        try own.finish(ignoringNegative: true)
    }
}
