import CBOR
import Testing

@Suite struct CBORMapTests {
    /// The keys of the example in RFC 8949 section 4.2.1, in the order it gives.
    let keysInOrder: [CBORValue] = [10, 100, -1, "z", "aa", [100], [-1], false]

    @Test("Entries stand in the order of RFC 8949 section 4.2.1, however they were given")
    func order() throws {
        let backwards = keysInOrder.reversed().map { ($0, CBORValue.null) }
        #expect(try CBORMap(uniqueEntries: backwards).entries.map(\.key) == keysInOrder)
        var grown = CBORMap()
        for key in [3, 0, 7, 5, 1, 6, 2, 4].map({ keysInOrder[$0] }) { grown[key] = .null }
        #expect(grown.entries.map(\.key) == keysInOrder)
    }

    @Test("Maps with the same entries are equal and encode alike, however they were given")
    func equality() {
        let map: CBORMap = [4: 1, 1: "a"]
        let same: CBORMap = [1: "a", 4: 1]
        #expect(map == same)
        #expect(map.hashValue == same.hashValue)
        #expect(CBOREncoder.encode(.map(map)) == [0xa2, 0x01, 0x61, 0x61, 0x04, 0x01])
        #expect(map != [1: "a", 4: 2])
        #expect(map != [1: "a"])
    }

    @Test("Entries of which two have the same key make no map, and the key is named")
    func duplicateKey() {
        let entries: [(CBORValue, CBORValue)] = [(1, "a"), ("b", "c"), (1, "d")]
        let error = #expect(throws: CBORMap.DuplicateKey.self) { try CBORMap(uniqueEntries: entries) }
        #expect(error?.key == 1)
    }

    @Test("A literal with a key twice keeps the later value")
    func literalWithDuplicate() {
        #expect((([1: "a", 1: "b"] as CBORMap).entries.map(\.value)) == ["b"])
        #expect(([1: "a", 1: "b"] as CBORValue) == [1: "b"])
    }

    @Test("Setting a key adds, replaces or removes its entry, and nothing else")
    func setting() {
        var map: CBORMap = [1: "a", 3: "c"]
        map[2] = "b"
        #expect(map == [1: "a", 2: "b", 3: "c"])
        map[1] = "z"
        #expect(map == [1: "z", 2: "b", 3: "c"])
        map[3] = nil
        map[4] = nil
        #expect(map == [1: "z", 2: "b"])
    }

    @Test("Every key is found, and none that is not there")
    func lookup() {
        var map = CBORMap()
        for (index, key) in keysInOrder.enumerated() { map[key] = .unsigned(UInt64(index)) }
        for (index, key) in keysInOrder.enumerated() { #expect(map[key]?.asUInt64 == UInt64(index)) }
        for key in [0, 11, -2, "", "b", [], true, .null] as [CBORValue] { #expect(map[key] == nil) }
        #expect(CBORMap()[1] == nil)
    }
}
