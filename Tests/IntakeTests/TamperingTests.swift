import Activation
import Intake
import Refusals
import TestSupport
import Testing
import TextForm

/// The door that takes documents in whatever form they arrived.
let tolerantDoor: Believing.Door = { (input) throws(Refusal) in try AnyDocument(reading: input) }

@Suite("A document that was tampered with, at the tolerant door")
struct TamperingTests {
    let samples: SampleDocuments
    let believing: Believing

    init() throws {
        samples = try SampleDocuments()
        believing = Believing(samples.productFile, door: tolerantDoor)
    }

    @Test("is refused, whichever bit was changed", arguments: DocumentKind.allCases)
    func bits(kind: DocumentKind) throws {
        #expect(believing.outcome(try samples.bytes(kind)) == kind.rawValue)
        for (bit, changed) in try samples.changedBits(kind) {
            let outcome = believing.outcome(changed)
            #expect(DocumentKind(rawValue: outcome) == nil, "bit \(bit): \(outcome)")
        }
    }

    @Test(
        "is refused, wherever it was cut off, and whatever was put after it", arguments: DocumentKind.allCases
    )
    func lengths(kind: DocumentKind) throws {
        for (changed, code) in try samples.changedLengths(kind) {
            #expect(believing.outcome(changed) == code, "\(changed.count) bytes")
        }
    }

    @Test(
        "in armour is refused, whichever character became another of Base 64, or is the same document",
        arguments: DocumentKind.allCases)
    func characters(kind: DocumentKind) throws {
        let bytes = try samples.bytes(kind)
        let text = Armour(kind: kind, bytes: bytes).text
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8)
        let body =
            "-----BEGIN \(kind.armourLabel)-----".utf8
            .count..<(text.count - "-----END \(kind.armourLabel)-----".utf8.count)
        // What cannot be read plainly takes all readings to be refused: not every place of a long document.
        for place in text.indices where kind == .request || place % 7 == 0 || !body.contains(place) {
            // Outside the Base 64 any character is as good as another, and takes all readings to be refused.
            let characters = body.contains(place) ? alphabet : Array("Aa0/=".utf8)
            for character in characters where character != text[place] {
                var changed = text
                changed[place] = character
                let believed = try? believing.believe(changed)
                // Of the dashes around the two lines, one is enough on each side; and anything may follow.
                let mayBeWhole = Base64.value(of: text[place]) == nil && believed == bytes
                if believed != nil, !mayBeWhole {
                    Issue.record("\(place): \(Unicode.Scalar(character))")
                }
            }
        }
    }

    @Test("in armour is refused, wherever it was cut off", arguments: DocumentKind.allCases)
    func cutArmour(kind: DocumentKind) throws {
        let text = Armour(kind: kind, bytes: try samples.bytes(kind)).text
        let beginning = "-----BEGIN \(kind.armourLabel)-----".utf8.count
        let begun = "-----BEGIN COUNTERSIGN ".utf8.count
        for count in 0..<text.count - 1 where count < 60 || count % 11 == 0 || count > text.count - 60 {
            let outcome = believing.outcome(Array(text.prefix(count)))
            let isCut = count == 0 || count >= beginning
            // Of the last five dashes, one is enough; and as soon as BEGIN has a word, it is known for what it is.
            switch outcome {
            case kind.rawValue: #expect(count >= text.count - 5, "\(count) characters")
            case "document.truncated": #expect(isCut || count > begun, "\(count) characters")
            default: #expect(outcome == "document.unrecognized" && !isCut, "\(count) characters")
            }
        }
        for cut in 1...5 { #expect(believing.outcome(Array(text.dropLast(cut))) == kind.rawValue) }
    }

    @Test("is refused if its parts are those of two good documents")
    func mixed() throws {
        for (cut, changed) in try samples.mixed() {
            #expect(DocumentKind(rawValue: believing.outcome(changed)) == nil, "cut at \(cut)")
        }
    }
}
