import Activation
import Refusals
import TestSupport
import Testing
import TextForm

@Suite("What is believed is read strictly")
struct StrictDoorTests {
    let samples: SampleDocuments

    init() throws { samples = try SampleDocuments() }

    private func text(_ kind: DocumentKind) throws -> String {
        String(decoding: Armour(kind: kind, bytes: try samples.bytes(kind)).text, as: UTF8.self)
    }

    private func written(_ text: String) throws -> [UInt8] {
        try AnyDocument(written: Array(text.utf8)).encoded
    }

    @Test(arguments: DocumentKind.allCases)
    func `Bytes are taken at both doors, and armour where documents are kept as text`(kind: DocumentKind)
        throws
    {
        let bytes = try samples.bytes(kind)
        let armour = Array(try text(kind).utf8)
        #expect(try AnyDocument(encoded: bytes).encoded == bytes)
        #expect(try AnyDocument(written: bytes).encoded == bytes)
        #expect(try AnyDocument(written: armour).encoded == bytes)
        #expect(refusal { try AnyDocument(encoded: armour) } == .documentUnrecognized)
    }

    @Test(arguments: DocumentKind.allCases)
    func `An editor's line ends, blank lines and byte order mark do no harm to armour`(kind: DocumentKind)
        throws
    {
        let text = try text(kind)
        for kept in [
            text.replacing("\n", with: "\r\n"), "\u{feff}\(text)", "\n\(text)\n \n", String(text.dropLast()),
        ] {
            #expect(try written(kept) == samples.bytes(kind), "\(kept)")
        }
    }

    @Test(arguments: CarriedText.all)
    func `Nothing that a carrier did is undone`(way: CarriedText) throws {
        let text = way.change(try text(.license))
        #expect(refusal { try written(text) } == way.strictly, "\(text)")
        #expect(refusal { try AnyDocument(encoded: Array(text.utf8)) } == .documentUnrecognized)
    }

    @Test func `The text form is for people, in one line or in groups`() throws {
        let form = try AnyDocument(encoded: samples.bytes(.license)).textForm
        for text in [
            form.text, form.numberedGroups.joined(separator: "\n"), form.groups.joined(separator: " "),
        ] {
            #expect(refusal { try written(text) } == .documentUnrecognized, "\(text)")
        }
    }

    @Test func `Text around armour is told`() throws {
        let text = try "Dear customer,\n\n\(text(.license))"
        let error = #expect(throws: Refusal.self) { try written(text) }
        #expect(error?.sentence == "There is other text around the document.")
    }

    @Test func `Nothing and too much are refused before they are looked into`() throws {
        let room = [UInt8](repeating: 10, count: 65_536)
        for door in [Believing.encoded, Believing.written] {
            let door = Believing(samples.productFile, door: door)
            #expect(door.outcome([]) == "document.truncated")
            #expect(door.outcome(room + [10]) == "document.too-large")
            #expect(door.outcome(room) == "document.unrecognized")
        }
    }

    @Test func `A document of one kind is not one of another`() throws {
        let bytes = try samples.bytes(.request)
        #expect(refusal { try Unverified<License>(encoded: bytes) } == .documentWrongKind)
        #expect(refusal { try Unverified<License>(written: bytes) } == .documentWrongKind)
        #expect(try Unverified<Request>(encoded: bytes).encoded == bytes)
    }
}
