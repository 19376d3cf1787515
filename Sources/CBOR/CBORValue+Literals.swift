extension CBORValue: ExpressibleByIntegerLiteral {
    /// An integer. Write ``unsigned(_:)`` or ``negative(_:)`` for one that needs more than 63 bits.
    package init(integerLiteral value: Int64) { self = .int(value) }
}

extension CBORValue: ExpressibleByStringLiteral {
    /// A text string.
    package init(stringLiteral value: String) { self = .text(value) }
}

extension CBORValue: ExpressibleByBooleanLiteral {
    /// `false` or `true`.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension CBORValue: ExpressibleByArrayLiteral {
    /// An array.
    package init(arrayLiteral elements: CBORValue...) { self = .array(elements) }
}

extension CBORValue: ExpressibleByDictionaryLiteral {
    /// A map, in whatever order it is written. Of two entries with the same key the later one counts.
    package init(dictionaryLiteral entries: (CBORValue, CBORValue)...) {
        self = .map(CBORMap(replacing: entries))
    }
}
