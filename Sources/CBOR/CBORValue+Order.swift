/// How one value stands to another in the order of their encodings.
private enum Order {
    case before, same, after

    init<Key: Comparable>(_ left: Key, _ right: Key) {
        self = left < right ? .before : (left == right ? .same : .after)
    }

    /// The order of two byte strings of equal length.
    init(bytes left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) {
        self = left.lexicographicallyPrecedes(right) ? .before : (left.elementsEqual(right) ? .same : .after)
    }

    /// This order where it decides, and the next criterion where it does not.
    func then(_ next: @autoclosure () -> Order) -> Order { self == .same ? next() : self }
}

extension CBORValue: Comparable {
    /// Whether the two values have the same encoding.
    package static func == (left: CBORValue, right: CBORValue) -> Bool { left.order(to: right) == .same }

    /// Whether the encoding of the left value comes first in the bytewise order of RFC 8949 section 4.2.1.
    ///
    /// Nothing is encoded to find out. Within a major type, shortest-form heads sort as their arguments do;
    /// and as no encoding is the beginning of another, the first element that differs decides.
    package static func < (left: CBORValue, right: CBORValue) -> Bool { left.order(to: right) == .before }

    private func order(to other: CBORValue) -> Order {
        let (head, otherHead) = (head, other.head)
        return Order(head.major.rawValue, otherHead.major.rawValue)
            .then(Order(head.argument, otherHead.argument))
            .then(contentOrder(to: other))
    }

    /// The order of what follows the heads, when the heads are the same.
    private func contentOrder(to other: CBORValue) -> Order {
        switch (self, other) {
        case (.bytes(let left), .bytes(let right)):
            return Order(bytes: left, right)
        case (.text(let left), .text(let right)):
            return Order(bytes: left.utf8, right.utf8)
        case (.array(let left), .array(let right)):
            return Self.firstDifference(zip(left, right)) { $0.order(to: $1) }
        case (.map(let left), .map(let right)):
            return Self.firstDifference(zip(left.entries, right.entries)) { left, right in
                left.key.order(to: right.key).then(left.value.order(to: right.value))
            }
        case (.tagged(_, let left), .tagged(_, let right)):
            return left.order(to: right)
        default:
            // Integers and simple values are all head.
            return .same
        }
    }

    private static func firstDifference<Element>(
        _ pairs: some Sequence<(Element, Element)>, by compare: (Element, Element) -> Order
    ) -> Order {
        for (left, right) in pairs {
            let order = compare(left, right)
            if order != .same { return order }
        }
        return .same
    }
}

extension CBORValue: Hashable {
    /// Feeds the hasher with what the encoding would tell, so that equal values hash alike.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(head.major)
        hasher.combine(head.argument)
        switch self {
        case .bytes(let bytes): hasher.combine(bytes)
        // A text hashes by its bytes: String itself would hash its normal form.
        case .text(let text): hasher.combine(Array(text.utf8))
        case .array(let elements): hasher.combine(elements)
        case .map(let map): hasher.combine(map)
        case .tagged(_, let content): hasher.combine(content)
        case .unsigned, .negative, .bool, .null: break
        }
    }
}
