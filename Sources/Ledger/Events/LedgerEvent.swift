import CBOR
import Cryptography

/// One change of the ledger: all of it. The leaves of the log's tree are the encodings of these.
package struct LedgerEvent: Sendable {
    /// What an event says in the place of a value.
    package enum Content: Hashable, Sendable {
        /// The value.
        case value(LedgerValue)
        /// The salted hash of a value that stands beside the event, or was erased: SHA-256 over 16 random bytes and the
        /// value's encoding.
        case erasable(hash: [UInt8])
    }

    /// What became of one row.
    package struct Change: Sendable {
        /// The number of the view.
        package let view: UInt64
        /// The row's key.
        package let key: [LedgerValue]
        /// The other values before; nil where there was no row.
        package let before: [Content]?
        /// The other values after; nil where there is no row any more.
        package let after: [Content]?
    }

    /// Its place in the log, from 1.
    package let number: Int64
    /// By the vendor's clock, seconds since 1970.
    package let at: Int64
    /// Who did it.
    package let actor: String
    /// What was done.
    package let action: String
    /// How it came in; empty where that means nothing.
    package let carrier: String
    /// What it was done to; empty for nothing in particular.
    package let subject: String
    /// The license that it is about, 5 bytes.
    package let license: [UInt8]?
    /// What of the subject was changed: 0 the thing itself, else one of a license's seats; nil for neither.
    package let scope: Int64?
    /// The last event about the same subject before it; nil where it is the first, or has no subject.
    package let previous: Int64?
    /// The salted hash of what else is told, for people; nil for nothing.
    package let detail: [UInt8]?
    /// What became of rows.
    package let changes: [Change]
    /// The digests of documents that came and went, SHA-256, 32 bytes each.
    package let documents: [[UInt8]]
    /// Which rows what was done rests on: they were the latest then.
    package let reliances: [Reliance]
    /// 16 random bytes, so that nobody can guess an event from its hash.
    let nonce: [UInt8]
}

extension LedgerEvent {
    /// The action of an event after which values that stood beside earlier ones about the same thing may be gone.
    package static let erasing = "customer.erase"
    /// The version of this encoding.
    static let version: UInt64 = 1
    /// The largest encoding, in bytes.
    package static let maximumSize = 1 << 20
    /// How many values it has at most, in all depths.
    static let maximumItems = 65_536
    static let hashSize = 32
    static let nonceSize = 16
    static let saltSize = 16

    private enum Label {
        static let version: Int64 = 1
        static let number: Int64 = 2
        static let at: Int64 = 3
        static let actor: Int64 = 4
        static let action: Int64 = 5
        static let carrier: Int64 = 6
        static let subject: Int64 = 7
        static let license: Int64 = 8
        static let scope: Int64 = 9
        static let previous: Int64 = 10
        static let detail: Int64 = 11
        static let changes: Int64 = 12
        static let documents: Int64 = 13
        static let nonce: Int64 = 14
        static let reliances: Int64 = 15
    }

    /// The one encoding of the event.
    package var encoded: [UInt8] {
        var writer = CBORWriter(capacity: 1024)
        let optional: [Bool] = [
            !carrier.isEmpty, !subject.isEmpty, license != nil, scope != nil, previous != nil, detail != nil,
            !changes.isEmpty, !documents.isEmpty, !reliances.isEmpty,
        ]
        writer.map(6 + optional.count { $0 })
        writer.int(Label.version)
        writer.int(Int64(clamping: Self.version))
        writer.int(Label.number)
        writer.int(number)
        writer.int(Label.at)
        writer.int(at)
        writer.int(Label.actor)
        writer.text(actor)
        writer.int(Label.action)
        writer.text(action)
        writeSubject(to: &writer)
        if let detail {
            writer.int(Label.detail)
            writer.bytes(detail)
        }
        if !changes.isEmpty {
            writer.int(Label.changes)
            writer.array(changes.count)
            for change in changes { change.write(to: &writer) }
        }
        if !documents.isEmpty {
            writer.int(Label.documents)
            writer.array(documents.count)
            for document in documents { writer.bytes(document) }
        }
        writer.int(Label.nonce)
        writer.bytes(nonce)
        if !reliances.isEmpty {
            writer.int(Label.reliances)
            writer.array(reliances.count)
            for reliance in reliances { reliance.write(to: &writer) }
        }
        return writer.bytes
    }

    private func writeSubject(to writer: inout CBORWriter) {
        if !carrier.isEmpty {
            writer.int(Label.carrier)
            writer.text(carrier)
        }
        if !subject.isEmpty {
            writer.int(Label.subject)
            writer.text(subject)
        }
        if let license {
            writer.int(Label.license)
            writer.bytes(license)
        }
        if let scope {
            writer.int(Label.scope)
            writer.int(scope)
        }
        if let previous {
            writer.int(Label.previous)
            writer.int(previous)
        }
    }

