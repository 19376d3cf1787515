import ArgumentParser
import CommandSupport
import Cryptography
import Issuing
import Refusals

/// The options `--vault` and `--passphrase-file`, for every command that changes the vault.
struct OpenVaultOptions: ParsableArguments {
    @OptionGroup var place: VaultOptions
    @OptionGroup var passphrase: PassphraseOptions

    /// The vault, open.
    func vault(in context: CommandContext) throws(Refusal) -> Vault {
        let locked = try place.locked(in: context)
        return try passphrase.source.withSecret(of: "the vault", in: context) { (secret) throws(Refusal) in
            try locked.unlock(passphrase: secret, in: context.surroundings)
        }
    }

    /// The same, with a passphrase that was typed already.
    func vault(_ passphrase: SecretBytes, in context: CommandContext) throws(Refusal) -> Vault {
        try place.locked(in: context).unlock(passphrase: passphrase, in: context.surroundings)
    }
}
