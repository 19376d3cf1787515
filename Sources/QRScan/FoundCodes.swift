/// What was found in a picture.
package struct FoundCodes: Hashable, Sendable {
    /// The codes that were read.
    package let codes: [FoundCode]
    /// How many more are certainly there and could not be read: blurred, or with light reflected in them.
    package let unread: Int
}
