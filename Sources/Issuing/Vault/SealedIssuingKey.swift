import Activation
import CBOR
import COSE
import Cryptography
import Ledger
import Refusals

/// An issuing key as the ledger has it: sealed for its row, its days and the event that wrote it, so that nobody who can only
/// write the file can add a key, or bring back one that was withdrawn.
enum SealedIssuingKey {
    static let name = "issuing key"

    /// What the seal is bound to, beside the name.
    static func place(
        kid: [UInt8], notBefore: Int64, notAfter: Int64? = nil, withdrawnSince: Int64? = nil, event: Int64
    ) -> [UInt8] {
        CBOREncoder.encode(
            .array(
                [
                    .bytes(kid), .int(notBefore), notAfter.map { .int($0) } ?? .null,
                    withdrawnSince.map { .int($0) } ?? .null,
                        // A ledger from before there were events has none.
                ] + (event == 0 ? [] : [.int(event)])))
    }

    /// The same key, sealed for the event that is to write it.
    static func sealed(
        _ record: SigningKeyRecord, event: Int64, with keys: VaultKeys, random: any RandomSource
    ) throws(Refusal) -> SigningKeyRecord {
        guard let seed = try? open(record, with: keys).key.seed() else {
            throw Refusal(.vaultDamaged, "An issuing key in the ledger is damaged.")
        }
        let place = place(
            kid: record.kid, notBefore: record.notBefore, notAfter: record.notAfter,
            withdrawnSince: record.withdrawnSince, event: event)
        return SigningKeyRecord(
            kid: record.kid, publicKey: record.publicKey,
            sealedSecret: try keys.seal(seed, as: name, of: place, random: random),
            notBefore: record.notBefore, notAfter: record.notAfter, withdrawnSince: record.withdrawnSince,
            createdAt: record.createdAt, event: event)
    }

    /// Opens the key and checks that the row is its own.
    static func open(_ record: SigningKeyRecord, with keys: VaultKeys) throws(Refusal) -> OpenIssuingKey {
        let place = place(
            kid: record.kid, notBefore: record.notBefore, notAfter: record.notAfter,
            withdrawnSince: record.withdrawnSince, event: record.event)
        let seed = try keys.open(record.sealedSecret, as: name, of: place)
        guard
            let key = try? SigningKey(seed: seed), let identifier = try? KeyIdentifier(record.kid),
            key.publicKey.bytes == record.publicKey, KeyIdentifier(of: key.publicKey) == identifier
        else { throw Refusal(.vaultDamaged, "An issuing key in the ledger is damaged.") }
        return OpenIssuingKey(key: key, identifier: identifier, days: try IssuingKey(record))
    }
}
