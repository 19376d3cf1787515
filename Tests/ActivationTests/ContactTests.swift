import CBOR
import Refusals
import TestSupport
import Testing

@testable import Activation

@Suite("Where the vendor is reached")
struct ContactTests {
    @Test func `The help address is an entry that older readers pass over`() throws {
        let helped = Contact(phone: "1", help: "https://help.example.com")
        #expect(
            helped.cbor
                == .map(
                    CBORMap(replacing: [(.int(1), .text("1")), (.int(-1), .text("https://help.example.com"))])
                ))
        #expect(try Contact(helped.cbor) == helped)
        // As any other label below zero, which no program knows yet.
        let later = CBORValue.map(CBORMap(replacing: [(.int(1), .text("1")), (.int(-2), .bytes([1]))]))
        #expect(try Contact(later) == Contact(phone: "1"))
    }

    @Test(arguments: ["", "a\nb", String(repeating: "x", count: 129)])
    func `A help address is text that can be shown, and not long`(text: String) {
        let value = CBORValue.map(CBORMap(replacing: [(.int(-1), .text(text))]))
        #expect(refusal { try Contact(value) } == .documentMalformed)
    }

    @Test func `It is no way to reach somebody`() {
        #expect(Contact(help: "https://help.example.com").sentence == nil)
        #expect(!Contact(help: "https://help.example.com").isEmpty)
    }
}
