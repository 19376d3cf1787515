import Cryptography
import DurableFiles
import Refusals

/// Where the root key is to be had for one signature: the vault, or a file that was brought.
public struct RootKeySource: Sendable {
    /// The file, if it is not in the vault.
    public let path: String?
    /// Gives the root key's passphrase; called only when it is needed.
    public let passphrase: @Sendable () throws(Refusal) -> SecretBytes

    /// A place and the way to the passphrase.
    public init(path: String?, passphrase: @escaping @Sendable () throws(Refusal) -> SecretBytes) {
        self.path = path
        self.passphrase = passphrase
    }

    func key(in folder: PrivateFolder) throws(Refusal) -> SigningKey {
        let place = path ?? joinedPath(folder.path, LockedVault.rootKeyName)
        let seed = try SealedKeyFile.open(
            try text(in: folder), path: shownPath(place), purpose: .root, passphrase: try passphrase())
        do {
            return try SigningKey(seed: seed)
        } catch {
            throw Refusal(.vaultDamaged, "\(shownPath(place)) does not hold a root key.")
        }
    }

    private func text(in folder: PrivateFolder) throws(Refusal) -> [UInt8] {
        if let path { return try readFile(path, limit: SealedKeyFile.maximumSize) }
        guard
            let text = try folder.readIfPresent(LockedVault.rootKeyName, limit: SealedKeyFile.maximumSize)
        else { throw Refusal(.vaultRootKeyAway) }
        return text
    }
}
