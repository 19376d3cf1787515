import Cryptography
import Ledger
import Synchronization

/// The proof keys of the licenses that were answered for last. Opening one takes memory of its own from the system,
/// which is locked, guarded and given back: as long as all else that an answer costs the vault.
final class OpenedProofKeys: Sendable {
    /// Each takes a locked page, of which a user may have some thousands.
    private static let most = 1024

    private let opened = Mutex<[LicenseRecord: SecretBytes]>([:])

    /// The key that was opened for this very row; nil if none was, or if a single value of it is another.
    func key(of record: LicenseRecord) -> SecretBytes? { opened.withLock { $0[record] } }

    /// Keeps a key that was opened for this row.
    func keep(_ key: SecretBytes, of record: LicenseRecord) {
        opened.withLock { keys in
            if keys.count >= Self.most { keys.removeAll(keepingCapacity: true) }
            keys[record] = key
        }
    }
}
