import Activation
import Cryptography
import Fingerprint
import Refusals

/// A request as it is told by telephone: 165 bits. The machine keeps the request itself.
///
/// ```
/// purpose 2 | license id 40 | machine mark 7 | request digest 96 | tag 20
/// ```
package struct RequestCode: Hashable, Sendable {
    /// How many bits prove knowledge of the activation key.
    package static let tagBits = 20

    /// What is asked for.
    package let kind: RequestKind
    /// The license that the activation key names.
    package let license: LicenseID
    /// Perhaps the same machine as in an earlier call.
    package let mark: MachineMark
    /// What the license will be bound to.
    package let digest: RequestDigest
    /// Proves knowledge of the activation key, and finds what the check digits miss; below 2^20.
    package let tag: UInt32

    /// The code of a request.
    ///
    /// - Parameter key: the activation key's, which alone vouches for a request by telephone, of whatever kind.
    /// - Throws: what the keyed hash throws.
    package init(of request: Verified<Request>, key: ProofKey) throws(CryptographyError) {
        kind = request.body.kind
        license = request.body.license
        mark = MachineMark(of: request.body.fingerprint)
        digest = RequestDigest(of: request.unverified)
        tag = try Self.tag(
            Self.told(kind, license, mark, digest), product: request.body.product,
            namesUser: !request.body.fingerprint.digests(of: .user).isEmpty, key: key)
    }

    /// What a code says, if it is one of a request.
    ///
    /// - Throws: `request.kind-unsupported` for a kind that this program does not know.
    package init(_ code: SpokenCode) throws(Refusal) {
        guard code.direction == .request else {
            throw Refusal(.internalInconsistency, "A response code was taken for a request code.")
        }
        var reader = BitReader(code.field)
        guard let kind = RequestKind(rawValue: UInt8(reader.number(width: 2))) else {
            throw Refusal(.requestKindUnsupported)
        }
        self.kind = kind
        license = LicenseID(uncheckedBytes: reader.bytes(LicenseID.size))
        mark = MachineMark(lowBitsOf: reader.number(width: 7))
        digest = RequestDigest(uncheckedBytes: reader.bytes(RequestDigest.size))
        tag = UInt32(reader.number(width: Self.tagBits))
    }

    /// The code in bits.
    package var spoken: SpokenCode {
        var field = Self.told(kind, license, mark, digest)
        field.append(UInt64(tag), width: Self.tagBits)
        return SpokenCode(direction: .request, field: field)
    }

    /// Whether whoever made it has the activation key, and made the request for this product, with or without a user;
    /// whoever has not succeeds once in 2^20 trials.
    ///
    /// - Throws: what the keyed hash throws.
    package func isProven(
        by key: ProofKey, product: ProductID, namesUser: Bool
    ) throws(CryptographyError) -> Bool {
        let right = try Self.tag(
            Self.told(kind, license, mark, digest), product: product, namesUser: namesUser, key: key)
        return KeyedHash.areEqual(Self.bytes(right), Self.bytes(tag))
    }

    private static func told(
        _ kind: RequestKind, _ license: LicenseID, _ mark: MachineMark, _ digest: RequestDigest
    ) -> BitField {
        var field = BitField()
        field.append(UInt64(kind.rawValue), width: 2)
        field.append(license.bytes)
        field.append(UInt64(mark.rawValue), width: 7)
        field.append(digest.bytes)
        return field
    }

    /// The first 20 bits of BLAKE2b-128, keyed with the proof key, of `countersign phone tag`, a byte for each of the
    /// bits that are told, a byte that says whether the request names a user, and the product's id. The desk knows
    /// both from the license, so that they need not be told, and a license that could never fit is not granted.
    private static func tag(
        _ told: BitField, product: ProductID, namesUser: Bool, key: ProofKey
    ) throws(CryptographyError) -> UInt32 {
        let message =
            Array("countersign phone tag".utf8) + told.bits + [namesUser ? 1 : 0] + Array(product.text.utf8)
        let hash = try KeyedHash.tag(of: message, key: key.secret, size: 16)
        return UInt32(hash[0]) << 12 | UInt32(hash[1]) << 4 | UInt32(hash[2]) >> 4
    }

    private static func bytes(_ tag: UInt32) -> [UInt8] {
        [
            UInt8(truncatingIfNeeded: tag >> 16), UInt8(truncatingIfNeeded: tag >> 8),
            UInt8(truncatingIfNeeded: tag),
        ]
    }
}
