import CBOR
import Testing

@Suite struct CBORValueTests {
    let composed = CBORValue.text("caf\u{E9}")
    let decomposed = CBORValue.text("cafe\u{301}")

    @Test("Texts that only look alike are different values, though Swift takes the strings for equal")
    func textsByTheirBytes() {
        #expect("caf\u{E9}" == "cafe\u{301}")
        #expect(composed != decomposed)
        #expect(CBORValue.array([composed]) != .array([decomposed]))
        #expect(CBORValue.tagged(1, composed) != .tagged(1, decomposed))
        #expect(Set([composed, decomposed, composed]).count == 2)
    }

    @Test("Texts that only look alike are different values even at the same length: marks in another order")
    func textsOfOneLength() throws {
        let (dotBelowFirst, dotAboveFirst) = ("s\u{323}\u{307}", "s\u{307}\u{323}")
        #expect(dotBelowFirst == dotAboveFirst)
        #expect(CBORValue.text(dotBelowFirst) != .text(dotAboveFirst))
        #expect(CBORValue.text(dotAboveFirst) < .text(dotBelowFirst))
        let map = CBORValue.map([.text(dotBelowFirst): 1, .text(dotAboveFirst): 2])
        #expect(map.asMap?.entries.count == 2)
        #expect(try CBORDecoder.decode(CBOREncoder.encode(map)) == map)
    }

    @Test("Texts that only look alike are different keys")
    func keysByTheirBytes() throws {
        let map: CBORMap = [composed: 1, decomposed: 2]
        #expect(map.entries.count == 2)
        #expect(map[composed] == 1)
        #expect(map[decomposed] == 2)
        let value = CBORValue.map(map)
        #expect(try CBORDecoder.decode(CBOREncoder.encode(value)) == value)
    }

    @Test("A decoded text keeps its bytes, normal form or not")
    func decodedTextKeepsItsBytes() throws {
        let text = try #require(try CBORDecoder.decode(CBOREncoder.encode(decomposed)).asText)
        #expect(Array(text.utf8) == [0x63, 0x61, 0x66, 0x65, 0xcc, 0x81])
    }

    @Test("Values of different kinds are different, however alike their contents")
    func kindsDiffer() {
        let values: [CBORValue] = [
            .unsigned(0), .negative(0), .bytes([]), .text(""), .array([]), .map([:]),
            .tagged(0, .unsigned(0)),
            .bool(false), .bool(true), .null,
        ]
        #expect(Set(values).count == values.count)
    }

    @Test("An integer is unsigned from 0 up and -1 - n below, to both ends of 64 bits")
    func integers() {
        #expect(CBORValue.int(0) == .unsigned(0))
        #expect(CBORValue.int(-1) == .negative(0))
        #expect(CBORValue.int(.max) == .unsigned(UInt64(Int64.max)))
        #expect(CBORValue.int(.min) == .negative(UInt64(Int64.max)))
        #expect((-500 as CBORValue) == .negative(499))
        for number in [0, 1, -1, 23, -24, .max, .min] as [Int64] {
            #expect(CBORValue.int(number).asInt64 == number)
        }
    }

    @Test("An integer that does not fit the type asked for is not given, instead of wrapped")
    func integersThatDoNotFit() {
        #expect(CBORValue.unsigned(.max).asInt64 == nil)
        #expect(CBORValue.unsigned(.max).asUInt64 == .max)
        #expect(CBORValue.negative(.max).asInt64 == nil)
        #expect(CBORValue.negative(UInt64(Int64.max) + 1).asInt64 == nil)
        #expect(CBORValue.negative(0).asUInt64 == nil)
    }

    @Test("An accessor gives what the value is, and nil for every other kind")
    func accessors() {
        let bytes: CBORValue = .bytes([1])
        let map: CBORValue = [1: 2]
        #expect(bytes.asBytes == [1])
        #expect(("a" as CBORValue).asText == "a")
        #expect(([1, 2] as CBORValue).asArray == [1, 2])
        #expect(map.asMap?[1] == 2)
        #expect((true as CBORValue).asBool == true)
        #expect(CBORValue.tagged(18, bytes).content(ofTag: 18) == bytes)
        #expect(CBORValue.tagged(18, bytes).content(ofTag: 17) == nil)
        let other = CBORValue.null
        #expect(other.asInt64 == nil && other.asUInt64 == nil && other.asBytes == nil && other.asText == nil)
        #expect(other.asArray == nil && other.asMap == nil && other.asBool == nil)
        #expect(other.content(ofTag: 18) == nil)
    }
}
