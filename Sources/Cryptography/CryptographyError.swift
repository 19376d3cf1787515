/// What can go wrong below the level of documents.
public enum CryptographyError: Error, Hashable, Sendable {
    /// The bytes are not of the one size that the type has.
    case sizeMismatch(expected: Int, found: Int)
    /// The sealed bytes were changed, or the key is not the one they were sealed with.
    case authenticationFailed
    /// A signature that was just made does not verify; nothing was let out.
    case selfCheckFailed
    /// The cost of the passphrase is outside what this program is willing to spend.
    case costOutOfRange
    /// No locked memory, or not enough memory for the passphrase's cost, is to be had.
    case outOfMemory
    /// libsodium could not start.
    case unavailable
}
