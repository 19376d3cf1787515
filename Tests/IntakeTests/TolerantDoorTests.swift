import Activation
import Intake
import TestSupport
import Testing
import TextForm

@Suite("What comes from outside is read as it was meant")
struct TolerantDoorTests {
    let samples: SampleDocuments

    init() throws { samples = try SampleDocuments() }

    @Test(arguments: CarriedText.all, DocumentKind.allCases)
    func `What a carrier did is undone`(way: CarriedText, kind: DocumentKind) throws {
        let bytes = try samples.bytes(kind)
        let text = way.change(String(decoding: Armour(kind: kind, bytes: bytes).text, as: UTF8.self))
        #expect(try AnyDocument(reading: Array(text.utf8)).encoded == bytes, "\(text)")
    }

    @Test(arguments: DocumentKind.allCases)
    func `What was typed from paper is read`(kind: DocumentKind) throws {
        let bytes = try samples.bytes(kind)
        let form = try AnyDocument(encoded: bytes).textForm
        for text in [form.text, form.numberedGroups.reversed().joined(separator: "\n")] {
            #expect(try AnyDocument(reading: Array(text.utf8)).encoded == bytes, "\(text)")
        }
    }
}