    /// Reads an event: all of the bytes, in their one encoding.
    ///
    /// - Returns: nil if a rule of the encoding, or of events, is broken.
    package init?(encoded: [UInt8]) {
        guard
            let map = try? CBORDecoder.decode(
                encoded, limits: CBORLimits(size: Self.maximumSize, depth: 8, items: Self.maximumItems)
            ).asMap
        else { return nil }
        var left = map.entries.count
        func take(_ label: Int64) -> CBORValue? {
            guard let value = map[.int(label)] else { return nil }
            left -= 1
            return value
        }
        func optional<Value>(_ label: Int64, _ read: (CBORValue) -> Value?) -> Value?? {
            guard let value = take(label) else { return .some(nil) }
            guard let read = read(value) else { return nil }
            return .some(read)
        }
        guard
            take(Label.version)?.asUInt64 == Self.version,
            let number = take(Label.number)?.asInt64, number >= 1, let at = take(Label.at)?.asInt64,
            let actor = take(Label.actor)?.asText, let action = take(Label.action)?.asText, !action.isEmpty,
            let carrier = optional(Label.carrier, { $0.asText.flatMap { $0.isEmpty ? nil : $0 } }),
            let subject = optional(Label.subject, { $0.asText.flatMap { $0.isEmpty ? nil : $0 } }),
            let license = optional(Label.license, { $0.asBytes.flatMap { $0.count == 5 ? $0 : nil } }),
            let scope = optional(Label.scope, { $0.asInt64.flatMap { $0 >= 0 ? $0 : nil } }),
            let previous = optional(Label.previous, { $0.asInt64.flatMap { (1..<number) ~= $0 ? $0 : nil } }),
            let detail = optional(Label.detail, { Self.hash($0) }),
            let changes = optional(Label.changes, { Self.list($0, Change.init) }),
            let documents = optional(Label.documents, { Self.list($0, Self.hash) }),
            let reliances = optional(Label.reliances, { Self.list($0, Reliance.init) }),
            let nonce = take(Label.nonce)?.asBytes, nonce.count == Self.nonceSize, left == 0
        else { return nil }
        (self.number, self.at, self.actor, self.action) = (number, at, actor, action)
        (self.carrier, self.subject, self.license) = (carrier ?? "", subject ?? "", license)
        (self.scope, self.previous, self.detail) = (scope, previous, detail)
        (self.changes, self.documents, self.nonce) = (changes ?? [], documents ?? [], nonce)
        self.reliances = reliances ?? []
    }

    private static func hash(_ value: CBORValue) -> [UInt8]? {
        value.asBytes.flatMap { $0.count == hashSize ? $0 : nil }
    }

    /// A list with at least one element.
    private static func list<Value>(_ value: CBORValue, _ read: (CBORValue) -> Value?) -> [Value]? {
        guard let elements = value.asArray, !elements.isEmpty else { return nil }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            guard let value = read(element) else { return nil }
            values.append(value)
        }
        return values
    }

    /// 1 where what is counted of a license was changed.
    var tallied: Int64? { changes.contains { $0.view == LedgerView.seatTallies.number } ? 1 : nil }

    /// All hashes of erasable values, in the order in which they stand in the event: what is told, then row by row.
    var erasableHashes: [[UInt8]] {
        var hashes = detail.map { [$0] } ?? []
        for change in changes {
            for case .erasable(let hash) in (change.before ?? []) + (change.after ?? []) {
                hashes.append(hash)
            }
        }
        return hashes
    }
}

extension LedgerEvent.Change {
    fileprivate func write(to writer: inout CBORWriter) {
        writer.array(4)
        writer.int(Int64(clamping: view))
        writer.array(key.count)
        for value in key { value.write(to: &writer) }
        Self.write(before, to: &writer)
        Self.write(after, to: &writer)
    }

    private static func write(_ contents: [LedgerEvent.Content]?, to writer: inout CBORWriter) {
        guard let contents else { return writer.null() }
        writer.array(contents.count)
        for content in contents {
            switch content {
            case .value(let value): value.write(to: &writer)
            case .erasable(let hash):
                writer.array(1)
                writer.bytes(hash)
            }
        }
    }

    fileprivate init?(_ cbor: CBORValue) {
        guard
            let parts = cbor.asArray, parts.count == 4, let view = parts[0].asUInt64, view <= Int64.max,
            let key = parts[1].asArray, !key.isEmpty, let before = Self.contents(parts[2]),
            let after = Self.contents(parts[3]), before != nil || after != nil
        else { return nil }
        let values = key.compactMap { LedgerValue($0) }
        guard values.count == key.count else { return nil }
        (self.view, self.key, self.before, self.after) = (view, values, before, after)
    }

    private static func contents(_ cbor: CBORValue) -> [LedgerEvent.Content]?? {
        if case .null = cbor { return .some(nil) }
        guard let elements = cbor.asArray else { return nil }
        var contents: [LedgerEvent.Content] = []
        contents.reserveCapacity(elements.count)
        for element in elements {
            if let value = LedgerValue(element) {
                contents.append(.value(value))
            } else if let inner = element.asArray, inner.count == 1, let hash = inner[0].asBytes,
                hash.count == LedgerEvent.hashSize
            {
                contents.append(.erasable(hash: hash))
            } else {
                return nil
            }
        }
        return .some(contents)
    }
}
