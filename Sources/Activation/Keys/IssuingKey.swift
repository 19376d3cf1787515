import CBOR
import COSE
import Cryptography
import Refusals

/// A key that the vendor signs licenses with, and for which days that counts. Days, because a license is
/// dated by its day.
package struct IssuingKey: Hashable, Sendable {
    /// The public half.
    package let publicKey: PublicKey
    /// The first day on which it may sign.
    package let notBefore: CalendarDay
    /// The last day on which it may sign, if there is one.
    package let notAfter: CalendarDay?
    /// The day from which nothing that it signed is believed, if the vendor has withdrawn it.
    package let withdrawnFrom: CalendarDay?

    /// The most keys in one product file.
    package static let maximumCount = 32

    /// An issuing key and its days.
    package init(
        publicKey: PublicKey, notBefore: CalendarDay, notAfter: CalendarDay? = nil,
        withdrawnFrom: CalendarDay? = nil
    ) {
        self.publicKey = publicKey
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.withdrawnFrom = withdrawnFrom
    }

    /// The `kid` of what it signs.
    package var identifier: KeyIdentifier { KeyIdentifier(of: publicKey) }

    /// Whether a license of that day, signed with this key, is believed.
    package func mayHaveSigned(on day: CalendarDay) -> Bool {
        if day < notBefore { return false }
        if let notAfter, day > notAfter { return false }
        if let withdrawnFrom, day >= withdrawnFrom { return false }
        return true
    }

    private enum Key {
        static let key: Int64 = 1
        static let notBefore: Int64 = 2
        static let notAfter: Int64 = 3
        static let withdrawnFrom: Int64 = 4
    }

    var cbor: CBORValue {
        var entries: [(CBORValue, CBORValue)] = [
            (.int(Key.key), COSEKey.cbor(publicKey)), (.int(Key.notBefore), .time(notBefore.start)),
        ]
        if let notAfter { entries.append((.int(Key.notAfter), .time(notAfter.start))) }
        if let withdrawnFrom { entries.append((.int(Key.withdrawnFrom), .time(withdrawnFrom.start))) }
        return .map(CBORMap(replacing: entries))
    }

    init(_ value: CBORValue) throws(Refusal) {
        var reader = try ClaimReader(value, in: "an issuing key")
        publicKey = try reader.required(Key.key, "key") { COSEKey.publicKey(from: $0) }
        notBefore = try reader.required(Key.notBefore, "first day") { $0.asDay }
        notAfter = try reader.optional(Key.notAfter, "last day") { $0.asDay }
        withdrawnFrom = try reader.optional(Key.withdrawnFrom, "day of withdrawal") { $0.asDay }
        try reader.finish(ignoringNegative: true)
    }

    /// A list of 1 to 32 different keys.
    static func list(_ value: CBORValue) throws(Refusal) -> [IssuingKey] {
        guard let items = value.asArray, (1...maximumCount).contains(items.count) else {
            throw ClaimReader.malformed("there must be 1 to \(maximumCount) issuing keys")
        }
        var keys: [IssuingKey] = []
        for item in items { keys.append(try IssuingKey(item)) }
        let hasTwin = keys.indices.contains { index in
            keys[..<index].contains { $0.publicKey == keys[index].publicKey }
        }
        guard !hasTwin else {
            throw ClaimReader.malformed("an issuing key appears twice")
        }
        return keys
    }
}
