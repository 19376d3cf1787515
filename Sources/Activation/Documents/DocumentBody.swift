import CBOR
import Refusals

/// What a kind of document says: its claims, as a value that can be encoded and read back.
package protocol DocumentBody: Hashable, Sendable {
    /// Which kind of document this is the body of.
    static var kind: DocumentKind { get }

    /// The CWT claims set (RFC 8392 section 3).
    var claims: CBORValue { get }

    /// Reads a claims set, refusing what this program does not know.
    ///
    /// - Throws: `document.malformed`, `document.newer-version`.
    init(claims: CBORValue) throws(Refusal)
}
