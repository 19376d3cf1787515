/// Writes an item head by head, for those who know its parts: the same bytes as ``CBOREncoder`` gives for the value, without
/// making the value. The order of a map's keys, and how many parts follow a head, are the caller's care.
package struct CBORWriter: Sendable {
    /// What was written.
    package private(set) var bytes: [UInt8] = []

    /// Nothing yet.
    ///
    /// - Parameter capacity: how many bytes are expected.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// An integer.
    package mutating func int(_ value: Int64) {
        head(value < 0 ? .negativeInteger : .unsignedInteger, UInt64(value < 0 ? ~value : value))
    }

    /// A byte string.
    package mutating func bytes(_ content: [UInt8]) {
        head(.byteString, UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    /// A text string.
    package mutating func text(_ content: String) {
        head(.textString, UInt64(content.utf8.count))
        bytes.append(contentsOf: content.utf8)
    }

    /// The head of an array, whose elements follow.
    package mutating func array(_ count: Int) { head(.array, UInt64(count)) }

    /// The head of a map, whose keys and values follow.
    package mutating func map(_ count: Int) { head(.map, UInt64(count)) }

    /// `null`.
    package mutating func null() { bytes.append(0xf6) }

    private mutating func head(_ major: MajorType, _ argument: UInt64) {
        CBOREncoder.append(major, argument, to: &bytes)
    }
}
