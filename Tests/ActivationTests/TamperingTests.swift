import Activation
import TestSupport
import Testing
import TextForm

@Suite("A document that was tampered with")
struct TamperingTests {
    let samples: SampleDocuments
    let doors: [Believing]

    init() throws {
        samples = try SampleDocuments()
        doors = [Believing.encoded, Believing.written].map { [file = samples.productFile] in
            Believing(file, door: $0)
        }
    }

    @Test("is refused, whichever bit was changed", arguments: DocumentKind.allCases)
    func bits(kind: DocumentKind) throws {
        for door in doors { #expect(door.outcome(try samples.bytes(kind)) == kind.rawValue) }
        for (bit, changed) in try samples.changedBits(kind) {
            for outcome in doors.map({ $0.outcome(changed) }) {
                #expect(DocumentKind(rawValue: outcome) == nil, "bit \(bit): \(outcome)")
            }
        }
    }

    @Test(
        "is refused, wherever it was cut off, and whatever was put after it", arguments: DocumentKind.allCases
    )
    func lengths(kind: DocumentKind) throws {
        for (changed, code) in try samples.changedLengths(kind) {
            for door in doors { #expect(door.outcome(changed) == code, "\(changed.count) bytes") }
        }
    }

    @Test(
        "in armour is refused, whichever character became another of Base 64",
        arguments: DocumentKind.allCases)
    func characters(kind: DocumentKind) throws {
        let text = Armour(kind: kind, bytes: try samples.bytes(kind)).text
        let door = Believing(samples.productFile)
        #expect(door.outcome(text) == kind.rawValue)
        for place in text.indices where text[place] != UInt8(ascii: "\n") {
            for character in Array("Aa0/=-".utf8) where character != text[place] {
                var changed = text
                changed[place] = character
                if let believed = try? door.believe(changed) { Issue.record("\(place): \(believed.count)") }
            }
        }
    }

    @Test("in armour is refused, wherever it was cut off", arguments: DocumentKind.allCases)
    func cutArmour(kind: DocumentKind) throws {
        let text = Armour(kind: kind, bytes: try samples.bytes(kind)).text
        let door = Believing(samples.productFile)
        #expect(door.outcome(text.dropLast()) == kind.rawValue, "the last line feed may be missing")
        for count in 0..<text.count - 1 {
            let outcome = door.outcome(Array(text.prefix(count)))
            #expect(DocumentKind(rawValue: outcome) == nil, "\(count) characters: \(outcome)")
        }
    }

    @Test("is refused if its parts are those of two good documents")
    func mixed() throws {
        for (cut, changed) in try samples.mixed() {
            for door in doors { #expect(DocumentKind(rawValue: door.outcome(changed)) == nil, "\(cut)") }
        }
    }
}
