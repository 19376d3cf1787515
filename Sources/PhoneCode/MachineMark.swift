import Cryptography
import Fingerprint

/// Seven bits of what a machine is, told by telephone, where a whole fingerprint is too long: they say "perhaps the
/// same machine as in that earlier call". They prove nothing, and every 128th machine has the same.
package struct MachineMark: Hashable, Sendable {
    /// 0 to 127.
    package let rawValue: UInt8

    /// Seven bits; nil if there are more.
    package init?(rawValue: UInt8) {
        guard rawValue < 128 else { return nil }
        self.rawValue = rawValue
    }

    /// The last seven bits of a number.
    init(lowBitsOf number: UInt64) { rawValue = UInt8(number & 127) }

    /// The mark of a machine: the first seven bits of BLAKE2b-512 of `countersign machine mark`, the number of a kind
    /// of component and its digests (two bytes each). The kind is the first with hardware that no copy of a disk
    /// brings along; else the first that counts at all; else the mark is 0.
    ///
    /// Where the request names a user, as for a license that is bound to one, the kind is that of users: another user of
    /// the machine has another mark.
    ///
    /// One kind only, because whatever is exchanged in the machine, the mark of the rest should stay.
    package init(of fingerprint: Fingerprint) {
        let users = fingerprint.digests(of: .user)
        if users.isEmpty {
            self.init(ofMachine: fingerprint)
        } else {
            self.init(kind: ComponentKind.user.rawValue, digests: users)
        }
    }

    /// The same, whoever is named beside the machine.
    package init(ofMachine fingerprint: Fingerprint) {
        let elements = ComponentWeights(of: fingerprint).elements
        guard let kind = (elements.first(where: \.isStrong) ?? elements.first)?.kind else {
            self.init(lowBitsOf: 0)
            return
        }
        self.init(kind: kind, digests: elements.filter { $0.kind == kind }.map(\.digest))
    }

    /// The mark of some digests of one kind.
    package init(kind: UInt8, digests: [ComponentDigest]) {
        let bytes = digests.flatMap { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)] }
        let hash = BLAKE2b.repeated(Array("countersign machine mark".utf8) + [kind] + bytes, rounds: 1)
        rawValue = hash[0] >> 1
    }
}
