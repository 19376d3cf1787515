import CBOR
import Cryptography
import Ledger
import Refusals

/// The keys of an open vault. All are derived from the vault key, which the passphrase seals.
package struct VaultKeys: Sendable {
    /// Seals the secrets in the ledger.
    private let sealing: SecretBytes
    /// Keys the codes of the ledger's rows.
    private let rows: SecretBytes
    /// Keyed the chain of the audit log in ledgers of earlier versions.
    private let audit: SecretBytes
    /// What was opened with them lately.
    let openedProofKeys = OpenedProofKeys()

    init(vaultKey: SecretBytes) throws(CryptographyError) {
        sealing = try vaultKey.derived("countersign ledger sealing")
        rows = try vaultKey.derived("countersign ledger rows")
        audit = try vaultKey.derived("countersign audit log")
    }

    /// What the ledger is given: BLAKE2b-256 with the keys, and randomness.
    func ledgerKeys(random: any RandomSource) -> LedgerKeys {
        // An empty code is refused by the ledger, so a failure here cannot pass for a code.
        LedgerKeys(
            code: { [rows] message in (try? KeyedHash.tag(of: message, key: rows, size: 32)) ?? [] },
            earlier: { [audit] message in (try? KeyedHash.tag(of: message, key: audit, size: 32)) ?? [] },
            random: { count in random.bytes(count: count) })
    }

    /// Seals a secret for one place in the ledger, named by what it is and whose.
    func seal(
        _ secret: SecretBytes, as what: String, of owner: [UInt8], random: some RandomSource
    ) throws(Refusal) -> [UInt8] {
        do {
            return try Sealing.seal(secret, key: sealing, context: Self.context(what, owner), random: random)
        } catch {
            throw Refusal(.internalInconsistency, "Sealing failed (\(error)).")
        }
    }

    /// Opens what was sealed for that place.
    func open(_ sealed: [UInt8], as what: String, of owner: [UInt8]) throws(Refusal) -> SecretBytes {
        do {
            return try Sealing.open(sealed, key: sealing, context: Self.context(what, owner))
        } catch {
            throw Refusal(
                .vaultDamaged, "A sealed \(what) in the ledger was changed, or was moved from elsewhere.")
        }
    }

    private static func context(_ what: String, _ owner: [UInt8]) -> [UInt8] {
        CBOREncoder.encode(.array([.text(what), .bytes(owner)]))
    }
}
