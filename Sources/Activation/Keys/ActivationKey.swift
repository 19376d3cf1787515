import Cryptography
import Refusals
import TextForm

/// What the customer bought, as text: 120 random bits and a check symbol, 25 symbols of Crockford Base32 in
/// five groups of five.
///
/// The check symbol is a Reed-Solomon check over GF(32): it finds every single wrong symbol and every swap of
/// two symbols, wherever they stand.
package struct ActivationKey: Sendable {
    /// The size of the secret, 15 bytes.
    package static let size = 15
    private static let symbolCount = 24

    private let secret: SecretBytes

    /// A new key.
    ///
    /// - Throws: what locked memory throws.
    package static func generate(from source: some RandomSource) throws(CryptographyError) -> ActivationKey {
        ActivationKey(secret: try .random(count: size, from: source))
    }

    private init(secret: SecretBytes) { self.secret = secret }

    /// A key as ``text`` writes it, or as its symbols are meant: in small letters, with `O` for 0, with dashes, spaces
    /// and tabs anywhere. What people type and copy is read by `init(typed:)` in `Intake`.
    ///
    /// - Throws: `activation-key.mistyped`, naming what is wrong: a character that no key has, the number of
    ///   symbols, or the check symbol.
    package init(written text: String) throws(Refusal) {
        guard let values = CrockfordBase32.values(in: text) else {
            throw Refusal(
                .activationKeyMistyped,
                "The activation key is mistyped: it has a character that no key has.",
                remedy: "A key has the digits 0 to 9 and the letters A to Z without I, L, O and U.")
        }
        guard values.count == Self.symbolCount + 1 else {
            throw Refusal(
                .activationKeyMistyped,
                "The activation key is mistyped: it has \(values.count) symbols, and a key has 25.")
        }
        guard Self.syndrome(of: values) == 0 else { throw Refusal(.activationKeyMistyped) }
        var bytes = CrockfordBase32.bytes(of: Array(values.prefix(Self.symbolCount)))
        do {
            secret = try SecretBytes(taking: &bytes)
        } catch {
            throw Refusal(.internalInconsistency, "Cannot lock memory (\(error)).")
        }
    }

    /// The text that the customer gets: five groups of five symbols.
    package var text: String {
        let data = secret.withUnsafeBytes { CrockfordBase32.values(of: Array($0)) }
        let symbols = data + [Self.checkSymbol(for: data)]
        return stride(from: 0, to: symbols.count, by: 5)
            .map { CrockfordBase32.text(of: symbols[$0..<$0 + 5]) }
            .joined(separator: "-")
    }

    /// The license that the key names: the first 5 bytes of BLAKE2b-256, keyed with the key's 15 bytes, of
    /// `countersign license id`.
    ///
    /// - Throws: what the keyed hash throws.
    package func licenseID() throws(CryptographyError) -> LicenseID {
        let tag = try KeyedHash.tag(of: Array("countersign license id".utf8), key: secret, size: 32)
        return LicenseID(uncheckedBytes: Array(tag.prefix(LicenseID.size)))
    }

    /// The key with which requests prove that their maker has the activation key, 32 bytes: BLAKE2b-256, keyed
    /// with the key's 15 bytes, of `countersign proof key`. The vendor keeps this, sealed, and not the
    /// activation key.
    ///
    /// - Throws: what the keyed hash throws.
    package func proofKey() throws(CryptographyError) -> ProofKey {
        ProofKey(secret: try secret.derived("countersign proof key"))
    }

    // The code word is d0 ... d23 c with sum of d_i * a^(i+1), plus c, zero: a generates the 31 non-zero
    // elements, so all weights differ and none is zero.

    private static func checkSymbol(for data: [UInt8]) -> UInt8 {
        var sum: UInt8 = 0
        var weight: UInt8 = 1
        for value in data {
            weight = multiplyByGenerator(weight)
            sum ^= multiply(value, weight)
        }
        return sum
    }

    private static func syndrome(of values: [UInt8]) -> UInt8 {
        checkSymbol(for: Array(values.dropLast())) ^ (values.last ?? 0)
    }

    /// Times x in GF(2)[x] / (x^5 + x^2 + 1), of which x is a primitive element.
    private static func multiplyByGenerator(_ value: UInt8) -> UInt8 {
        let doubled = value << 1
        return doubled & 0b10_0000 == 0 ? doubled : doubled ^ 0b10_0101
    }

    private static func multiply(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var product: UInt8 = 0
        var shifted = one
        for bit in 0..<5 {
            if other >> bit & 1 == 1 { product ^= shifted }
            shifted = multiplyByGenerator(shifted)
        }
        return product
    }
}
