import Activation
import COSE
import Cryptography

/// The root key's COSE Key Thumbprint (RFC 9679, SHA-256), as people compare it: 64 hexadecimal digits.
package enum RootKeyThumbprint {
    /// Whether the text, in either case and with white space or colons, is the thumbprint of the root key which the
    /// file names.
    package static func matches(_ text: String, _ file: Unverified<ProductFile>) -> Bool {
        Hexadecimal.decode(digits(in: text)) == COSEKey.thumbprint(of: file.unverifiedBody.rootKey).bytes
    }

    /// The thumbprint of a root key, as it is published.
    package static func text(of rootKey: PublicKey) -> String { COSEKey.thumbprint(of: rootKey).hexadecimal }

    /// The text without what people and files put between and after the digits: white space, the ends of lines of any
    /// system, colons, and the mark that some editors begin a file with.
    package static func digits(in text: String) -> String {
        text.filter { !$0.isWhitespace && $0 != ":" && $0 != "\u{feff}" }
    }
}
