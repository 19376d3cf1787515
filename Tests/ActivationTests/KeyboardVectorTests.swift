import Cryptography
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
        var undone = 0
        var refused: [String] = []
        for vector in vectors {
            let hexadecimal = try #require(Hexadecimal.decode(vector.fields[2]))
            guard let typed = Self.typed(form.text, like: String(decoding: hexadecimal, as: UTF8.self)) else {
                // A key that gives nothing is a dead one.
                refused.append("\(vector.fields[0]) \(vector.fields[1])")
                continue
            }
            do throws(Refusal) {
                let documents = try ReceivedText.documents(in: Array(typed.utf8))
                #expect(documents.map(\.bytes) == [bytes], "\(vector.fields)")
                undone += documents.contains { !$0.notes.isEmpty } ? 1 : 0
            } catch {
                refused.append("\(vector.fields[0]) \(vector.fields[1])")
            }
        }
        print(refused, undone)
    }

    /// Each character as the sample says; nil if the layout drops one.
    private static func typed(_ text: String, like sample: String) -> String? {
        let typed = Array(sample)
        guard typed.count == Self.sample.count else { return nil }
        let table = Dictionary(zip(Self.sample, typed)) { first, _ in first }
        return String(text.compactMap { table[$0] })
    }
}
