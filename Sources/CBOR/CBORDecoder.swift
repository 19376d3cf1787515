/// Reads the one encoding that a value has, and refuses every other (see ``CBORRule``).
package enum CBORDecoder {
    /// The value of which these bytes are the encoding: all of them, and nothing is left over.
    ///
    /// Whatever the bytes, this returns or throws; it never traps, and what it allocates is bounded by the
    /// limits and not by a length that the input declares. What it returns encodes to the same bytes again.
    ///
    /// - Throws: the first rule that the bytes break, reading from the front.
    package static func decode(
        _ bytes: [UInt8], limits: CBORLimits = CBORLimits()
    ) throws(CBORError) -> CBORValue {
        guard bytes.count <= limits.size else { throw CBORError(.sizeLimit, at: max(limits.size, 0)) }
        guard !bytes.isEmpty else { throw CBORError(.nonEmptyInput, at: 0) }
        var reader = ItemReader(bytes, limits: limits)
        let value = try reader.item(depth: 0)
        guard reader.position == bytes.count else { throw CBORError(.noTrailingBytes, at: reader.position) }
        return value
    }
}
