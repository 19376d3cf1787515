import CBOR
import Cryptography
import Ledger
import Refusals

/// The proof key of a license as the ledger has it: sealed for its row, for the terms that were sold and for the event that
/// wrote them, so that those who can only write the file can neither move a key nor better a license.
enum SealedProofKey {
    private static let name = "proof key"

    /// The row with its proof key sealed for it.
    static func seal(
        _ secret: SecretBytes, in record: LicenseRecord, with keys: VaultKeys, random: any RandomSource
    ) throws(Refusal) -> LicenseRecord {
        let sealed = try keys.seal(secret, as: name, of: terms(of: record), random: random)
        return LicenseRecord(
            id: record.id, productID: record.productID, customerID: record.customerID, sealedProof: sealed,
            kind: record.kind, endsOn: record.endsOn, days: record.days, binding: record.binding,
            seats: record.seats, features: record.features, maintenanceUntil: record.maintenanceUntil,
            createdAt: record.createdAt, note: record.note, revocation: record.revocation,
            event: record.event)
    }

    /// Opens the key; refused if the row's terms are not those it was sealed for.
    static func open(_ record: LicenseRecord, with keys: VaultKeys) throws(Refusal) -> SecretBytes {
        if let key = keys.openedProofKeys.key(of: record) { return key }
        let key = try keys.open(record.sealedProof, as: name, of: terms(of: record))
        keys.openedProofKeys.keep(key, of: record)
        return key
    }

    /// Refuses a row whose terms are not those that its key was sealed with. Looks at the row itself, whatever was opened
    /// before.
    ///
    /// - Throws: `vault.damaged`.
    static func requireSealed(_ record: LicenseRecord, with keys: VaultKeys) throws(Refusal) {
        _ = try keys.open(record.sealedProof, as: name, of: terms(of: record))
    }

    private static func terms(of record: LicenseRecord) -> [UInt8] {
        // A ledger from before there were events has none.
        let event: [CBORValue] = record.event == 0 ? [] : [.int(record.event)]
        let optional = { (number: Int64?) -> CBORValue in number.map { .int($0) } ?? .null }
        return CBOREncoder.encode(
            .array(
                [
                    .bytes(record.id), .text(record.productID), .int(record.customerID),
                    .int(record.kind.rawValue),
                    optional(record.endsOn), optional(record.days), .int(record.binding.rawValue),
                    .int(record.seats), .array(record.features.map { .int($0) }),
                    optional(record.maintenanceUntil), .int(record.createdAt),
                ] + event))
    }
}
