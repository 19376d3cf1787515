/// Text that people read: names, telephone numbers.
package enum DisplayText {
    /// The longest text, in bytes of UTF-8.
    package static let maximumLength = 128

    /// Whether the text has 1 to 128 bytes, and no control, format or line-breaking character in it, and none that
    /// ``unicodeVersion`` does not know. That is the same on all machines: what one vendor writes, each client reads.
    package static func isAcceptable(_ text: String) -> Bool {
        (1...maximumLength).contains(text.utf8.count) && text.unicodeScalars.allSatisfy(isAcceptable)
    }

    /// Whether a text may have this character: by the table, and not by what the running system knows of Unicode.
    static func isAcceptable(_ scalar: Unicode.Scalar) -> Bool {
        // How many borders stand at the character or before it; after an odd number of them one is among the refused.
        var range = borders.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if borders[middle] <= scalar.value {
                range = (middle + 1)..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound.isMultiple(of: 2)
    }
}
