import Activation
import Refusals
import Testing

@Suite("What mail programs do to a document is said")
struct MangledTextTests {
    private static let text = """
        -----BEGIN COUNTERSIGN LICENSE-----
        0oRDoQEy
        -----END COUNTERSIGN LICENSE-----

        """

    private func refusal(_ bytes: [UInt8]) -> Refusal? {
        #expect(throws: Refusal.self) { try AnyDocument(reading: bytes) }
    }

    @Test func `Lines are quoted`() {
        let quoted = Self.text.split(separator: "\n").map { "> \($0)\n" }.joined()
        #expect(refusal(Array(quoted.utf8))?.sentence == "The lines are quoted with '>'.")
        #expect(refusal(Array(quoted.utf8))?.code == .documentUnrecognized)
    }

    @Test(arguments: ["", " "])
    func `Line breaks are lost`(separator: String) {
        let line = Self.text.split(separator: "\n").joined(separator: separator)
        for text in [line, "Dear yard, \(line) Regards", "\n\(line)\n"] {
            #expect(refusal(Array(text.utf8))?.sentence.hasPrefix("The line breaks were lost") == true)
        }
    }

    @Test func `An editor saved it as UTF-16`() {
        let little: [UInt8] = Self.text.utf8.flatMap { letter -> [UInt8] in [letter, 0] }
        let big: [UInt8] = Self.text.utf8.flatMap { letter -> [UInt8] in [0, letter] }
        for bytes: [UInt8] in [[0xff, 0xfe] + little, [0xfe, 0xff] + big, little, big] {
            #expect(refusal(bytes)?.sentence == "The text is saved as UTF-16.")
        }
    }

    @Test(arguments: ["hello", "> hello", "", "-----BEGIN COUNTERSIGN", "the '-----BEGIN COUNTERSIGN ' line"])
    func `Other texts are just other texts`(text: String) {
        #expect(refusal(Array(text.utf8))?.remedy.contains("attachment") == false)
    }
}
