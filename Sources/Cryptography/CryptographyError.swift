/// What can go wrong below the level of documents.
package enum CryptographyError: Error, Hashable, Sendable {
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
    /// A threshold or a number of shares that secret sharing does not have: 1 ≤ threshold ≤ shares ≤ 255.
    case thresholdOutOfRange
    /// Shares that do not belong together: too few, one of them twice or numbered 0, of different lengths.
    case unusableShares
    /// A lock, or a field of a threshold seal, is not of the sizes that a seal has.
    case malformedSeal
    /// The locks at hand do not reach the units that are needed, or none of them is strong.
    case notEnough(presentUnits: Int, neededUnits: Int, hasStrong: Bool)
    /// libsodium could not start.
    case unavailable
}
