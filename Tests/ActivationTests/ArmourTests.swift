import Activation
import Refusals
import TestSupport
import Testing
import TextForm

@Suite("Armour")
struct ArmourTests {
    let armour = Armour(kind: .request, bytes: Array(0..<100))

    private func find(_ text: String) throws -> Armour? { try find(Array(text.utf8)) }

    private func find(_ text: [UInt8]) throws -> Armour? {
        try ArmourText.strict(in: text).map { Armour(label: $0.label, bytes: $0.bytes) }
    }

    private var text: String { String(decoding: armour.text, as: UTF8.self) }

    @Test("is a BEGIN line, lines of 64 characters, and an END line")
    func form() {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "-----BEGIN COUNTERSIGN REQUEST-----")
        #expect(lines.suffix(2) == ["-----END COUNTERSIGN REQUEST-----", ""])
        #expect(lines.dropFirst().dropLast(2).map(\.count) == [64, 64, 8])
        #expect(armour.text.allSatisfy { $0 < 128 })
    }

    @Test("of 0 to 200 bytes is read back")
    func sizes() throws {
        for count in 0...200 as ClosedRange<UInt8> {
            for kind in DocumentKind.allCases {
                let armour = Armour(kind: kind, bytes: Array(0..<count))
                #expect(try find(armour.text) == armour)
                #expect(try Armour(reading: armour.text, label: kind.armourLabel) == armour)
            }
        }
    }

    @Test("survives what carriers do to text")
    func carriers() throws {
        func lines(_ change: (String) -> String) -> String {
            text.split(separator: "\n").map { change(String($0)) }.joined(separator: "\n")
        }
        let body = text.split(separator: "\n").dropFirst().dropLast().joined()
        let ways = [
            text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "\r"),
            text.replacing("\n", with: "\n\n"),
            String(text.dropLast()), "\u{feff}" + text, lines { $0 + "  \t" }, lines { "    " + $0 },
            "Dear desk,\n\nhere it is:\n\n" + text + "\n-- \nYours\n",
            "-----BEGIN PGP SIGNED MESSAGE-----\n" + text,
            text + "-----END-----", "\n\n\n" + text, "-----BEGIN COUNTERSIGN\n" + text,
            text.replacing(
                "COUNTERSIGN REQUEST-----\n", with: "COUNTERSIGN REQUEST-----\n\n", maxReplacements: 1),
            "-----BEGIN COUNTERSIGN REQUEST-----\n\(body)\n-----END COUNTERSIGN REQUEST-----",
            "-----BEGIN COUNTERSIGN REQUEST-----\n\(body.map { "\($0)\n" }.joined())-----END COUNTERSIGN REQUEST-----",
            "we write '-----BEGIN COUNTERSIGN REQUEST-----' in our manual\n" + text,
        ]
        for way in ways { #expect(try find(way) == armour, "\(way)") }
    }

    @Test("is not found in a text that has none")
    func none() throws {
        for other in [
            "", "\n", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "see -----BEGIN COUNTERSIGN REQUEST-----", "-----begin countersign request-----",
            "----BEGIN COUNTERSIGN REQUEST----",
            String(text.dropFirst()), "-----BEGIN COUNTERSIGN ", "-----BEGIN COUNTERSIGN -",
            "-----END COUNTERSIGN REQUEST-----",
        ] { #expect(try find(other) == nil, "\(other)") }
    }

    @Test("without its end is cut short")
    func truncated() {
        for cut in [
            text.replacing("-----END COUNTERSIGN REQUEST-----", with: ""), String(text.dropLast(2)),
            text.replacing("-----END COUNTERSIGN REQUEST", with: "-----END COUNTERSIGN LICENSE"),
            "-----BEGIN COUNTERSIGN REQUEST-----", text.replacing("END", with: "end"),
            text.replacing("-----END", with: "> -----END"),
        ] { #expect(refusal { try find(cut) } == .documentTruncated, "\(cut)") }
    }

    @Test("with anything but Base 64 in it, or with a label that cannot be shown, is damaged")
    func damaged() {
        for bad in [
            text.replacing("AAEC", with: "AAE"), text.replacing("AAEC", with: "AA C"),
            text.replacing("AAEC", with: "AA-C"),
            text.replacing("AAEC", with: "AAEé"), text.replacing("AAEC", with: "Comment: x\nAAEC"),
            text.replacing("AAEC", with: "-----BEGIN COUNTERSIGN REQUEST-----\nAAEC"),
            text.replacing("REQUEST", with: "REQUEST\u{1b}"), text.replacing("REQUEST", with: "REQUÊST"),
            text.replacing("REQUEST", with: "\(String(repeating: "X", count: 60))"),
        ] { #expect(refusal { try find(bad) } == .documentMalformed, "\(bad)") }
    }

    @Test("is one to a text: a second one is not passed over")
    func two() {
        #expect(refusal { try find(text + text) } == .documentMalformed)
        let license = Armour(kind: .license, bytes: [1]).text
        #expect(refusal { try find(text + String(decoding: license, as: UTF8.self)) } == .documentMalformed)
        #expect(refusal { try find(text + "-----BEGIN COUNTERSIGN REQ") } == .documentMalformed)
    }

    @Test("of another label than the one asked for is not what was asked for")
    func labels() {
        for label in ["COUNTERSIGN LICENSE", "COUNTERSIGN", "REQUEST", "COUNTERSIGN REQUEST "] {
            #expect(refusal { try Armour(reading: armour.text, label: label) } == .documentUnrecognized)
        }
        #expect(refusal { try Armour(reading: [], label: "COUNTERSIGN REQUEST") } == .documentUnrecognized)
    }

    @Test("is alone only if nothing but blank lines is around it")
    func alone() {
        for alone in [text, "\u{feff}\(text)", "\n \n\(text)\t\n\n", text.replacing("\n", with: "\r\n")] {
            #expect(ArmourText.isAlone(in: Array(alone.utf8)), "\(alone)")
        }
        let other = String(decoding: Armour(kind: .request, bytes: [1]).text, as: UTF8.self)
        for more in [
            "", "\n", "a\n\(text)", "\(text)a", "\(text)\(text)", "\(text)\(other)",
            text.replacing("-----BEGIN COUNTERSIGN REQUEST-----", with: "-----BEGIN COUNTERSIGN REQUEST"),
            text.replacing("-----END", with: "-----EN"),
        ] { #expect(!ArmourText.isAlone(in: Array(more.utf8)), "\(more)") }
    }
}
