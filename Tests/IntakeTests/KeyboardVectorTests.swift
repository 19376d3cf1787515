import Cryptography
import Intake
import Refusals
import TestSupport
import Testing
import TextForm

/// What another program, libxkbcommon, makes of the keys that a scanner presses.
@Suite("A text that a scanner typed through another keyboard layout")
struct KeyboardVectorTests {
    private static let sample = Array("COUNTERSIGN:R/0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    @Test func `Is read, or refused with what to do`() throws {
        let bytes: [UInt8] = (0..<120).map { UInt8(truncatingIfNeeded: $0 * 73) }
        let form = TextForm(kind: .request, bytes: bytes)
        let vectors = try VectorLine.all(in: "keyboards.txt")
        #expect(vectors.count > 100)
        var refused: Set<String> = []
        for vector in vectors {
            let sample = try #require(Hexadecimal.decode(vector.fields[2]))
            let typed = Self.typed(form.text, like: String(decoding: sample, as: UTF8.self))
            guard let typed, let documents = try? ReceivedText.documents(in: Array(typed.utf8)) else {
                refused.insert("\(vector.fields[0]) \(vector.fields[1])")
                continue
            }
            #expect(documents.map(\.bytes) == [bytes], "\(vector.fields)")
            // What comes after the slash is read for itself, if nothing else was changed.
            let data = typed.uppercased().split(separator: "/").last ?? ""
            #expect(documents.first?.notes.isEmpty == form.text.hasSuffix(data), "\(vector.fields)")
        }
        // One character for two, or a dead key: its sample is shorter than the text.
        #expect(refused == ["Greek none", "Greek caps", "Greek shift", "Brazilian shift"])
    }

    /// Each character as the sample says; nil if the layout drops one.
    private static func typed(_ text: String, like sample: String) -> String? {
        let typed = Array(sample)
        guard typed.count == Self.sample.count else { return nil }
        let table = Dictionary(zip(Self.sample, typed)) { first, _ in first }
        return String(text.compactMap { table[$0] })
    }
}
