import Activation
import COSE
import Cryptography

/// The root key's COSE Key Thumbprint (RFC 9679, SHA-256), as people compare it: 64 hexadecimal digits.
public enum RootKeyThumbprint {
    /// Whether the text, in either case and with spaces or colons, is the thumbprint of the root key which the
    /// file names.
    public static func matches(_ text: String, _ file: Unverified<ProductFile>) -> Bool {
        let digits = text.filter { $0 != " " && $0 != ":" }
        return Hexadecimal.decode(digits) == COSEKey.thumbprint(of: file.unverifiedBody.rootKey).bytes
    }
}
