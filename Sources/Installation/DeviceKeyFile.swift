import CBOR
import Cryptography

/// The device key at rest: its public half, and the seed, sealed to the machine's components where there are enough.
/// `docs/formats.md` has the CDDL.
struct DeviceKeyFile {
    /// How the seed is kept.
    enum Protection {
        /// As a private COSE_Key (RFC 9053 section 7.2): the machine has too little to seal it to.
        case unsealed(SecretBytes)
        /// Opens with enough of the machine's components.
        case sealed(ThresholdSeal)
    }

    let publicKey: PublicKey
    let protection: Protection

    /// The largest file, in bytes: a seal of 255 units and ten locks is well below.
    static let limit = 16_384

    private enum Key {
        static let publicKey: Int64 = 1
        static let unsealed: Int64 = 2
        static let salt: Int64 = 3
        static let neededUnits: Int64 = 4
        static let locks: Int64 = 5
        static let sealed: Int64 = 6
    }

    init(publicKey: PublicKey, protection: Protection) {
        self.publicKey = publicKey
        self.protection = protection
    }

    /// Reads a file; nil if it is not one.
    init?(_ bytes: [UInt8]) {
        guard let map = try? CBORDecoder.decode(bytes, limits: CBORLimits(size: Self.limit)).asMap,
            let key = map[.int(Key.publicKey)]?.asBytes.flatMap({ try? PublicKey($0) })
        else { return nil }
        publicKey = key
        if let private_ = map[.int(Key.unsealed)] {
            guard map.entries.count == 2, let seed = Self.seed(in: private_) else { return nil }
            protection = .unsealed(seed)
        } else {
            guard map.entries.count == 5, let seal = Self.seal(in: map) else { return nil }
            protection = .sealed(seal)
        }
    }

    /// The file. The caller wipes it: it may hold the seed in clear.
    var bytes: [UInt8] {
        var entries: [(CBORValue, CBORValue)] = [(.int(Key.publicKey), .bytes(publicKey.bytes))]
        switch protection {
        case .unsealed(let seed):
            let seed = seed.withUnsafeBytes { Array($0) }
            let key = CBORMap(replacing: [(.int(1), .int(1)), (.int(-1), .int(6)), (.int(-4), .bytes(seed))])
            entries.append((.int(Key.unsealed), .map(key)))
        case .sealed(let seal):
            entries += [
                (.int(Key.salt), .bytes(seal.salt)),
                (.int(Key.neededUnits), .unsigned(UInt64(seal.neededUnits))),
                (.int(Key.locks), .array(seal.entries.map(Self.cbor))),
                (.int(Key.sealed), .bytes(seal.sealed)),
            ]
        }
        return CBOREncoder.encode(.map(CBORMap(replacing: entries)))
    }

    private static func seed(in value: CBORValue) -> SecretBytes? {
        guard let map = value.asMap, map.entries.count == 3, map[.int(1)]?.asInt64 == 1,
            map[.int(-1)]?.asInt64 == 6, var seed = map[.int(-4)]?.asBytes
        else { return nil }
        return try? SecretBytes(taking: &seed)
    }

    private static func seal(in map: CBORMap) -> ThresholdSeal? {
        guard let salt = map[.int(Key.salt)]?.asBytes, let sealed = map[.int(Key.sealed)]?.asBytes,
            let needed = map[.int(Key.neededUnits)]?.asUInt64.flatMap({ UInt8(exactly: $0) }),
            let locks = map[.int(Key.locks)]?.asArray
        else { return nil }
        let entries = locks.compactMap(lock)
        guard entries.count == locks.count else { return nil }
        return try? ThresholdSeal(salt: salt, neededUnits: Int(needed), entries: entries, sealed: sealed)
    }

    private static func lock(_ value: CBORValue) -> ThresholdSeal.Entry? {
        guard let parts = value.asArray, parts.count == 4, let label = parts[0].asBytes,
            let units = parts[1].asUInt64.flatMap({ UInt8(exactly: $0) }), let isStrong = parts[2].asBool,
            let ciphertext = parts[3].asBytes
        else { return nil }
        return try? ThresholdSeal.Entry(
            label: label, units: Int(units), isStrong: isStrong, ciphertext: ciphertext)
    }

    private static func cbor(_ lock: ThresholdSeal.Entry) -> CBORValue {
        .array([
            .bytes(lock.label), .unsigned(UInt64(lock.units)), .bool(lock.isStrong), .bytes(lock.ciphertext),
        ])
    }
}
