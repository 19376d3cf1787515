import Activation
import COSE
import Cryptography
import DurableFiles
import Fingerprint
import Ledger
import Refusals

extension Vault {
    /// What a new vault is made with.
    package struct Making: Sendable {
        /// Seals the vault key.
        package let passphrase: SecretBytes
        /// Seals the root key; the same as the vault's unless the root key is to have one of its own.
        package let rootPassphrase: SecretBytes
        /// What one guess at a passphrase costs.
        package let cost: PassphraseCost

        /// What a new vault is made with.
        package init(passphrase: SecretBytes, rootPassphrase: SecretBytes, cost: PassphraseCost) {
            self.passphrase = passphrase
            self.rootPassphrase = rootPassphrase
            self.cost = cost
        }
    }

    /// Makes a vault: the root key, the first issuing key, the ledger. The vault key is written last, and a
    /// folder without it is no vault, so that an interrupted start can be begun again.
    ///
    /// - Returns: the vault and the root key's public half.
    /// - Throws: `vault.exists`, `vault.other-owner`, and what writing throws.
    package static func make(
        at path: String, _ making: Making, in surroundings: Surroundings
    ) throws(Refusal) -> (vault: Vault, rootKey: PublicKey) {
        let folder = try PrivateFolder(creating: path, otherOwner: .vaultOtherOwner)
        let lock = try folder.lock(.exclusive, waitingAtMost: 10_000, busy: .vaultBusy)
        defer { lock.release() }
        try requireNoVault(in: folder)

        let secrets = try drawSecrets(making, surroundings)
        let keys = try keys(from: secrets.vaultKey)
        let ledger = try LedgerDatabase.create(
            at: joinedPath(folder.path, LockedVault.ledgerName),
            keys: keys.ledgerKeys(random: surroundings.random), backfill: Fingerprint.backfill)
        // The first event is that the vault was made, with the key that signs the log; the second, its issuing key.
        let (auditKey, signing) = try SealedAuditKey.make(
            number: 1, rootKey: secrets.rootKey.publicKey, signing: secrets.rootKey, event: 1, keys: keys,
            in: surroundings)
        let vault = Vault(
            folder: folder, ledger: ledger.signing(with: try HeadSigner(signing, auditKey)), keys: keys,
            rootKey: secrets.rootKey.publicKey)
        try vault.addFirstKeys(auditKey, in: surroundings)
        // The root key comes last but one: one that is found without a vault is never taken for a leftover.
        try folder.write(secrets.sealedRootKey, as: LockedVault.rootKeyName, overwrite: false)
        try folder.write(secrets.sealedVaultKey, as: LockedVault.vaultKeyName, overwrite: false)
        return (vault, vault.rootKey)
    }

    /// Refuses a place where there is a vault already, before a passphrase is asked for.
    ///
    /// - Throws: `vault.exists`, `vault.other-owner`.
    package static func requireNone(at path: String) throws(Refusal) {
        do throws(Refusal) {
            _ = try LockedVault(opening: path)
        } catch {
            if error.code == .vaultMissing { return }
            throw error
        }
        throw Refusal(.vaultExists, "There is already a vault in \(shownPath(path)).")
    }

    /// Clears away what an interrupted start left, after a look that it holds nothing that was ever used: whose
    /// vault key was lost must not lose the ledger too, because a backup may have the key.
    private static func requireNoVault(in folder: PrivateFolder) throws(Refusal) {
        var names = Set(try folder.entries().map(\.name))
        guard !names.contains(LockedVault.vaultKeyName) else {
            throw Refusal(.vaultExists, "There is already a vault in \(shownPath(folder.path)).")
        }
        let ledger = LockedVault.ledgerName
        if names.contains(ledger), try hasProducts(joinedPath(folder.path, ledger)) {
            throw Refusal(
                .vaultDamaged,
                "\(shownPath(folder.path)) holds a ledger with products, but \(LockedVault.vaultKeyName) is missing.",
                remedy:
                    "Restore \(LockedVault.vaultKeyName) from a backup, or choose another folder; nothing was changed.",
                facts: [.file(LockedVault.vaultKeyName)])
        }
        guard !names.contains(LockedVault.rootKeyName) else {
            throw Refusal(
                .vaultExists, "There is a root key in \(shownPath(folder.path)), and no vault.",
                remedy:
                    "If it is a copy for safekeeping, choose another folder. If 'init' was interrupted and left it, "
                    + "remove \(LockedVault.rootKeyName) by hand first.",
                facts: [.leftOver, .file(LockedVault.rootKeyName)])
        }
        // Looking at the ledger may have made or removed its companions.
        names = Set(try folder.entries().map(\.name))
        for name in [ledger, "\(ledger)-wal", "\(ledger)-shm"]
        where names.contains(name) { try folder.remove(name) }
        try folder.removeLeftovers()
    }

