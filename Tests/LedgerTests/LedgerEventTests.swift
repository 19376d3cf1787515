import CBOR
import TestSupport
import Testing

@testable import Ledger

@Suite("The encoding of events")
struct LedgerEventTests {
    private static let hash = [UInt8](repeating: 0xA1, count: 32)
    private static let other = [UInt8](repeating: 0xA2, count: 32)
    private static let nonce = [UInt8](repeating: 0xA3, count: 16)

    /// With everything that an event can have.
    private static let full = LedgerEvent(
        number: 7, at: -5, actor: "Anna", action: "license.add", carrier: "file", subject: "L-1",
        license: [1, 2, 3, 4, 5], scope: 2, previous: 3, detail: hash,
        changes: [
            LedgerEvent.Change(
                view: 7, key: [.blob([9]), .integer(.min), .text("ä")],
                before: [.value(.null), .value(.integer(.max)), .erasable(hash: other)],
                after: [.value(.text("")), .value(.blob([])), .erasable(hash: hash)]),
            LedgerEvent.Change(view: 1, key: [.integer(0)], before: nil, after: []),
            LedgerEvent.Change(view: 2, key: [.integer(0)], before: [], after: nil),
        ], documents: [other, hash],
        reliances: [
            LedgerEvent.Reliance(thing: [1, 2], scope: 0, event: 1),
            LedgerEvent.Reliance(thing: [2], scope: 9, event: .max),
        ], nonce: nonce)

    private static let bare = LedgerEvent(
        number: 1, at: 0, actor: "", action: "a", carrier: "", subject: "", license: nil, scope: nil,
        previous: nil, detail: nil, changes: [], documents: [], reliances: [], nonce: nonce)

    @Test func `An event that is read is the one that was written`() throws {
        for event in [Self.full, Self.bare] {
            let read = try #require(LedgerEvent(encoded: event.encoded))
            #expect(read.encoded == event.encoded)
            #expect((read.number, read.at) == (event.number, event.at))
            #expect(
                [read.actor, read.action, read.carrier, read.subject]
                    == [event.actor, event.action, event.carrier, event.subject])
            #expect(read.license == event.license && read.detail == event.detail)
            #expect(read.scope == event.scope && read.previous == event.previous)
            #expect(read.documents == event.documents && read.nonce == event.nonce)
            #expect(read.reliances == event.reliances)
            #expect(read.changes.map(\.view) == event.changes.map(\.view))
            #expect(read.changes.map(\.key) == event.changes.map(\.key))
            #expect(read.changes.map(\.before) == event.changes.map(\.before))
            #expect(read.changes.map(\.after) == event.changes.map(\.after))
        }
    }

    @Test func `The hashes of what can be erased come in the order of the event`() {
        #expect(Self.full.erasableHashes == [Self.hash, Self.other, Self.hash])
        #expect(Self.bare.erasableHashes == [])
    }

    @Test func `An event is a map with numbers, and has what is not nothing`() throws {
        let map = try #require(try CBORDecoder.decode(Self.bare.encoded).asMap)
        #expect(map.entries.map(\.key) == [1, 2, 3, 4, 5, 14].map { CBORValue.int($0) })
        let whole = try #require(try CBORDecoder.decode(Self.full.encoded).asMap)
        #expect(whole.entries.map(\.key) == (1...15).map { CBORValue.int($0) })
    }
}

extension LedgerEventTests {
    /// The full event with another value under a label, or none.
    private static func edited(_ label: Int64, _ value: CBORValue?) throws -> [UInt8] {
        let map = try #require(try CBORDecoder.decode(full.encoded).asMap)
        var entries: [(CBORValue, CBORValue)] = []
        for entry in map.entries where entry.key != .int(label) { entries.append((entry.key, entry.value)) }
        if let value { entries.append((.int(label), value)) }
        return CBOREncoder.encode(.map(CBORMap(replacing: entries)))
    }

    private static func bytes(_ count: Int) -> CBORValue { .bytes([UInt8](repeating: 1, count: count)) }

