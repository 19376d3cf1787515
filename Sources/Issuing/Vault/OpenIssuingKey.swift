import Activation
import COSE
import Cryptography
import Ledger
import Refusals

/// The issuing key in force, open.
struct OpenIssuingKey: Sendable {
    let key: SigningKey
    let identifier: KeyIdentifier
    let days: IssuingKey

    func mayHaveSigned(on day: CalendarDay) -> Bool { days.mayHaveSigned(on: day) }
}

extension Vault {
    /// The newest issuing key that may sign today.
    ///
    /// - Throws: `vault.no-issuing-key`, `vault.damaged`.
    func issuingKey(on day: CalendarDay) throws(Refusal) -> OpenIssuingKey {
        let records = try ledger.read { (reader) throws(Refusal) in try reader.signingKeys() }
        let ordered = records.sorted { ($0.notBefore, $0.createdAt) > ($1.notBefore, $1.createdAt) }
        for record in ordered {
            guard try IssuingKey(record).mayHaveSigned(on: day) else { continue }
            return try SealedIssuingKey.open(record, with: keys)
        }
        throw Refusal(.vaultNoIssuingKey)
    }
}
