import Activation
import Cryptography
import Fingerprint
import Ledger
import PhoneCode

/// What the ledger has of a machine that was only ever told by telephone.
package enum PhoneSeat {
    /// No fingerprint, no user and no site begins so: of kind 255 there would have to be 255 digests.
    private static let beginning: [UInt8] = [255, 255]

    /// What stands in the place of the fingerprint.
    static func holder(_ mark: MachineMark) -> [UInt8] { beginning + [mark.rawValue] }

    /// Whether nothing is known of the seat's machine but its mark.
    package static func isOnlyMarked(_ record: ActivationRecord) -> Bool {
        isOnlyMarked(record.fingerprint)
    }

    private static func isOnlyMarked(_ bytes: [UInt8]) -> Bool {
        bytes.count == 3 && bytes.starts(with: beginning)
    }

    /// The mark of the machine, or the user, that has a seat; nil for sites.
    static func mark(of record: ActivationRecord, _ binding: LicenseBinding) -> MachineMark? {
        mark(of: record.fingerprint, isForUser: binding == .user)
    }

    /// The same, of what the seat's holder is known by.
    static func mark(of bytes: [UInt8], isForUser: Bool) -> MachineMark? {
        if isOnlyMarked(bytes) { return MachineMark(rawValue: bytes[2]) }
        if isForUser {
            let digests = stride(from: 0, to: bytes.count - 1, by: 2).map {
                ComponentDigest(rawValue: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]))
            }
            return MachineMark(kind: ComponentKind.user.rawValue, digests: digests)
        }
        return Fingerprint(machineBytes: bytes).map { MachineMark(of: $0) }
    }

    /// What stands in the place of the device key: nobody has the other half of it.
    static func deviceKey(_ digest: RequestDigest) -> [UInt8] {
        SHA256Digest(of: Array("countersign phone device".utf8) + digest.bytes).bytes
    }

    /// What the ledger knows a request by that was told by telephone.
    static func ledgerDigest(
        _ digest: RequestDigest, of license: LicenseID, _ kind: RequestKind
    ) -> SHA256Digest {
        SHA256Digest(
            of: Array("countersign phone request".utf8) + license.bytes + [kind.rawValue] + digest.bytes)
    }
}