    /// A change of these parts as the only one.
    private static func change(_ parts: CBORValue...) -> CBORValue { .array([.array(parts)]) }
    private static let key = CBORValue.array([.int(1)])
    private static func after(_ content: CBORValue) -> CBORValue {
        change(.int(1), key, .null, .array([content]))
    }

    static let refused: [(Int64, CBORValue?)] = [
        (1, nil), (1, .int(0)), (1, .int(2)), (1, .text("1")),
        (2, nil), (2, .int(0)), (2, .int(-1)), (2, .unsigned(1 << 63)), (2, .text("7")),
        // No later event than the one that it comes after.
        (2, .int(3)),
        (3, nil), (3, .unsigned(1 << 63)), (3, .negative(1 << 63)), (3, .text("0")),
        (4, nil), (4, .bytes([0x41])), (5, nil), (5, .text("")), (5, .bytes([0x41])),
        (6, .text("")), (6, .null), (6, .bytes([0x41])), (7, .text("")), (7, .null), (7, .bytes([0x41])),
        (8, bytes(4)), (8, bytes(6)), (8, bytes(0)), (8, .text("12345")), (8, .null),
        (9, .int(-1)), (9, .unsigned(1 << 63)), (9, .text("0")), (9, .null),
        (10, .int(0)), (10, .int(-1)), (10, .int(7)), (10, .int(8)), (10, .text("1")), (10, .null),
        (11, bytes(31)), (11, bytes(33)), (11, .null), (11, .text(String(repeating: "a", count: 32))),
        (12, .array([])), (12, .null), (12, .int(1)), (12, .array([.int(1)])), (12, change()),
        (12, change(.int(1), key, .null)), (12, change(.int(1), key, .null, .array([]), .null)),
        (12, change(.unsigned(1 << 63), key, .null, .array([]))),
        (12, change(.int(-1), key, .null, .array([]))), (12, change(.text("1"), key, .null, .array([]))),
        (12, change(.int(1), .array([]), .null, .array([]))),
        (12, change(.int(1), .int(1), .null, .array([]))),
        (12, change(.int(1), .array([.array([])]), .null, .array([]))),
        (12, change(.int(1), .array([.int(1), .bool(true)]), .null, .array([]))),
        (12, change(.int(1), .array([.unsigned(1 << 63)]), .null, .array([]))),
        (12, change(.int(1), key, .null, .null)), (12, change(.int(1), key, .int(0), .array([]))),
        (12, change(.int(1), key, .array([]), .text(""))),
        (12, after(.bool(false))), (12, after(.unsigned(1 << 63))), (12, after(.negative(1 << 63))),
        (12, after(.tagged(0, .null))), (12, after(.array([]))), (12, after(.array([bytes(31)]))),
        (12, after(.array([bytes(33)]))), (12, after(.array([bytes(32), bytes(32)]))),
        (12, after(.array([.text(String(repeating: "a", count: 32))]))),
        (12, .array([.array([.int(1), key, .null, .array([])]), .null])),
        (13, .array([])), (13, .null), (13, .array([bytes(31)])), (13, .array([bytes(32), bytes(33)])),
        (13, bytes(32)), (14, nil), (14, bytes(15)), (14, bytes(17)), (14, .null),
        (0, .int(0)), (15, .int(0)), (-1, .null),
    ]

