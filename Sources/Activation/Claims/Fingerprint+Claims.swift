import CBOR
import Fingerprint

extension Fingerprint {
    /// `{kind: digests}`; the digests of one kind are one byte string, two bytes each, ascending. An empty one is
    /// of a kind that is there and could not be read. The environment has labels of its own.
    var cbor: CBORValue {
        .map(
            CBORMap(
                replacing: entries.map { entry in
                    let bytes = entry.digests.flatMap {
                        [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 0xff)]
                    }
                    return (.unsigned(UInt64(entry.kind)), .bytes(bytes))
                }))
    }

    /// The entries of such a map, or nil. That there are not too many, ``init(entries:environment:)`` checks.
    static func entries(_ value: CBORValue) -> [Entry]? {
        guard let map = value.asMap else { return nil }
        var entries: [Entry] = []
        for entry in map.entries {
            guard
                let kind = entry.key.asUInt64.flatMap({ UInt8(exactly: $0) }),
                let bytes = entry.value.asBytes,
                bytes.count % 2 == 0
            else { return nil }
            let digests = stride(from: 0, to: bytes.count, by: 2).map {
                ComponentDigest(rawValue: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]))
            }
            guard let entry = Entry(kind: kind, digests: digests) else { return nil }
            entries.append(entry)
        }
        return entries
    }
}

extension CBORValue {
    /// The number of a hypervisor or of a container, 1 to 255; none is left out rather than written as 0.
    var asEnvironmentNumber: UInt8? { asUInt64.flatMap { UInt8(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil } }
}
