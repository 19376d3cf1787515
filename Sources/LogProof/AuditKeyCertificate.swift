import CBOR
import COSE
import Cryptography

/// The root key's word that an audit key signs the heads of the vendor's log; read and not believed.
///
/// ```cddl
/// claims = { 5 => time, 8 => { 1 => COSE_Key }, -65537 => { 1 => number } }
/// ```
///
/// A CWT (RFC 8392): the claim 5 is `nbf`, 8 is `cnf` (RFC 8747 section 3.1).
package struct AuditKeyCertificate: Hashable, Sendable {
    /// The media type.
    package static let type = "application/vnd.countersign.audit-key+cwt"
    /// The largest encoding, in bytes.
    package static let maximumSize = 300

    private let object: Sign1
    /// The key that it is about. To be shown, not to be relied on.
    package let unverifiedKey: PublicKey
    /// The key's number among the vendor's audit keys, from 1.
    package let unverifiedNumber: UInt64
    /// When the key begins to count, in seconds since 1970.
    package let unverifiedNotBefore: Int64
    /// The document.
    package var encoded: [UInt8] { object.encoded }

    /// Reads a certificate.
    ///
    /// - Throws: ``LogProofError`` naming the one rule that was broken first.
    package init(encoded: [UInt8]) throws(LogProofError) {
        let object: Sign1
        do {
            object = try Sign1(
                decoding: encoded, limits: CBORLimits(size: Self.maximumSize, depth: 4, items: 24))
        } catch {
            throw LogProofError(error)
        }
        guard object.protected.type == Self.type else { throw LogProofError(.type) }
        guard
            object.hasCanonicalHeaders, object.unprotected.isEmpty,
            object.protected.keyIdentifier?.count == KeyIdentifier.size
        else { throw LogProofError(.headers) }
        let claims = try decoded(
            object.payload, CBORLimits(size: Self.maximumSize, depth: 4, items: 24)
        ).asMap
        guard
            let claims, claims.entries.count == 3,
            let confirmation = claims[.int(Claim.confirmation)]?.asMap, confirmation.entries.count == 1,
            let key = confirmation[.int(Claim.coseKey)].flatMap(COSEKey.publicKey(from:)),
            let own = claims[.int(Claim.countersign)]?.asMap, own.entries.count == 1,
            let notBefore = claims[.int(Claim.notBefore)]?.asInt64,
            let number = own[.int(Claim.number)]?.asUInt64, TreeHead.sizes.contains(number)
        else { throw LogProofError(.claims) }
        guard TreeHead.times.contains(notBefore) else { throw LogProofError(.time) }
        self.object = object
        unverifiedKey = key
        unverifiedNumber = number
        unverifiedNotBefore = notBefore
    }

    /// Signs a certificate with the root key, and reads and verifies it before letting it out.
    ///
    /// - Parameters:
    ///   - key: the audit key.
    ///   - number: 1 for the first audit key, and one more for each successor.
    ///   - notBefore: when it begins to count, in seconds since 1970.
    ///   - rootKey: the vendor's root key.
    /// - Throws: `claims`, `time` if a number cannot be written; `root-key` if the audit key is the root key itself;
    ///   `signature` if signing failed its own check.
    package init(
        signing key: PublicKey, number: UInt64, notBefore: Int64, rootKey: SigningKey
    ) throws(LogProofError) {
        let claims: CBORValue = [
            .int(Claim.notBefore): .int(notBefore),
            .int(Claim.confirmation): [.int(Claim.coseKey): COSEKey.cbor(key)],
            .int(Claim.countersign): [.int(Claim.number): .unsigned(number)],
        ]
        guard
            let object = try? Sign1(
                payload: CBOREncoder.encode(claims), type: Self.type,
                keyIdentifier: KeyIdentifier(of: rootKey.publicKey).bytes, key: rootKey)
        else { throw LogProofError(.signature) }
        try self.init(encoded: object.encoded)
        _ = try verified(by: rootKey.publicKey)
    }

    /// Believes the certificate, if the root key signed it.
    ///
    /// - Throws: `root-key` if another key signed, or the certificate is about the root key itself, which signs no heads.
    package func verified(by rootKey: PublicKey) throws(LogProofError) -> CertifiedAuditKey {
        guard
            object.protected.keyIdentifier == KeyIdentifier(of: rootKey).bytes, object.isSigned(by: rootKey),
            unverifiedKey != rootKey
        else { throw LogProofError(.rootKey) }
        return CertifiedAuditKey(
            believed: unverifiedKey, number: unverifiedNumber, notBefore: unverifiedNotBefore)
    }

    private enum Claim {
        static let notBefore: Int64 = 5
        static let confirmation: Int64 = 8
        static let countersign: Int64 = -65_537
        static let coseKey: Int64 = 1
        static let number: Int64 = 1
    }
}

extension LogProofError {
    /// What is wrong with a certificate, which is read as any other document of ours.
    fileprivate init(_ error: COSEError) {
        switch error.rule {
        case .wellFormed: self.init(.wellFormed, error.encoding)
        case .tagged, .structure: self.init(.structure)
        case .algorithm: self.init(.algorithm)
        case .signatureSize: self.init(.signatureSize)
        case .protectedMap, .protectedOnly, .labelOnce, .critical, .parameterType, .knownParameters:
            self.init(.headers)
        }
    }
}
