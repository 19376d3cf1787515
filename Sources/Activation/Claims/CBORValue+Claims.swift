import CBOR
import COSE
import Cryptography

/// How single claims are read; each gives nil for a value that is out of its range.
extension CBORValue {
    var asProductID: ProductID? { asText.flatMap { ProductID($0) } }

    var asTime: UnixTime? { asSeconds.flatMap { $0 <= .latest ? $0 : nil } }

    /// A day, by its first moment.
    var asDay: CalendarDay? { asSeconds.flatMap { CalendarDay(startingAt: $0) } }

    /// A day, by the moment at which it is over: the last day of 9999 ends after the latest time.
    var asLastDay: CalendarDay? { asSeconds.flatMap { CalendarDay(endingAt: $0) } }

    private var asSeconds: UnixTime? {
        asUInt64.flatMap { Int64(exactly: $0) }.map { UnixTime(rawValue: $0) }
    }

    var asUInt32: UInt32? { asUInt64.flatMap { UInt32(exactly: $0) } }

    /// Text for people: 1 to 128 bytes, without control characters.
    var asDisplayText: String? { asText.flatMap { DisplayText.isAcceptable($0) ? $0 : nil } }

    func asFixed<Value: FixedSizeBytes>(_ type: Value.Type) -> Value? { asBytes.flatMap { try? Value($0) } }

    /// A key as a confirmation claim (RFC 8747 section 3.2): `{1: COSE_Key}`.
    var asConfirmationKey: PublicKey? {
        guard let map = asMap, map.entries.count == 1, let key = map[.int(1)] else { return nil }
        return COSEKey.publicKey(from: key)
    }

    static func confirmation(_ key: PublicKey) -> CBORValue {
        .map(CBORMap(replacing: [(.int(1), COSEKey.cbor(key))]))
    }

    static func time(_ time: UnixTime) -> CBORValue { .int(time.rawValue) }
}
