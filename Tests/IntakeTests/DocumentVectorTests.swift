import Activation
import Cryptography
import TestSupport
import Testing

@Suite("A document that came from outside")
struct DocumentVectorTests {
    private func outcomes(of file: String) throws -> [(outcome: String, vector: VectorLine)] {
        let first = try #require(VectorLine.all(in: "documents.txt").first)
        let reader = try Believing(productFile: bytes(of: first), door: tolerantDoor)
        return try VectorLine.all(in: file).map { (reader.outcome(try bytes(of: $0)), $0) }
    }

    private func bytes(of vector: VectorLine) throws -> [UInt8] {
        try #require(Hexadecimal.decode(vector.fields[0]))
    }

    @Test("is believed, or refused with the code that its vector names")
    func documents() throws {
        for (outcome, vector) in try outcomes(of: "documents.txt") {
            #expect(outcome == vector.fields[1], "\(vector)")
        }
    }

    @Test("as text is found and believed, or refused with the code that its vector names")
    func texts() throws {
        let texts = try outcomes(of: "armour.txt")
        for (outcome, vector) in texts { #expect(outcome == vector.fields[1], "\(vector)") }
        #expect(texts.count > 30)
    }
}
