import Cryptography
import DurableFiles
import Fingerprint
import Ledger
import Refusals

/// The vendor's folder as it lies there: the ledger can be read, and nothing can be decided without the
/// passphrase.
package struct LockedVault: Sendable {
    let folder: PrivateFolder

    static let ledgerName = "ledger.sqlite"
    static let vaultKeyName = "vault.key"
    static let rootKeyName = "root.key"

    /// Opens the folder.
    ///
    /// - Throws: `vault.missing`, `vault.other-owner`.
    package init(opening path: String) throws(Refusal) {
        do throws(Refusal) {
            folder = try PrivateFolder(opening: path, missing: .vaultMissing, otherOwner: .vaultOtherOwner)
        } catch {
            throw error.code == .vaultMissing ? Self.missing(error.sentence) : error
        }
        guard try folder.entries().contains(where: { $0.name == Self.vaultKeyName }) else {
            throw Self.missing("There is no vault in \(shownPath(path)).")
        }
    }

    private static func missing(_ sentence: String) -> Refusal {
        Refusal(.vaultMissing, sentence)
    }

    /// Where it is.
    package var path: String { folder.path }

    /// The ledger, to be read.
    ///
    /// - Throws: `vault.damaged`, `vault.newer-version`, `vault.busy`.
    package func ledger() throws(Refusal) -> LedgerDatabase {
        try LedgerDatabase.open(
            at: joinedPath(path, Self.ledgerName), keys: nil, backfill: Fingerprint.backfill)
    }

    /// Opens the vault. A ledger of an earlier version is brought over.
    ///
    /// - Throws: `passphrase.wrong`, `vault.damaged`, and what opening the ledger throws.
    package func unlock(
        passphrase: SecretBytes, in surroundings: Surroundings
    ) throws(Refusal) -> Vault {
        guard let text = try SealedKeyFile.text(of: Self.vaultKeyName, in: folder) else {
            throw Refusal(.vaultDamaged, "\(joinedPath(path, Self.vaultKeyName)) is missing.")
        }
        let secret = try SealedKeyFile.open(
            text, path: joinedPath(path, Self.vaultKeyName), purpose: .vault, passphrase: passphrase)
        let (vaultKey, rootKey) = try VaultSecret.parts(of: secret)
        let keys = try Vault.keys(from: vaultKey)
        let ledger = try LedgerDatabase.open(
            at: joinedPath(path, Self.ledgerName), keys: keys.ledgerKeys(random: surroundings.random),
            backfill: Fingerprint.backfill,
            bringing: BringingOver(keys: keys, rootKey: rootKey, in: surroundings))
        let signer = try ledger.read { (reader) throws(Refusal) in
            guard let key = try reader.auditKeys().last else {
                throw Refusal(.vaultDamaged, "The audit key is missing in the ledger.")
            }
            return try HeadSigner(SealedAuditKey.open(key, with: keys), key)
        }
        return Vault(folder: folder, ledger: ledger.signing(with: signer), keys: keys, rootKey: rootKey)
    }
}
