import Cryptography
import Refusals

/// What `vault.key` seals: the vault key, then the root key's public half, 64 bytes in all.
enum VaultSecret {
    static func make(vaultKey: SecretBytes, rootKey: PublicKey) throws(CryptographyError) -> SecretBytes {
        var bytes = vaultKey.withUnsafeBytes { Array($0) } + rootKey.bytes
        return try SecretBytes(taking: &bytes)
    }

    static func parts(of secret: SecretBytes) throws(Refusal) -> (vaultKey: SecretBytes, rootKey: PublicKey) {
        var bytes = secret.withUnsafeBytes { Array($0) }
        defer { bytes.zeroize() }
        guard bytes.count == Sealing.keySize + PublicKey.size else {
            throw Refusal(.vaultDamaged, "vault.key does not hold what it should.")
        }
        do {
            let rootKey = try PublicKey(bytes.suffix(PublicKey.size))
            var key = Array(bytes.prefix(Sealing.keySize))
            return (try SecretBytes(taking: &key), rootKey)
        } catch {
            throw Refusal(.internalInconsistency, "The vault key could not be taken (\(error)).")
        }
    }
}
