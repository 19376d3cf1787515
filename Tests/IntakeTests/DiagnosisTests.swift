import Refusals
import TestSupport
import Testing
import TextForm

@testable import Intake

@Suite("A mistyped text")
struct DiagnosisTests {
    private static let head = "COUNTERSIGN:R/"

    private func faults(_ text: String) -> [GroupFault] {
        Diagnosis(TypedSymbol.symbols(in: Array(text.unicodeScalars)[...])).faults
    }

    private func sentence(_ text: String) -> String? {
        guard case .failure(let refusal) = read(Self.head + text), refusal.code == .documentMistyped else {
            return nil
        }
        return refusal.sentence
    }

    /// How many of so many texts with errors are diagnosed without a fault too many or too few.
    private func rate(errors: Int, of kinds: [TypingErrors.Error], separator: String, texts: Int) -> Double {
        var right = 0
        for seed in 0..<UInt64(texts) {
            let form = sampleForm(seed: seed)
            var typed = TypingErrors(form, seed: seed &+ 1000)
            typed.make(errors, of: kinds)
            let text = typed.text(separator: separator)
            // Never a wrong document, whatever else.
            if case .success(let forms) = read(Self.head + text) { #expect(forms == [form]) }
            if Set(faults(text).map(\.number)) == typed.numbers { right += 1 }
        }
        return Double(right) / Double(texts)
    }

    @Test(arguments: TypingErrors.Error.allCases)
    func `With one error has that one named and no other`(kind: TypingErrors.Error) {
        #expect(rate(errors: 1, of: [kind], separator: "\n", texts: 20) == 1)
        #expect(rate(errors: 1, of: [kind], separator: "", texts: 20) >= 0.95)
    }

    @Test func `With ten errors has all ten named and no other`() {
        #expect(rate(errors: 10, of: TypingErrors.Error.allCases, separator: "\n", texts: 20) == 1)
        #expect(rate(errors: 10, of: TypingErrors.Error.allCases, separator: "", texts: 20) >= 0.95)
    }

    @Test func `Says what is known of each group`() {
        let form = sampleForm()
        var groups = form.groups.map { $0.filter { $0 != "-" } }
        let sound = groups
        groups[6] = "ABCDEFGHJK"
        groups[9] = String(groups[9].dropFirst())
        groups[12] = "0" + groups[12]
        groups[15] = "U" + groups[15].dropFirst()
        groups.swapAt(20, 21)
        groups.insert(groups[26], at: 26)
        groups.removeSubrange(31...33)
        let found = Dictionary(grouping: faults(groups.joined(separator: " ")), by: \.number)
            .mapValues { $0.map(\.finding) }
        #expect(
            found == [
                7: [.wrong], 10: [.tooFew(1)], 13: [.tooMany(1)], 16: [.foreign("U")],
                21: [.swapped(with: 22)], 22: [.swapped(with: 21)], 27: [.repeated],
                31: [.leftOut], 32: [.leftOut], 33: [.leftOut],
            ])
        let sentence = sentence(groups.joined(separator: " "))
        #expect(sentence?.hasPrefix("10 of 47 groups are wrong: 7 (ABCDE-FGHJK), 10 (") == true)
        for words in [
            ", one character too few), 13 (0", "'U' is never used in such a text)", "swapped with 22)",
            "31 to 33 (left out).",
        ] {
            #expect(sentence?.contains(words) == true, "\(words)")
        }
        groups = sound
        groups.insert(groups.remove(at: 5), at: 9)
        groups.swapAt(30, 40)
        #expect(
            faults(groups.joined()).map(\.finding) == [
                .moved(after: 10), .swapped(with: 41), .swapped(with: 31),
            ])
    }

    @Test func `With very many faults names twelve and counts the rest`() {
        let groups = sampleForm().groups.enumerated().map { $0 % 2 == 0 ? "ABCDEFGHJK" : $1 }
        #expect(sentence(groups.joined(separator: " "))?.hasSuffix(" and 12 more.") == true)
    }

    @Test func `That is cut short, or hides two errors from one check, is said to be whole nowhere`() {
        let form = sampleForm()
        let cut = form.groups.dropLast().joined(separator: " ")
        #expect(sentence(cut)?.hasPrefix("All 46 groups are right one by one, but") == true)
        var groups = form.groups.map { $0.filter { $0 != "-" } }
        // Another ninth symbol, and the check symbol that goes with it.
        let values = CrockfordBase32.values(in: groups[4]) ?? []
        let data = Array(values[..<8]) + [values[8] ^ 1]
        let other = data + [GroupCheck.symbol(for: data, number: 5)]
        groups[4] = CrockfordBase32.text(of: other)
        #expect(sentence(groups.joined())?.hasPrefix("All 47 groups are right one by one, but") == true)
    }

    @Test func `That is cut off is not called mistyped, wherever it ends`() {
        let form = sampleDocument()
        for length in stride(from: 60, to: form.text.count, by: 7) {
            guard case .failure(let refusal) = read(String(form.text.prefix(length))) else {
                Issue.record("\(length) characters were read")
                continue
            }
            #expect(refusal.code == .documentTruncated, "\(length): \(refusal)")
        }
        let groups = form.groups
        guard case .failure(let refusal) = read(groups.dropLast(6).joined(separator: "\n")) else {
            Issue.record("it was read")
            return
        }
        let there = groups.count - 6
        #expect(
            refusal.sentence
                == "The text is cut off: \(there) groups are there and all of them fit, and at least 6 more are missing."
        )
    }

    @Test func `With errors that hide each other from the check has the likeliest group named`() throws {
        for seed in 0..<20 as Range<UInt64> {
            let form = seed % 2 == 0 ? sampleForm(seed: seed) : sampleDocument(seed: seed)
            var values = TextData.symbols(of: form.bytes, head: TextHead(kind: form.kind))
            let start = 10 * Int(seed)
            values[start] ^= 5
            values[start + 9] = GroupCheck.symbol(
                for: values[start..<(start + 9)], number: Int(seed) + 1)
            let text = "COUNTERSIGN:\(form.kind.rawValue)/\(CrockfordBase32.text(of: values))"
            guard case .failure(let refusal) = read(text) else {
                Issue.record("it was read")
                continue
            }
            #expect(refusal.sentence.hasSuffix("Most likely wrong: \(seed + 1)."), "\(refusal)")
        }
    }

    @Test func `With two groups that stand in each other's places, 32 apart, has both named`() {
        let form = sampleDocument()
        var groups = form.groups
        groups.swapAt(4, 36)
        guard case .failure(let refusal) = read("COUNTERSIGN:L/\(groups.joined())") else {
            Issue.record("it was read")
            return
        }
        #expect(refusal.sentence.hasSuffix("Most likely wrong: 5 and 37."), "\(refusal)")
    }

    @Test func `Of one group has that called the only one`() {
        #expect(sentence("ABCDE-FGHJK") == "Group 1, the only one, is wrong (ABCDE-FGHJK).")
    }

    @Test func `With another letter before the slash has the right one named`() {
        let form = sampleForm()
        for letter in ["L", "P", "T", "R1.2", "X"] {
            let text = "COUNTERSIGN:\(letter)/\(form.text.dropFirst(14))"
            guard case .failure(let refusal) = read(text) else {
                Issue.record("\(letter) was read")
                continue
            }
            #expect(refusal.code == .documentMistyped)
            #expect(refusal.sentence.contains("'\(letter)'") && refusal.sentence.contains("'R'"))
        }
    }

    @Test func `Of a kind that is to come is called newer`() {
        let newer = CrockfordBase32.text(of: newerSymbols())
        guard case .failure(let refusal) = read("COUNTERSIGN:V/\(newer)") else {
            Issue.record("it was read")
            return
        }
        #expect(refusal.code == .documentFromNewerVersion)
    }

    /// The data of a text form with the letter `V`.
    private func newerSymbols() -> [UInt8] {
        var bytes: [UInt8] = Array(0..<36)
        bytes += CRC32C(of: Array("V".utf8) + [0] + bytes).bytes
        let data = CrockfordBase32.values(of: bytes)
        return stride(from: 0, to: data.count, by: 9).enumerated().flatMap { index, start in
            let group = data[start..<min(start + 9, data.count)]
            return group + [GroupCheck.symbol(for: group, number: index + 1)]
        }
    }
}