    /// A ledger is made as a whole or not at all: one that cannot be read is no leftover of a start.
    private static func hasProducts(_ path: String) throws(Refusal) -> Bool {
        try LedgerDatabase.open(at: path, keys: nil, backfill: Fingerprint.backfill).read {
            (reader) throws(Refusal) in
            try !reader.products().isEmpty
        }
    }

    private struct Secrets {
        let vaultKey: SecretBytes
        let sealedVaultKey: [UInt8]
        let rootKey: SigningKey
        let sealedRootKey: [UInt8]
    }

    private static func drawSecrets(_ making: Making, _ surroundings: Surroundings) throws(Refusal) -> Secrets
    {
        let random = surroundings.random
        do {
            let root = try SigningKey.generate(from: random)
            let vaultKey = try SecretBytes.random(count: Sealing.keySize, from: random)
            return Secrets(
                vaultKey: vaultKey,
                sealedVaultKey: try SealedKeyFile.text(
                    sealing: VaultSecret.make(vaultKey: vaultKey, rootKey: root.publicKey), purpose: .vault,
                    passphrase: making.passphrase, cost: making.cost,
                    random: random),
                rootKey: root,
                sealedRootKey: try SealedKeyFile.text(
                    sealing: root.seed(), purpose: .root, passphrase: making.rootPassphrase,
                    cost: making.cost,
                    random: random))
        } catch {
            throw Refusal(.internalInconsistency, "The keys could not be made (\(error)).")
        }
    }

    private func addFirstKeys(_ auditKey: AuditKeyRecord, in surroundings: Surroundings) throws(Refusal) {
        try ledger.write { (writer) throws(Refusal) in
            try writer.addAuditKey(auditKey)
            try writer.appendAudit(
                entry(
                    .vaultMade, of: .other(KeyIdentifier(of: rootKey).hexadecimal),
                    detail: "audit key \(Hexadecimal.encode(auditKey.publicKey.prefix(8)))",
                    in: surroundings))
            let issuing = try newIssuingKey(event: try writer.eventNumber(), in: surroundings)
            try writer.addSigningKey(issuing)
            try writer.appendAudit(
                entry(.issuingKeyAdded, of: .other(Hexadecimal.encode(issuing.kid)), in: surroundings))
        }
    }

    private func newIssuingKey(event: Int64, in surroundings: Surroundings) throws(Refusal)
        -> SigningKeyRecord
    {
        let now = surroundings.now()
        let key: SigningKey
        let seed: SecretBytes
        do {
            key = try SigningKey.generate(from: surroundings.random)
            seed = try key.seed()
        } catch {
            throw Refusal(.internalInconsistency, "The issuing key could not be made (\(error)).")
        }
        let identifier = KeyIdentifier(of: key.publicKey)
        let notBefore = now.day.start.rawValue
        return SigningKeyRecord(
            kid: identifier.bytes, publicKey: key.publicKey.bytes,
            sealedSecret: try keys.seal(
                seed, as: SealedIssuingKey.name,
                of: SealedIssuingKey.place(kid: identifier.bytes, notBefore: notBefore, event: event),
                random: surroundings.random),
            notBefore: notBefore, createdAt: now.rawValue, event: event)
    }
}
