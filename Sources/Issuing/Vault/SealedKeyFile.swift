import Activation
import CBOR
import Cryptography
import DurableFiles
import Refusals

/// A secret at rest under a passphrase, as armoured text that can also be printed and kept in a
/// safe.
///
/// Inside is a deterministic CBOR map `{1: purpose, 2: salt, 3: passes, 4: kibibytes, 5: sealed}`. The sealing
/// key is Argon2id (RFC 9106) of the passphrase; the secret is sealed with XChaCha20-Poly1305, and the encoding
/// of entries 1 to 4 is authenticated with it.
struct SealedKeyFile {
    /// What the secret is for; a file of one purpose does not open as another.
    enum Purpose: String {
        /// The vault key, 32 bytes, then the root key's public half, 32 bytes: no secret, but whoever can write
        /// into the vault must not be able to put another one in its place.
        case vault = "countersign vault key"
        /// The root key's seed, 32 bytes.
        case root = "countersign root key"
    }

    /// The largest file, in bytes of armoured text.
    static let maximumSize = 4096
    private static let label = "COUNTERSIGN SEALED KEY"

    /// Seals a secret.
    static func text(
        sealing secret: SecretBytes, purpose: Purpose, passphrase: SecretBytes, cost: PassphraseCost,
        random: some RandomSource
    ) throws(CryptographyError) -> [UInt8] {
        let salt = PassphraseSalt.random(from: random)
        var map = header(purpose, salt, cost)
        let key = try SecretBytes.key(fromPassphrase: passphrase, salt: salt, cost: cost)
        let sealed = try Sealing.seal(
            secret, key: key, context: CBOREncoder.encode(.map(map)), random: random)
        map[5] = .bytes(sealed)
        return Armour(label: label, bytes: CBOREncoder.encode(.map(map))).text
    }

    /// A file of the vault, to be opened; nil where there is none.
    ///
    /// - Throws: `vault.damaged` if it is larger than such a file can be, and what reading throws.
    static func text(of name: String, in folder: PrivateFolder) throws(Refusal) -> [UInt8]? {
        do throws(Refusal) {
            return try folder.readIfPresent(name, limit: maximumSize)
        } catch {
            guard error.code == .documentTooLarge else { throw error }
            let path = shownPath(joinedPath(folder.path, name))
            throw Refusal(.vaultDamaged, "\(path) is damaged: it is larger than such a file can be.")
        }
    }

    /// What a file's secret is for, as the file says; nil if it is no such file, or breaks a rule of the format.
    static func purpose(of text: [UInt8]) -> Purpose? { (try? Content(reading: text))?.purpose }

    /// Opens a file.
    ///
    /// - Throws: `vault.damaged` if it is no such file, or asks for more memory than there is; `passphrase.wrong`.
    static func open(
        _ text: [UInt8], path: String, purpose: Purpose, passphrase: SecretBytes
    ) throws(Refusal) -> SecretBytes {
        guard let content = try? Content(reading: text), content.purpose == purpose else {
            throw Refusal(.vaultDamaged, "\(path) is damaged, or is not a \(purpose.rawValue).")
        }
        do {
            let key = try SecretBytes.key(
                fromPassphrase: passphrase, salt: content.salt, cost: content.cost)
            return try Sealing.open(content.sealed, key: key, context: content.context)
        } catch CryptographyError.authenticationFailed {
            throw Refusal(.passphraseWrong)
        } catch CryptographyError.outOfMemory {
            throw Refusal(
                .vaultDamaged,
                "\(path) asks for \(content.cost.memoryKibibytes >> 10) MiB of memory, and this computer "
                    + "does not have that much.",
                remedy:
                    "End other programs, or use a computer with more memory. If this one was enough before, the "
                    + "file was changed: restore it from a backup.")
        } catch {
            throw Refusal(.internalInconsistency, "The passphrase could not be tried (\(error)).")
        }
    }

    /// What is in a file, before it is opened.
    private struct Content {
        let purpose: Purpose
        let salt: PassphraseSalt
        let cost: PassphraseCost
        let sealed: [UInt8]
        /// What is authenticated with the secret.
        let context: [UInt8]

        init(reading text: [UInt8]) throws(Refusal) {
            guard
                text.count <= maximumSize, let armour = try? Armour(reading: text, label: label),
                var map = try? CBORDecoder.decode(armour.bytes).asMap, map.entries.count == 5,
                let purpose = map[1]?.asText.flatMap(Purpose.init(rawValue:)),
                let saltBytes = map[2]?.asBytes, let salt = try? PassphraseSalt(saltBytes),
                let passes = map[3]?.asUInt64, let memory = map[4]?.asUInt64,
                let cost = try? PassphraseCost(passes: passes, memoryKibibytes: memory),
                let sealed = map[5]?.asBytes
            else { throw Refusal(.vaultDamaged) }
            map[5] = nil
            self.purpose = purpose
            self.salt = salt
            self.cost = cost
            self.sealed = sealed
            context = CBOREncoder.encode(.map(map))
        }
    }

    private static func header(_ purpose: Purpose, _ salt: PassphraseSalt, _ cost: PassphraseCost) -> CBORMap
    {
        [
            1: .text(purpose.rawValue), 2: .bytes(salt.bytes), 3: .unsigned(cost.passes),
            4: .unsigned(cost.memoryKibibytes),
        ]
    }
}
