import CBOR
import COSE
import Cryptography

/// The protected headers of a tree head, which are the same in all of its forms.
///
/// ```cddl
/// { 1 => -19, 4 => bstr .size 8, 15 => { 6 => time, -65537 => { 1 => size } }, 16 => typ, 395 => 1 }
/// ```
///
/// `vds` (395) is RFC 9942 section 2, its value 1 section 5.1; CWT claims in headers (15) are RFC 9597 section 2, `typ` (16)
/// is RFC 9596. RFC 9942 has the size of the tree in each proof only, where no signature covers it, and has no header for
/// it. So the size stands with the time among the claims, under the private-use claim that our documents have, too. A header
/// of our own would be in the way: other readers give the labels below -65536 meanings of their own.
struct HeadHeaders: Hashable, Sendable {
    /// The media type of a tree head, in all of its forms.
    static let type = "application/vnd.countersign.tree-head+cose"

    let keyIdentifier: KeyIdentifier
    let size: UInt64
    let time: Int64

    /// The headers' one encoding.
    var encoded: [UInt8] {
        CBOREncoder.encode([
            .int(Label.algorithm): .int(Algorithm.ed25519.rawValue),
            .int(Label.keyIdentifier): .bytes(keyIdentifier.bytes),
            .int(Label.claims): [
                .int(Claim.issuedAt): .int(time),
                .int(Claim.countersign): [.int(Claim.size): .unsigned(size)],
            ],
            .int(Label.type): .text(Self.type),
            .int(Label.structureOfLog): .int(Self.merkleTreeWithSHA256),
        ])
    }

    /// Reads headers that are in the one encoding that they have.
    ///
    /// - Throws: `well-formed`, `headers`, `algorithm`, `type`, `structure-of-log`, `claims`, `time`, `size`.
    init(decoding bytes: [UInt8]) throws(LogProofError) {
        let map = try decoded(bytes, CBORLimits(size: 128, depth: 3, items: 20)).asMap
        guard let map else { throw LogProofError(.headers) }
        guard map[.int(Label.algorithm)] == .int(Algorithm.ed25519.rawValue) else {
            throw LogProofError(.algorithm)
        }
        guard map[.int(Label.type)] == .text(Self.type) else { throw LogProofError(.type) }
        guard map[.int(Label.structureOfLog)] == .int(Self.merkleTreeWithSHA256) else {
            throw LogProofError(.structureOfLog)
        }
        guard
            let identifier = map[.int(Label.keyIdentifier)]?.asBytes,
            let keyIdentifier = try? KeyIdentifier(identifier)
        else { throw LogProofError(.headers) }
        guard
            let claims = map[.int(Label.claims)]?.asMap, claims.entries.count == 2,
            let own = claims[.int(Claim.countersign)]?.asMap, own.entries.count == 1,
            let time = claims[.int(Claim.issuedAt)]?.asInt64, let size = own[.int(Claim.size)]?.asUInt64
        else { throw LogProofError(.claims) }
        guard TreeHead.times.contains(time) else { throw LogProofError(.time) }
        guard TreeHead.sizes.contains(size) else { throw LogProofError(.size) }
        self.init(keyIdentifier: keyIdentifier, size: size, time: time)
        // Anything more, such as `crit`, would make another encoding.
        guard encoded == bytes else { throw LogProofError(.headers) }
    }

    init(keyIdentifier: KeyIdentifier, size: UInt64, time: Int64) {
        self.keyIdentifier = keyIdentifier
        self.size = size
        self.time = time
    }

    private static let merkleTreeWithSHA256: Int64 = 1

    private enum Label {
        static let algorithm: Int64 = 1
        static let keyIdentifier: Int64 = 4
        static let claims: Int64 = 15
        static let type: Int64 = 16
        static let structureOfLog: Int64 = 395
    }

    private enum Claim {
        static let issuedAt: Int64 = 6
        static let countersign: Int64 = -65_537
        static let size: Int64 = 1
    }
}

/// The value of which bytes are the one encoding.
///
/// - Throws: `well-formed`.
func decoded(_ bytes: [UInt8], _ limits: CBORLimits) throws(LogProofError) -> CBORValue {
    do {
        return try CBORDecoder.decode(bytes, limits: limits)
    } catch {
        throw LogProofError(.wellFormed, error)
    }
}
