import Activation
import CBOR
import Cryptography
import Ledger
import LogProof
import Refusals

/// A key that signs the heads of the log, as the ledger has it: sealed for its number and for the event that wrote it.
enum SealedAuditKey {
    private static let name = "audit key"

    private static func place(number: Int64, event: Int64) -> [UInt8] {
        CBOREncoder.encode(.array([.int(number), .int(event)]))
    }

    /// A new key.
    ///
    /// - Parameters:
    ///   - number: 1 for the vault's first, and one more for each successor.
    ///   - rootKey: the root key that vouches for it, or will.
    ///   - signing: the root key itself, where it is at hand.
    ///   - event: the number of the event that writes it.
    static func make(
        number: Int64, rootKey: PublicKey, signing: SigningKey?, event: Int64, keys: VaultKeys,
        in surroundings: Surroundings
    ) throws(Refusal) -> (record: AuditKeyRecord, key: SigningKey) {
        let now = surroundings.now().rawValue
        let key: SigningKey
        let seed: SecretBytes
        do {
            key = try SigningKey.generate(from: surroundings.random)
            seed = try key.seed()
        } catch {
            throw Refusal(.internalInconsistency, "The audit key could not be made (\(error)).")
        }
        let certificate = try signing.map { (root) throws(Refusal) in
            try Self.certificate(of: key.publicKey, number: number, notBefore: now, by: root)
        }
        let record = AuditKeyRecord(
            number: number, publicKey: key.publicKey.bytes,
            sealedSecret: try keys.seal(
                seed, as: name, of: place(number: number, event: event), random: surroundings.random),
            rootKey: rootKey.bytes, notBefore: now, certificate: certificate, createdAt: now, event: event)
        return (record, key)
    }

    static func certificate(
        of key: PublicKey, number: Int64, notBefore: Int64, by rootKey: SigningKey
    ) throws(Refusal) -> [UInt8] {
        guard
            let certificate = try? AuditKeyCertificate(
                signing: key, number: UInt64(clamping: number), notBefore: notBefore, rootKey: rootKey)
        else { throw Refusal(.internalInconsistency, "The audit key's certificate could not be made.") }
        return certificate.encoded
    }

    /// Opens the key, and checks that the row is its own.
    ///
    /// - Throws: `vault.damaged`.
    static func open(_ record: AuditKeyRecord, with keys: VaultKeys) throws(Refusal) -> SigningKey {
        let seed = try keys.open(
            record.sealedSecret, as: name, of: place(number: record.number, event: record.event))
        guard let key = try? SigningKey(seed: seed), key.publicKey.bytes == record.publicKey else {
            throw Refusal(.vaultDamaged, "An audit key in the ledger is damaged.")
        }
        return key
    }

    /// The same key with its certificate, sealed for another event.
    static func certified(
        _ record: AuditKeyRecord, by rootKey: SigningKey, event: Int64, keys: VaultKeys,
        random: any RandomSource
    ) throws(Refusal) -> AuditKeyRecord {
        let key = try open(record, with: keys)
        guard let seed = try? key.seed() else { throw Refusal(.internalInconsistency) }
        return AuditKeyRecord(
            number: record.number, publicKey: record.publicKey,
            sealedSecret: try keys.seal(
                seed, as: name, of: place(number: record.number, event: event), random: random),
            rootKey: record.rootKey, notBefore: record.notBefore,
            certificate: try certificate(
                of: key.publicKey, number: record.number, notBefore: record.notBefore, by: rootKey),
            createdAt: record.createdAt, event: event)
    }
}

extension HeadSigner {
    /// Signs with an audit key. A clock that is before the key's beginning counts as that beginning.
    init(_ key: SigningKey, _ record: AuditKeyRecord) throws(Refusal) {
        let notBefore = max(record.notBefore, TreeHead.times.lowerBound)
        guard
            let keys = try? AuditKeys(
                own: key.publicKey, number: UInt64(clamping: record.number), notBefore: notBefore)
        else { throw Refusal(.vaultDamaged, "An audit key in the ledger is damaged.") }
        self.init { (size, root, at) throws(Refusal) in
            let time = min(max(at, notBefore), TreeHead.times.upperBound)
            guard
                let root = try? SHA256Digest(root),
                let head = try? TreeHead(size: size, root: root, time: time),
                let signed = try? SignedTreeHead(signing: head, key: key, under: keys)
            else { throw Refusal(.internalInconsistency, "The head of the log could not be signed.") }
            return signed.detached.encoded
        }
    }
}
