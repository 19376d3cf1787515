import Activation
import Intake
import Refusals
import TestSupport
import Testing

@Suite("Any input")
struct InputTests {
    @Test("of more than 65,536 bytes is not looked into, and a document in less text is found")
    func limit() throws {
        let request = try Sample.machine().request(for: Sample.vendor().productFile())
        let text = Armour(kind: .request, bytes: request.encoded).text
        let room = [UInt8](repeating: 10, count: Carried.maximumInput - text.count)
        #expect(try Unverified<Request>(reading: room + text).encoded == request.encoded)
        #expect(refusal { try AnyDocument(reading: room + [10] + text) } == .documentTooLarge)
    }

    @Test("that is plain bytes is never taken for the armour that may stand in them")
    func armourInside() throws {
        let request = try Sample.machine().request(for: Sample.vendor().productFile()).encoded
        let inner = Array("\n".utf8) + Armour(kind: .request, bytes: request).text
        #expect(refusal { try AnyDocument(reading: [0xd2, 0x84] + inner) } != nil)
        #expect(try AnyDocument(reading: [0xd2, 0x82] + inner).encoded == request)
    }

    @Test("that is nothing of ours is not recognised, and nothing at all is cut short")
    func others() {
        for other in ["hello", "{}", "\u{0}", "%PDF-1.4", "\n"] {
            #expect(refusal { try AnyDocument(reading: Array(other.utf8)) } == .documentUnrecognized)
        }
        #expect(refusal { try AnyDocument(reading: []) } == .documentTruncated)
        #expect(refusal { try AnyDocument(reading: [0xd2]) } == .documentTruncated)
    }
}
