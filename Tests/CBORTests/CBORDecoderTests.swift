import CBOR
import Testing

@Suite struct CBORDecoderTests {
    private func refusal(_ bytes: [UInt8], _ limits: CBORLimits = CBORLimits()) -> CBORError? {
        #expect(throws: CBORError.self) { _ = try CBORDecoder.decode(bytes, limits: limits) }
    }

    @Test("By default 65536 bytes are read and not one more")
    func defaultSize() throws {
        let largest = CBOREncoder.encode(.bytes(Array(repeating: 0, count: 65_533)))
        #expect(largest.count == 65_536)
        #expect(try CBORDecoder.decode(largest).asBytes?.count == 65_533)
        let error = refusal(CBOREncoder.encode(.bytes(Array(repeating: 0, count: 65_534))))
        #expect(error?.rule == .sizeLimit)
        #expect(error?.offset == 65_536)
    }

    @Test("By default 4096 items are read and not one more")
    func defaultItems() throws {
        let most = CBOREncoder.encode(.array(Array(repeating: .null, count: 4_095)))
        #expect(try CBORDecoder.decode(most).asArray?.count == 4_095)
        #expect(
            refusal(CBOREncoder.encode(.array(Array(repeating: .null, count: 4_096))))?.rule == .itemLimit)
    }

    @Test("No depth limit lifts the nesting above 64, so that no input can exhaust the stack")
    func greatestDepth() throws {
        let unlimited = CBORLimits(size: .max, depth: .max, items: .max)
        let deepest = Array(repeating: UInt8(0x81), count: 63) + [0x80]
        #expect(CBOREncoder.encode(try CBORDecoder.decode(deepest, limits: unlimited)) == deepest)
        for initialByte in [0x81, 0xa1, 0xc1] as [UInt8] {
            let error = refusal(Array(repeating: initialByte, count: 1_000_000), unlimited)
            #expect(error?.rule == .depthLimit)
            #expect(error?.offset == 64)
        }
    }

    @Test(
        "Negative limits allow nothing",
        arguments: [
            (CBORLimits(size: -1), CBORRule.sizeLimit),
            (CBORLimits(depth: -1), .depthLimit),
            (CBORLimits(items: -1), .itemLimit),
        ])
    func negativeLimits(limits: CBORLimits, rule: CBORRule) {
        let error = refusal([0x80], limits)
        #expect(error?.rule == rule)
        #expect(error?.offset == 0)
    }

    @Test("The first broken rule is the one reported")
    func firstRule() {
        // A long form, then an indefinite length, then a float, and bytes left over.
        #expect(refusal([0x82, 0x18, 0x01, 0x9f, 0xf9, 0x00])?.rule == .shortestForm)
        // Declared to be longer than the input, but what is there is wrong before it ends.
        #expect(refusal([0x84, 0x01, 0xf7])?.rule == .onlyBooleansAndNull)
        // Wrong and too long as well: the size is looked at first.
        #expect(refusal([0xff, 0xff], CBORLimits(size: 1))?.rule == .sizeLimit)
    }

    @Test("An error says in one sentence what is wrong, where, and the rule's name")
    func description() {
        #expect(
            refusal([0x81, 0x18, 0x17]).map(String.init(describing:))
                == "A number or length is not written in its shortest form, at byte 1 (rule shortest-form)."
        )
    }

    @Test("No two rules read alike")
    func descriptionsDiffer() throws {
        var rules: [String: Set<CBORRule>] = [:]
        for vector in try Vector.all(in: "rules.txt") {
            guard case .refused = vector.outcome, let error = refusal(vector.bytes, vector.limits) else {
                continue
            }
            let sentence = String(describing: error).split(separator: ", at byte")[0]
            rules[String(sentence), default: []].insert(error.rule)
        }
        #expect(rules.count == CBORRule.allCases.count)
        #expect(rules.values.allSatisfy { $0.count == 1 })
    }
}
