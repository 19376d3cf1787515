import Activation
import Cryptography
import Fingerprint

/// Known values for tests. The keys are public, and worth nothing: their seeds stand in `docs/formats.md`.
package enum Sample {
    /// The vendor of all samples.
    package static func vendor() throws -> SampleVendor { try SampleVendor() }

    /// One of as many machines as a test needs, 0 to 200: its own keys and components.
    package static func machine(_ number: UInt8 = 1) throws -> SampleMachine { try SampleMachine(number) }

    /// The private key whose seed is 32 times this byte. The root key is 1, the issuing key 2, machine n has
    /// 16 + n.
    package static func signingKey(_ byte: UInt8) throws -> SigningKey {
        try SigningKey(seed: secret([UInt8](repeating: byte, count: SigningKey.seedSize)))
    }

    /// Bytes as a secret.
    package static func secret(_ bytes: [UInt8]) throws -> SecretBytes {
        var bytes = bytes
        return try SecretBytes(taking: &bytes)
    }

    /// The activation key of the 15 bytes n, n + 1, … n + 14, for n to 240.
    package static func activationKey(_ number: UInt8 = 1) throws -> ActivationKey {
        try ActivationKey.generate(from: FixedRandom((0..<15).map { number + $0 }))
    }

    /// The product of all samples.
    package static var product: ProductID { get throws { try product("hull-designer") } }

    /// A product id of which the test knows that it is one.
    package static func product(_ text: String) throws -> ProductID { try known(ProductID(text), text) }

    /// A day of which the test knows that it is one: `2026-11-23`.
    package static func day(_ text: String) throws -> CalendarDay { try known(CalendarDay(text), text) }

    /// The moment of all samples: 2026-11-23T12:00:00Z.
    package static let now = UnixTime(rawValue: 1_795_435_200)

    /// The fingerprint salt of the sample product.
    package static let salt = FingerprintSalt(uncheckedBytes: (0..<16).map { 0xa0 + $0 })

    /// What a test took for granted and was wrong about.
    package struct NotSo: Error {
        /// What was given.
        package let given: String
    }

    static func known<Value>(_ value: Value?, _ given: String) throws -> Value {
        guard let value else { throw NotSo(given: given) }
        return value
    }
}
