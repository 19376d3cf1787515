import Cryptography
import DurableFiles
import Refusals

/// Where the root key is to be had for one signature: the vault, or a file that was brought.
package struct RootKeySource: Sendable {
    /// The file, if it is not in the vault.
    package let path: String?
    /// Gives a passphrase to try, given how many before it were wrong; called only when it is needed. Throws when
    /// it has no other.
    package let passphrase: @Sendable (_ wrong: Int) throws(Refusal) -> SecretBytes

    /// A place and the way to the passphrase.
    package init(
        path: String?, passphrase: @escaping @Sendable (_ wrong: Int) throws(Refusal) -> SecretBytes
    ) {
        self.path = path
        self.passphrase = passphrase
    }

    func key(in folder: PrivateFolder) throws(Refusal) -> SigningKey {
        let place = shownPath(path ?? joinedPath(folder.path, LockedVault.rootKeyName))
        let text = try text(in: folder)
        if path != nil { try requireRootKey(text, place) }
        let seed = try seed(text, place)
        do {
            return try SigningKey(seed: seed)
        } catch {
            throw Refusal(.vaultDamaged, "\(place) does not hold a root key.")
        }
    }

    private func seed(_ text: [UInt8], _ place: String) throws(Refusal) -> SecretBytes {
        var wrong = 0
        while true {
            let passphrase = try passphrase(wrong)
            do throws(Refusal) {
                return try SealedKeyFile.open(text, path: place, purpose: .root, passphrase: passphrase)
            } catch {
                guard error.code == .passphraseWrong else { throw error }
                wrong += 1
            }
        }
    }

    private func text(in folder: PrivateFolder) throws(Refusal) -> [UInt8] {
        if let path { return try readFile(path, limit: SealedKeyFile.maximumSize) }
        guard let text = try SealedKeyFile.text(of: LockedVault.rootKeyName, in: folder) else {
            throw Refusal(.vaultRootKeyAway)
        }
        return text
    }

    /// A wrong file was brought rather than that the vault is damaged.
    private func requireRootKey(_ text: [UInt8], _ place: String) throws(Refusal) {
        switch SealedKeyFile.purpose(of: text) {
        case .root: return
        case .vault:
            throw Refusal(
                .documentUnrecognized, "\(place) is the key of a vault, and not a root key.",
                remedy: "Name the file that was root.key.")
        case nil:
            throw Refusal(
                .documentUnrecognized, "\(place) is not a root key file, or is damaged.",
                remedy: "Name the file that was root.key; if this is it, bring the other copy.")
        }
    }
}
