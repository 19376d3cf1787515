import Activation
import CBOR
import COSE
import Cryptography
import Ledger
import Refusals

/// An issuing key as the ledger has it: sealed for its row and its days, so that nobody who can only write the
/// file can add a key, or bring back one that was withdrawn.
enum SealedIssuingKey {
    static let name = "issuing key"

    /// What the seal is bound to, beside the name.
    static func place(
        kid: [UInt8], notBefore: Int64, notAfter: Int64? = nil, withdrawnSince: Int64? = nil
    ) -> [UInt8] {
        CBOREncoder.encode(
            .array([
                .bytes(kid), .int(notBefore), notAfter.map { .int($0) } ?? .null,
                withdrawnSince.map { .int($0) } ?? .null,
            ]))
    }

    /// Opens the key and checks that the row is its own.
    static func open(_ record: SigningKeyRecord, with keys: VaultKeys) throws(Refusal) -> OpenIssuingKey {
        let place = place(
            kid: record.kid, notBefore: record.notBefore, notAfter: record.notAfter,
            withdrawnSince: record.withdrawnSince)
        let seed = try keys.open(record.sealedSecret, as: name, of: place)
        guard
            let key = try? SigningKey(seed: seed), let identifier = try? KeyIdentifier(record.kid),
            key.publicKey.bytes == record.publicKey, KeyIdentifier(of: key.publicKey) == identifier
        else { throw Refusal(.vaultDamaged, "An issuing key in the ledger is damaged.") }
        return OpenIssuingKey(key: key, identifier: identifier, days: try IssuingKey(record))
    }
}
