import Activation
import Cryptography
import DurableFiles
import Fingerprint
import Ledger
import Refusals

/// The vendor's vault, open: the ledger and the keys to what is sealed in it.
package struct Vault: Sendable {
    let folder: PrivateFolder
    /// The ledger; changes to it are made by the methods of this type, which also write the audit log.
    package let ledger: LedgerDatabase
    let keys: VaultKeys
    /// The public half of the root key that `init` made, authenticated by the passphrase.
    package let rootKey: PublicKey

    static func keys(from vaultKey: SecretBytes) throws(Refusal) -> VaultKeys {
        do {
            return try VaultKeys(vaultKey: vaultKey)
        } catch {
            throw Refusal(.internalInconsistency, "The vault's keys could not be derived (\(error)).")
        }
    }

    func entry(
        _ action: AuditAction, of subject: AuditSubject, detail: String = "", carrier: String = "",
        in surroundings: Surroundings
    ) -> AuditEntry {
        AuditEntry(
            at: surroundings.now().rawValue, actor: surroundings.actor, action: action.rawValue,
            carrier: carrier, subject: subject, detail: detail)
    }
}

extension AuditSubject {
    /// A license.
    package static func license(_ id: LicenseID) -> AuditSubject { .license(id.bytes, id.description) }

    /// A license that may not be known.
    static func license(_ id: LicenseID?) -> AuditSubject { id.map { .license($0) } ?? .none }
}
