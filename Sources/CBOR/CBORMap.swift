/// A map whose keys are distinct and stand in the bytewise order of their encodings (RFC 8949 section 4.2.1),
/// however it was built.
package struct CBORMap: Hashable, Sendable {
    /// One key and its value.
    package struct Entry: Hashable, Sendable {
        /// The key; any value may be one.
        package let key: CBORValue
        /// Any data item; the map has no second one for its key.
        package let value: CBORValue
    }

    /// Thrown where a map was to be made of entries of which two have the same key.
    package struct DuplicateKey: Error, Hashable {
        /// The key that was given twice.
        package let key: CBORValue
    }

    /// The entries in the order in which they are encoded.
    package private(set) var entries: [Entry] = []

    /// A map without entries.
    package init() {}

    /// A map of these entries, given in any order.
    ///
    /// - Throws: ``DuplicateKey`` if two of them have the same key.
    package init(uniqueEntries: some Sequence<(CBORValue, CBORValue)>) throws(DuplicateKey) {
        let sorted = uniqueEntries.map { Entry(key: $0, value: $1) }.sorted { $0.key < $1.key }
        for (entry, next) in zip(sorted, sorted.dropFirst()) where entry.key == next.key {
            throw DuplicateKey(key: next.key)
        }
        entries = sorted
    }

    /// A map of these entries, of which a later one replaces an earlier one with the same key.
    package init(replacing pairs: [(CBORValue, CBORValue)]) {
        for (key, value) in pairs { self[key] = value }
    }

    /// A map of entries of which the caller knows already that their keys ascend.
    init(ascending entries: [Entry]) {
        self.entries = entries
    }

    /// The value that the key leads to; nil if there is no such key. Setting puts the entry in its place,
    /// replaces it, or with nil takes it away.
    package subscript(key: CBORValue) -> CBORValue? {
        get {
            let index = firstIndex(notBefore: key)
            return holds(key, at: index) ? entries[index].value : nil
        }
        set {
            let index = firstIndex(notBefore: key)
            let end = holds(key, at: index) ? index + 1 : index
            entries.replaceSubrange(index..<end, with: newValue.map { [Entry(key: key, value: $0)] } ?? [])
        }
    }

    private func holds(_ key: CBORValue, at index: Int) -> Bool {
        index < entries.endIndex && entries[index].key == key
    }

    private func firstIndex(notBefore key: CBORValue) -> Int {
        var range = entries.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if entries[middle].key < key {
                range = (middle + 1)..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return range.lowerBound
    }
}

extension CBORMap: ExpressibleByDictionaryLiteral {
    /// A map, in whatever order it is written. Of two entries with the same key the later one counts, as if
    /// they had been set one after the other.
    package init(dictionaryLiteral entries: (CBORValue, CBORValue)...) {
        self.init(replacing: entries)
    }
}
