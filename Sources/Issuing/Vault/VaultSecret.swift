import Cryptography
import Refusals

/// What `vault.key` seals: the vault key, then the root key's public half, 64 bytes in all.
enum VaultSecret {
    static func make(vaultKey: SecretBytes, rootKey: PublicKey) throws(CryptographyError) -> SecretBytes {
        try vaultKey.followed(by: rootKey.bytes)
    }

    static func parts(of secret: SecretBytes) throws(Refusal) -> (vaultKey: SecretBytes, rootKey: PublicKey) {
        guard secret.count == Sealing.keySize + PublicKey.size else {
            throw Refusal(.vaultDamaged, "vault.key does not hold what it should.")
        }
        // The key itself stays in locked memory; the public half may be copied.
        let rootKey = secret.withUnsafeBytes { Array($0.suffix(PublicKey.size)) }
        do {
            return (try secret.prefix(Sealing.keySize), try PublicKey(rootKey))
        } catch {
            throw Refusal(.internalInconsistency, "The vault key could not be taken (\(error)).")
        }
    }
}
