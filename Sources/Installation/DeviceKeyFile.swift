import CBOR
import Cryptography

/// The device key at rest: a private COSE_Key (RFC 9053 section 7.2), `{1: 1, -1: 6, -4: d}` with the seed of
/// 32 bytes as `d`.
enum DeviceKeyFile {
    static func bytes(of key: SigningKey) throws(CryptographyError) -> [UInt8] {
        var seed = try key.seed().withUnsafeBytes { Array($0) }
        defer { seed.zeroize() }
        return CBOREncoder.encode(
            .map(CBORMap(replacing: [(.int(1), .int(1)), (.int(-1), .int(6)), (.int(-4), .bytes(seed))])))
    }

    static func key(from bytes: [UInt8]) -> SigningKey? {
        guard
            let map = try? CBORDecoder.decode(bytes, limits: CBORLimits(size: 256)).asMap,
            map.entries.count == 3, map[.int(1)]?.asInt64 == 1, map[.int(-1)]?.asInt64 == 6,
            var seed = map[.int(-4)]?.asBytes, let secret = try? SecretBytes(taking: &seed)
        else { return nil }
        return try? SigningKey(seed: secret)
    }
}
