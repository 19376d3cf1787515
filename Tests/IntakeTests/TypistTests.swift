import TestSupport
import Testing
import TextForm

@testable import Intake

@Suite("A person who slips, and does what the prompt says")
struct TypistTests {
    /// How many lines it took; nil if the document is not there after so many.
    private func lines(_ form: TextForm, _ typist: inout Typist, most: Int) -> Int? {
        var typed = TypedText()
        for count in 1...most {
            if let line = typist.line(asked: typed.firstOpen, compared: typed.compared) {
                _ = typed.feed(line)
            } else {
                _ = typed.enter()
            }
            if let document = typed.document {
                #expect(document.bytes == form.bytes)
                return count
            }
        }
        return nil
    }

    /// A text of so many bytes; it says itself how long it is, or not.
    private func form(_ seed: UInt64) -> TextForm {
        let size = 80 + Int(seed * 37 % 230)
        return seed % 2 == 0 ? sampleDocument(size, seed: seed) : sampleForm(size, seed: seed)
    }

    @Test func `Comes to the document, whatever the slips, a thousand times`() {
        var slips: [Typist.Slip: Int] = [:]
        for seed in 0..<1000 as Range<UInt64> {
            let form = form(seed)
            var typist = Typist(
                form, rate: seed % 3 == 0 ? 0.05 : 0.15, usesNumbers: seed % 5 == 0, seed: seed)
            let most = 5 * form.groups.count + 150
            #expect(lines(form, &typist, most: most) != nil, "seed \(seed)")
            slips.merge(typist.slips, uniquingKeysWith: +)
        }
        #expect(slips.count == Typist.Slip.allCases.count)
    }

    /// Nothing that is typed, in whatever order, is more than the prompt can take.
    @Test func `Comes to no harm who types at random`() {
        for seed in 0..<60 as Range<UInt64> {
            let form = sampleDocument(80 + Int(seed), seed: seed)
            var random = SeededGenerator(seed: seed)
            var typed = TypedText()
            for _ in 0..<60 where typed.document == nil {
                let start = Int.random(in: 0..<form.groups.count, using: &random)
                var line = form.numberedGroups[start...].prefix(Int.random(in: 1...12, using: &random))
                    .joined(separator: " ")
                if Bool.random(using: &random) { line = line.replacing(".", with: "") }
                line = String(line.dropFirst(Int.random(in: 0...6, using: &random)))
                line = String(line.dropLast(Int.random(in: 0...9, using: &random)))
                if Int.random(in: 0..<5, using: &random) == 0 {
                    _ = typed.enter()
                } else {
                    _ = typed.feed(line)
                }
                #expect(typed.firstOpen <= typed.groups.count + 1)
                if let document = typed.document { #expect(document.bytes == form.bytes) }
            }
        }
    }
}
