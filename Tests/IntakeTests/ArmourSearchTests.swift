import Refusals
import TestSupport
import Testing
import TextForm

@testable import Intake

@Suite("Armour in a text")
struct ArmourSearchTests {
    /// A document by its outline: tag 18, an array of a byte string, an empty map and two byte strings.
    private static let document: [UInt8] =
        [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x32, 0xa0, 0x45, 1, 2, 3, 4, 5, 0x58, 64]
        + [UInt8](repeating: 7, count: 64)

    private func armour(_ bytes: [UInt8] = document, label: String = "REQUEST", width: Int = 64) -> String {
        let letters = String(decoding: Base64.encode(bytes), as: UTF8.self)
        var lines = ["-----BEGIN COUNTERSIGN \(label)-----"]
        var rest = Substring(letters)
        while !rest.isEmpty {
            lines.append(String(rest.prefix(width)))
            rest = rest.dropFirst(width)
        }
        return (lines + ["-----END COUNTERSIGN \(label)-----", ""]).joined(separator: "\n")
    }

    private func findings(_ text: String) -> ArmourSearch.Findings {
        ArmourSearch.findings(in: Array(text.utf8))
    }

    private let request = ArmourText(label: "COUNTERSIGN REQUEST", bytes: document)

    @Test func `It is found however wide its lines are, and wherever they were broken`() {
        for width in 1...80 {
            #expect(findings(armour(width: width)).documents == [request], "\(width)")
            // All of it wrapped anew, markers included.
            let line = armour().replacing("\n", with: "")
            let wrapped = line.indices.enumerated().map {
                $0.offset % width == 0 ? "\n\(line[$0.element])" : "\(line[$0.element])"
            }
            #expect(findings(wrapped.joined()).documents == [request], "\(width)")
        }
    }

    @Test func `One dash on each side is enough, and none is too few`() {
        for count in 1...12 {
            #expect(
                findings(armour().replacing("-----", with: String(repeating: "-", count: count))).documents
                    == [request])
        }
        #expect(findings(armour().replacing("-----", with: "")) == ArmourSearch.Findings())
    }

    @Test func `A label of two words is known without its space`() {
        let text = armour(label: "TIME CORRECTION").replacing("TIME CORRECTION", with: "TIMECORRE\nCTION")
        #expect(findings(text).documents.map(\.label) == ["COUNTERSIGN TIME CORRECTION"])
    }

    @Test func `Padding that was lost is put back only if the document is whole by its own lengths`() {
        let bare = armour().replacing("=", with: "")
        #expect(armour().contains("=") && findings(bare).documents == [request])
        for place in bare.indices where bare[place].isLetter && bare[..<place].contains("\n") {
            var shorter = bare
            shorter.remove(at: place)
            #expect(findings(shorter).documents.isEmpty, "\(shorter)")
        }
        let other = armour([1, 2, 3, 4]).replacing("=", with: "")
        #expect(
            findings(other).documents.isEmpty
                && findings(other).problems.first?.refusal.code == .documentMalformed)
    }

    @Test func `Anything but Base 64 and spaces between its lines is a problem`() {
        for wrong in ["é", "_", "-", ":", "<", ">", "*", ".", "\u{0}", "=A"] {
            var text = armour()
            text.insert(contentsOf: wrong, at: text.index(text.startIndex, offsetBy: 60))
            #expect(findings(text).documents.isEmpty, "\(wrong)")
            #expect(findings(text).problems.map(\.refusal.code) == [.documentMalformed], "\(wrong)")
        }
    }

    @Test func `Several are found, the same only once, and what is broken between them is told`() {
        let license = ArmourText(label: "COUNTERSIGN LICENSE", bytes: Self.document)
        let broken = String(armour(label: "PRODUCT").prefix(90))
        let found = findings(armour() + broken + "\n" + armour(label: "LICENSE") + armour(width: 20))
        #expect(found.documents == [request, license])
        #expect(found.problems.map(\.label) == ["COUNTERSIGN PRODUCT"])
        #expect(found.problems.map(\.refusal.code) == [.documentTruncated])
    }

    @Test(arguments: [
        "see -----BEGIN COUNTERSIGN REQUEST-----",
        "from -----BEGIN COUNTERSIGN REQUEST----- then -----END COUNTERSIGN REQUEST-----",
        "'-----BEGIN COUNTERSIGN'", "-----BEGIN COUNTERSIGN -----", "-----END COUNTERSIGN REQUEST-----",
        "BEGIN COUNTERSIGN A-",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "-----Begin Countersign Request-----",
    ])
    func `What only names it is none`(text: String) { #expect(findings(text) == ArmourSearch.Findings()) }

    @Test(arguments: [
        "-----BEGIN COUNTERSIGN REQUEST-----", "-----BEGIN COUNTERSIGN REQUEST",
        "x -----BEGIN COUNTERSIGN A----- 0oRYLaIBMhB4J2FwcGxpY2F0",
        "-----BEGIN COUNTERSIGN A-----\nAAAA\n-----END COUNTERSIGN B-----",
    ])
    func `What has lost its end is cut short`(text: String) {
        #expect(findings(text).problems.map(\.refusal.code) == [.documentTruncated])
    }

    @Test func `A text that has one of the two lines is known to name armour`() {
        let lines = armour().split(separator: "\n")
        for line in [lines[0], lines[lines.count - 1]] {
            #expect(ArmourSearch.isNamed(in: Array("> \(line.replacing("-----", with: "—"))\n".utf8)))
        }
        #expect(!ArmourSearch.isNamed(in: Array("COUNTERSIGN:R/\(lines[1])".utf8)))
    }

    @Test func `A label that cannot be shown is named`() {
        let text = armour(label: "REQU\u{1b}EST")
        #expect(findings(text).documents.isEmpty)
        #expect(findings(text).problems.map(\.refusal.sentence) == [Refusal.labelUnreadable.sentence])
    }

    @Test func `A sealed key is taken as it is written, and never mended`() {
        let text = armour([1, 2, 3, 4], label: "SEALED KEY")
        #expect(throws: Never.self) { try ArmourText.strict(in: Array(text.utf8)) }
        for mangled in [text.replacing("=", with: ""), text.replacing("\n", with: " "), "> \(text)"] {
            #expect((try? ArmourText.strict(in: Array(mangled.utf8))) == nil, "\(mangled)")
        }
    }

    @Test func `An outline is whole, or it is not`() {
        let whole = Self.document
        #expect(DocumentOutline.isWhole(whole))
        for count in 0..<whole.count {
            #expect(!DocumentOutline.isWhole(Array(whole.prefix(count))), "\(count)")
        }
        #expect(!DocumentOutline.isWhole(whole + [0]))
        #expect(!DocumentOutline.isWhole([0xd2, 0x84, 0x59, 0xff, 0xff]))
        #expect(!DocumentOutline.isWhole([0xd2, 0x84, 0x5a, 0, 0, 0, 0]))
    }
}
