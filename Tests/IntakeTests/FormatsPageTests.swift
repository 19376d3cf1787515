import Activation
import Intake
import TestSupport
import Testing

@Suite("The examples of the page on the formats")
struct FormatsPageTests {
    @Test(arguments: ["text form", "text groups", "text armour"])
    func `Are read however they are written`(name: String) throws {
        let page = try FormatsPage()
        let text = try Array(page.block(name).utf8)
        #expect(try AnyDocument(reading: text).encoded == page.bytes("request"))
    }
}
