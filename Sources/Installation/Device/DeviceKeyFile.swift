import CBOR
import Cryptography
import Refusals

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
        // Before anything is decoded: what a decoder makes of a seed is copied where nobody wipes it.
        if let (key, seed) = Self.unsealed(bytes) {
            (publicKey, protection) = (key, .unsealed(seed))
            return
        }
        guard let map = try? CBORDecoder.decode(bytes, limits: CBORLimits(size: Self.limit)).asMap,
            let key = map[.int(Key.publicKey)]?.asBytes.flatMap({ try? PublicKey($0) })
        else { return nil }
        publicKey = key
        guard map.entries.count == 5, let seal = Self.seal(in: map) else { return nil }
        protection = .sealed(seal)
    }

    /// The file. It may hold the seed in clear, so it is put together in memory of its own: an array that grows leaves
    /// copies behind.
    ///
    /// - Throws: `internal.inconsistency` if there is no memory for it.
    func bytes() throws(Refusal) -> SecretBytes {
        do throws(CryptographyError) {
            switch protection {
            case .unsealed(let seed):
                return try SecretBytes(joining: Self.unsealedBeginning(publicKey), seed)
            case .sealed(let seal):
                var bytes = CBOREncoder.encode(
                    .map(
                        CBORMap(replacing: [
                            (.int(Key.publicKey), .bytes(publicKey.bytes)),
                            (.int(Key.salt), .bytes(seal.salt)),
                            (.int(Key.neededUnits), .unsigned(UInt64(seal.neededUnits))),
                            (.int(Key.locks), .array(seal.entries.map(Self.cbor))),
                            (.int(Key.sealed), .bytes(seal.sealed)),
                        ])))
                return try SecretBytes(taking: &bytes)
            }
        } catch {
            throw Refusal(.internalInconsistency, "The device key's file could not be made (\(error)).")
        }
    }

    /// All of the file but the seed, which comes last: `{1: public key, 2: {1: 1, -1: 6, -4: seed}}`.
    private static func unsealedBeginning(_ publicKey: PublicKey) -> [UInt8] {
        let empty = CBORValue.bytes([UInt8](repeating: 0, count: ThresholdSeal.secretSize))
        let key = CBORMap(replacing: [(.int(1), .int(1)), (.int(-1), .int(6)), (.int(-4), empty)])
        let whole = CBOREncoder.encode(
            .map(
                CBORMap(replacing: [
                    (.int(Key.publicKey), .bytes(publicKey.bytes)), (.int(Key.unsealed), .map(key)),
                ])))
        return Array(whole.dropLast(ThresholdSeal.secretSize))
    }

    /// A key that is kept in clear: its file has one form only, so the seed is where it must be.
    private static func unsealed(_ bytes: [UInt8]) -> (PublicKey, SecretBytes)? {
        // {1: the 32 bytes ...
        let keyStart = 4
        let keyEnd = keyStart + PublicKey.size
        guard bytes.count > keyEnd, let key = try? PublicKey(Array(bytes[keyStart..<keyEnd])) else {
            return nil
        }
        let beginning = unsealedBeginning(key)
        guard bytes.count == beginning.count + ThresholdSeal.secretSize, bytes.starts(with: beginning) else {
            return nil
        }
        guard let seed = try? SecretBytes(endOf: bytes, count: ThresholdSeal.secretSize) else { return nil }
        return (key, seed)
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
