/// Reads data items one after the other and checks each against the rules, in the order of the bytes.
struct ItemReader {
    private let limits: CBORLimits
    private var items = 0
    private var heads: HeadReader

    /// How many bytes have been read.
    var position: Int { heads.position }

    init(_ bytes: [UInt8], limits: CBORLimits) {
        self.limits = limits
        heads = HeadReader(bytes)
    }

    /// Reads one item and all that is in it.
    ///
    /// - Parameter depth: how many arrays, maps and tags stand around it.
    mutating func item(depth: Int) throws(CBORError) -> CBORValue {
        let head = try heads.head()
        items += 1
        guard items <= limits.items else { throw CBORError(.itemLimit, at: head.offset) }
        switch head.major {
        case .unsignedInteger: return .unsigned(head.argument)
        case .negativeInteger: return .negative(head.argument)
        case .byteString: return .bytes(Array(try heads.content(of: head)))
        case .textString: return .text(try text(head))
        case .array: return .array(try elements(head, depth: depth + 1))
        case .map: return .map(try map(head, depth: depth + 1))
        case .tag: return .tagged(head.argument, try content(head, depth: depth + 1))
        case .simpleOrFloat: return try simple(head)
        }
    }

    private mutating func text(_ head: Head) throws(CBORError) -> String {
        guard let text = String(validating: try heads.content(of: head), as: UTF8.self) else {
            throw CBORError(.validUTF8, at: head.offset)
        }
        return text
    }

    private mutating func elements(_ head: Head, depth: Int) throws(CBORError) -> [CBORValue] {
        try checkDepth(depth, head)
        var elements: [CBORValue] = []
        // The declared length is only counted down, never allocated: a false one runs out of input.
        var missing = head.argument
        while missing > 0 {
            elements.append(try item(depth: depth))
            missing -= 1
        }
        return elements
    }

    private mutating func map(_ head: Head, depth: Int) throws(CBORError) -> CBORMap {
        try checkDepth(depth, head)
        var entries: [CBORMap.Entry] = []
        var previousKey = position..<position
        var missing = head.argument
        while missing > 0 {
            let start = position
            let key = try item(depth: depth)
            if !entries.isEmpty { try checkOrder(of: start..<position, after: previousKey) }
            previousKey = start..<position
            entries.append(CBORMap.Entry(key: key, value: try item(depth: depth)))
            missing -= 1
        }
        return CBORMap(ascending: entries)
    }

    /// What was read is in its only encoding, so comparing the bytes as they stand compares the encodings.
    private func checkOrder(of key: Range<Int>, after previous: Range<Int>) throws(CBORError) {
        let (bytes, previousBytes) = (heads.bytes[key], heads.bytes[previous])
        if previousBytes.lexicographicallyPrecedes(bytes) { return }
        let same = previousBytes.elementsEqual(bytes)
        throw CBORError(same ? .noDuplicateKeys : .sortedKeys, at: key.lowerBound)
    }

    private mutating func content(_ head: Head, depth: Int) throws(CBORError) -> CBORValue {
        try checkDepth(depth, head)
        return try item(depth: depth)
    }

    private func simple(_ head: Head) throws(CBORError) -> CBORValue {
        if head.width > 1 { throw CBORError(.noFloatingPoint, at: head.offset) }
        switch head.argument {
        case SimpleValue.false: return .bool(false)
        case SimpleValue.true: return .bool(true)
        case SimpleValue.null: return .null
        default: throw CBORError(.onlyBooleansAndNull, at: head.offset)
        }
    }

    private func checkDepth(_ depth: Int, _ head: Head) throws(CBORError) {
        guard depth <= limits.depth else { throw CBORError(.depthLimit, at: head.offset) }
    }
}
