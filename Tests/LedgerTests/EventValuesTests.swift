import CBOR
import Cryptography
import Testing

@testable import Ledger

@Suite("What stands beside an event")
struct EventValuesTests {
    private static let salt = [UInt8](repeating: 7, count: 16)
    private static let first = ErasableValue(salt: salt, value: .text("Werft"))
    private static let second = ErasableValue(salt: [UInt8](repeating: 8, count: 16), value: .blob([1, 2]))

    private func event(_ hashes: [[UInt8]], detail: [UInt8]? = nil) -> LedgerEvent {
        LedgerEvent(
            number: 1, at: 0, actor: "", action: "a", carrier: "", subject: "", license: nil, scope: nil,
            previous: nil, detail: detail,
            changes: hashes.isEmpty
                ? []
                : [
                    LedgerEvent.Change(
                        view: 1, key: [.null], before: nil, after: hashes.map { .erasable(hash: $0) })
                ], documents: [], reliances: [], nonce: Self.salt)
    }

    @Test func `It is read as it was written, with the places of what was erased`() throws {
        for places in [[Self.first], [Self.first, nil, Self.second], [nil]] {
            let encoded = try #require(EventValues(places).encoded)
            #expect(EventValues(encoded: encoded) == EventValues(places))
            #expect(EventValues(encoded: encoded)?.encoded == encoded)
        }
        #expect(EventValues([]).encoded == nil)
        #expect(EventValues(encoded: nil) == EventValues([]))
    }

    @Test func `A hash is over the salt and the value's encoding`() {
        #expect(Self.first.hash == SHA256Digest(of: Self.salt + [0x65] + Array("Werft".utf8)).bytes)
    }

    @Test func `It fits the event that has its hashes, in their order, erased or not`() {
        let event = event([Self.second.hash], detail: Self.first.hash)
        #expect(EventValues([Self.first, Self.second]).fit(event))
        #expect(EventValues([nil, Self.second]).fit(event))
        #expect(EventValues([nil, nil]).fit(event))
        for places in [[], [Self.first], [Self.second, Self.first], [Self.first, Self.second, nil]] {
            #expect(!EventValues(places).fit(event))
        }
        #expect(EventValues([]).fit(self.event([])))
        #expect(!EventValues([nil]).fit(self.event([])))
    }

    @Test func `Another value, or another salt, does not fit`() {
        let event = event([Self.first.hash])
        for other in [
            ErasableValue(salt: Self.salt, value: .text("Werf")),
            ErasableValue(salt: Self.salt, value: .blob(Array("Werft".utf8))),
            ErasableValue(salt: Self.second.salt, value: .text("Werft")),
        ] {
            #expect(!EventValues([other]).fit(event))
        }
    }

    static let malformed: [CBORValue] = [
        .array([]), .null, .bytes(salt), .map(CBORMap(replacing: [])), .array([.int(1)]),
        .array([.array([])]),
        .array([.array([.bytes(salt)])]), .array([.array([.bytes(salt), .null, .null])]),
        .array([.array([.bytes(Array(salt.dropLast())), .null])]),
        .array([.array([.bytes(salt + [0]), .null])]),
        .array([.array([.text("0123456789abcdef"), .null])]), .array([.array([.bytes(salt), .bool(true)])]),
        .array([.array([.bytes(salt), .array([])])]), .array([.null, .bool(false)]),
        .array([.array([.bytes(salt), .unsigned(1 << 63)])]),
    ]

    @Test(arguments: malformed.indices)
    func `What is not well-formed is not read`(index: Int) {
        #expect(EventValues(encoded: CBOREncoder.encode(Self.malformed[index])) == nil)
    }

    @Test func `Nothing stands before or behind it`() throws {
        let encoded = try #require(EventValues([Self.first, nil]).encoded)
        for index in encoded.indices { #expect(EventValues(encoded: Array(encoded[..<index])) == nil) }
        #expect(EventValues(encoded: encoded + [0xF6]) == nil)
    }

    @Test func `No other bytes are the same values`() throws {
        let encoded = try #require(EventValues([Self.first, nil, Self.second]).encoded)
        for index in encoded.indices {
            for bit in 0..<8 {
                var changed = encoded
                changed[index] ^= 1 << bit
                #expect(EventValues(encoded: changed).map { $0.encoded == changed } ?? true)
            }
        }
    }
}
