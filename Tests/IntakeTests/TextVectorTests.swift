import Activation
import Cryptography
import Intake
import TestSupport
import Testing
import TextForm

/// Text forms of another implementation, `Tests/Vectors/text_cases.py`.
@Suite("A document in text form")
struct TextVectorTests {
    @Test func `Is believed, or refused with the code that its vector names`() throws {
        let documents = try VectorLine.all(in: "documents.txt")
        let reader = try Believing(
            productFile: #require(Hexadecimal.decode(documents[0].fields[0])), door: tolerantDoor)
        let vectors = try VectorLine.all(in: "text.txt")
        for vector in vectors {
            let text = try #require(Hexadecimal.decode(vector.fields[0]))
            #expect(reader.outcome(text) == vector.fields[1], "\(vector)")
        }
        #expect(vectors.count > 50)
    }

    @Test func `Is written as the other implementation writes it`() throws {
        let documents = try VectorLine.all(in: "documents.txt")
        let texts = try VectorLine.all(in: "text.txt").prefix(4)
        for text in texts {
            let document = try #require(documents.first { $0.fields[1] == text.fields[1] })
            let bytes = try #require(Hexadecimal.decode(document.fields[0]))
            let form = try AnyDocument(reading: bytes).textForm
            #expect(Hexadecimal.decode(text.fields[0]) == Array(form.text.utf8))
            #expect(TextForm(kind: form.kind, bytes: bytes) == form)
        }
    }

    @Test func `Under a portal is written as the other implementation writes it`() throws {
        let texts = try VectorLine.all(in: "text.txt")
        let vector = try #require(texts.first { $0.fields[2] == "under a portal" })
        let text = try #require(Hexadecimal.decode(vector.fields[0]))
        let form = try AnyDocument(reading: text).textForm
        let portal = try #require(Portal("https://portal.example/activate/"))
        #expect(Array(form.text(under: portal).utf8) == text)
    }
}
