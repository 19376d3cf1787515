/// All that the decoder insists on, by name: what RFC 8949 asks of any encoding, what its section 4.2.1 asks
/// of a deterministic one, and what our documents never need.
///
/// An input that keeps every rule is the only encoding of the value it decodes to. The names are stable.
package enum CBORRule: String, CaseIterable, Hashable, Sendable {
    // Bounds, so that hostile input costs nothing.

    /// The input is no longer than ``CBORLimits/size``. Checked before anything is read (RFC 8949 section 10).
    case sizeLimit = "size-limit"
    /// Arrays, maps and tags are not nested deeper than ``CBORLimits/depth`` (RFC 8949 section 10).
    case depthLimit = "depth-limit"
    /// There are no more data items, at all depths together, than ``CBORLimits/items`` (RFC 8949 section 10).
    case itemLimit = "item-limit"

    // One whole item, and nothing else.

    /// The input is not empty (RFC 8949 section 5.1).
    case nonEmptyInput = "non-empty-input"
    /// The input does not end inside an item (RFC 8949 appendix F, "too little data").
    case complete = "complete"
    /// Nothing follows the item (RFC 8949 appendix F, "too much data").
    case noTrailingBytes = "no-trailing-bytes"

    // Well-formed items.

    /// The additional information is not 28, 29 or 30, nor 31 in an integer or a tag; and no simple value
    /// below 32 takes two bytes (RFC 8949 sections 3 and 3.3).
    case noReservedInformation = "no-reserved-information"
    /// There is no "break" stop code: it has no place where every length is definite (RFC 8949 section 3.2.1).
    case noStrayBreak = "no-stray-break"
    /// A text string is valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 8949
    /// section 3.1, RFC 3629).
    case validUTF8 = "valid-utf8"

    // The deterministic encoding.

    /// An argument takes the fewest bytes that hold it (RFC 8949 section 4.2.1).
    case shortestForm = "shortest-form"
    /// No string, array or map has an indefinite length (RFC 8949 section 4.2.1).
    case definiteLength = "definite-length"
    /// A key of a map does not sort before the one in front of it (RFC 8949 section 4.2.1).
    case sortedKeys = "sorted-keys"
    /// A key of a map is not the same bytes as the one in front of it (RFC 8949 section 5.6).
    case noDuplicateKeys = "no-duplicate-keys"

    // What documents do without.

    /// There are no floating-point numbers (RFC 8949 section 3.3).
    case noFloatingPoint = "no-floating-point"
    /// Of the simple values there are only `false`, `true` and `null`; not `undefined`, nor any without an
    /// assigned meaning (RFC 8949 section 3.3).
    case onlyBooleansAndNull = "only-booleans-and-null"
}

extension CBORRule {
    /// What is so when the rule is broken, as the beginning of a sentence.
    var breach: String {
        switch self {
        case .sizeLimit: "The input is longer than it may be"
        case .depthLimit: "Arrays, maps or tags are nested too deep"
        case .itemLimit: "There are too many data items"
        case .nonEmptyInput: "The input is empty"
        case .complete: "The input ends inside a data item"
        case .noTrailingBytes: "There are bytes after the end of the data item"
        case .noReservedInformation: "A data item begins with a reserved value"
        case .noStrayBreak: "There is a break code where a data item should begin"
        case .validUTF8: "A text string is not valid UTF-8"
        case .shortestForm: "A number or length is not written in its shortest form"
        case .definiteLength: "The length of a string, array or map is indefinite"
        case .sortedKeys: "The keys of a map are not in order"
        case .noDuplicateKeys: "A map has the same key twice"
        case .noFloatingPoint: "There is a floating-point number"
        case .onlyBooleansAndNull: "There is a simple value other than false, true and null"
        }
    }
}
