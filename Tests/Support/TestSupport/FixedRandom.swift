import Cryptography

/// A source of randomness that gives the same bytes every time it is asked, whatever the number asked for.
package struct FixedRandom: RandomSource {
    private let fixed: [UInt8]

    /// A source of just these bytes.
    package init(_ bytes: [UInt8]) { fixed = bytes }

    /// All the bytes, even if another number was asked for: that is how to play a broken source.
    package func bytes(count: Int) -> [UInt8] { fixed }
}