    @Test(arguments: refused.indices)
    func `An event that breaks a rule is not read`(index: Int) throws {
        let (label, value) = Self.refused[index]
        #expect(
            LedgerEvent(encoded: try Self.edited(label, value)) == nil,
            "\(label): \(String(describing: value))")
    }

    static let accepted: [(Int64, CBORValue?)] = [
        (2, .int(4)), (2, .int(.max)), (3, .int(.min)), (3, .int(.max)), (4, .text("")), (6, nil), (7, nil),
        (8, nil), (9, nil), (9, .int(0)), (9, .int(.max)), (10, nil), (10, .int(1)), (10, .int(6)), (11, nil),
        (12, nil), (12, change(.int(.max), key, .null, .array([]))), (12, after(.array([bytes(32)]))),
        (12, after(.int(.min))), (13, nil), (13, .array([bytes(32)])),
    ]

    @Test(arguments: accepted.indices)
    func `What is at a bound, or left out, is read, and has the same encoding again`(index: Int) throws {
        let (label, value) = Self.accepted[index]
        let encoded = try Self.edited(label, value)
        #expect(LedgerEvent(encoded: encoded)?.encoded == encoded)
    }

    @Test func `What is no map, or has more behind it, is no event`() {
        for bytes in [
            [], [0xA0], [0x80], [0xF6], Self.full.encoded + [0], Self.full.encoded + Self.full.encoded,
        ] {
            #expect(LedgerEvent(encoded: bytes) == nil)
        }
    }

    @Test func `An event has at most a mebibyte, and at most so many values`() {
        func event(actor: Int, values: Int) -> LedgerEvent {
            let bare = Self.bare
            return LedgerEvent(
                number: 1, at: 0, actor: String(repeating: "a", count: actor), action: "a", carrier: "",
                subject: "", license: nil, scope: nil, previous: nil, detail: nil,
                changes: [
                    LedgerEvent.Change(
                        view: 1, key: [.null], before: nil,
                        after: [LedgerEvent.Content](repeating: .value(.null), count: values))
                ],
                documents: [], reliances: [], nonce: bare.nonce)
        }
        let room = LedgerEvent.maximumSize - event(actor: 65_536, values: 1).encoded.count + 65_536
        let largest = event(actor: room, values: 1).encoded
        #expect(largest.count == LedgerEvent.maximumSize)
        #expect(LedgerEvent(encoded: largest) != nil)
        #expect(LedgerEvent(encoded: event(actor: room + 1, values: 1).encoded) == nil)
        #expect(LedgerEvent(encoded: event(actor: 0, values: 60_000).encoded) != nil)
        #expect(LedgerEvent(encoded: event(actor: 0, values: 65_536).encoded) == nil)
    }

    @Test func `No other bytes are the same event`() {
        let encoded = Self.full.encoded
        for index in encoded.indices {
            for bit in 0..<8 {
                var changed = encoded
                changed[index] ^= 1 << bit
                // What can be read has one encoding: the bytes that were read, which are others.
                #expect(LedgerEvent(encoded: changed).map { $0.encoded == changed } ?? true)
            }
            #expect(LedgerEvent(encoded: Array(encoded[..<index])) == nil)
            #expect(LedgerEvent(encoded: Array(encoded[(index + 1)...])) == nil)
        }
    }

    @Test func `Bytes by chance are read without harm`() {
        var random = SeededGenerator(seed: 5)
        let encoded = Self.full.encoded
        for _ in 0..<3000 {
            var changed = encoded
            for _ in 0..<random.number(1...6) {
                changed[random.number(0...changed.count - 1)] = UInt8(random.number(0...255))
            }
            #expect(LedgerEvent(encoded: changed).map { $0.encoded == changed } ?? true)
            #expect(LedgerEvent(encoded: random.bytes(random.number(0...64))) == nil)
        }
    }

    @Test func `A longer form of a number, or another order, is not read`() throws {
        let encoded = Self.full.encoded
        // The version: label 1, value 1.
        #expect(Array(encoded[1...2]) == [1, 1])
        #expect(LedgerEvent(encoded: [encoded[0], 0x01, 0x18, 0x01] + encoded[3...]) == nil)
        #expect(LedgerEvent(encoded: [encoded[0]] + encoded[3...4] + encoded[1...2] + encoded[5...]) == nil)
    }

    @Test func `A text keeps its very bytes`() throws {
        for text in ["\u{E9}", "e\u{301}", "a\0b"] {
            let encoded = try Self.edited(7, .text(text))
            let event = try #require(LedgerEvent(encoded: encoded))
            #expect(Array(event.subject.utf8) == Array(text.utf8))
            #expect(event.encoded == encoded)
        }
    }
}
