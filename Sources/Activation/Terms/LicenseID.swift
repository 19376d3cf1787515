import Cryptography
import TextForm

/// Names a license, in the ledger and aloud: 40 bits, written as eight symbols, `7G4K-Q2MX`.
///
/// It is derived from the activation key by a one-way function, and is no secret.
///
/// ```swift
/// show("Your license is \(license.id).")  // 7G4K-Q2MX
/// ```
public struct LicenseID: FixedSizeBytes {
    /// 5 bytes.
    package static let size = 5
    /// The 40 bits.
    package let bytes: [UInt8]

    /// Takes bytes that are known to be 5.
    package init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }

    /// An id as written, dashes and confusable letters taken as meant; nil if it is not eight symbols.
    package init?(text: String) {
        guard let values = CrockfordBase32.values(in: text), values.count == 8 else { return nil }
        bytes = CrockfordBase32.bytes(of: values)
    }
}

extension LicenseID: CustomStringConvertible {
    /// Two groups of four symbols.
    public var description: String {
        let text = CrockfordBase32.text(of: CrockfordBase32.values(of: bytes))
        return "\(text.prefix(4))-\(text.dropFirst(4))"
    }
}
