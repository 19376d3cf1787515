import Activation
import TestSupport
import Testing
import TextForm

/// A sample document of each kind, and who verifies them.
struct SampleDocuments {
    let believing: Believing
    let documents: [(kind: DocumentKind, bytes: [UInt8])]

    init() throws {
        let vendor = try Sample.vendor()
        let productFile = try vendor.productFile()
        let request = try Sample.machine().request(for: productFile, forUser: true)
        let license = try vendor.license(for: request)
        let correction = try vendor.correction(for: Sample.machine().timeRequest(for: productFile).unverified)
        believing = try Believing(productFile)
        documents = [
            (.product, productFile.encoded), (.request, request.encoded), (.license, license.encoded),
            (.correction, correction.encoded),
        ]
    }

    func bytes(_ kind: DocumentKind) throws -> [UInt8] {
        try #require(documents.first { $0.kind == kind }).bytes
    }
}

@Suite("A document that was tampered with")
struct TamperingTests {
    let samples: SampleDocuments

    init() throws { samples = try SampleDocuments() }

    @Test("is refused, whichever bit was changed", arguments: DocumentKind.allCases)
    func bits(kind: DocumentKind) throws {
        let bytes = try samples.bytes(kind)
        #expect(samples.believing.outcome(bytes) == kind.rawValue)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            let outcome = samples.believing.outcome(changed)
            #expect(DocumentKind(rawValue: outcome) == nil, "bit \(bit): \(outcome)")
        }
    }

    @Test(
        "is refused, wherever it was cut off, and whatever was put after it", arguments: DocumentKind.allCases
    )
    func lengths(kind: DocumentKind) throws {
        let bytes = try samples.bytes(kind)
        for count in bytes.indices {
            #expect(
                samples.believing.outcome(Array(bytes.prefix(count))) == "document.truncated",
                "\(count) bytes")
        }
        for more in 0...255 as ClosedRange<UInt8> {
            #expect(samples.believing.outcome(bytes + [more]) == "document.malformed")
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
                let believed = try? samples.believing.believe(changed)
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
            let outcome = samples.believing.outcome(Array(text.prefix(count)))
            let isCut = count == 0 || count >= beginning
            // Of the last five dashes, one is enough; and as soon as BEGIN has a word, it is known for what it is.
            switch outcome {
            case kind.rawValue: #expect(count >= text.count - 5, "\(count) characters")
            case "document.truncated": #expect(isCut || count > begun, "\(count) characters")
            default: #expect(outcome == "document.unrecognized" && !isCut, "\(count) characters")
            }
        }
        for cut in 1...5 { #expect(samples.believing.outcome(Array(text.dropLast(cut))) == kind.rawValue) }
    }

    @Test("is refused if its parts are those of two good documents")
    func mixed() throws {
        let vendor = try Sample.vendor()
        let productFile = try vendor.productFile()
        let one = try Sample.machine(1).request(for: productFile).encoded
        let two = try Sample.machine(2).request(for: productFile).encoded
        #expect(one.count == two.count)
        for cut in 1..<one.count
        where one.prefix(cut) != two.prefix(cut) && one.suffix(from: cut) != two.suffix(from: cut) {
            let outcome = samples.believing.outcome(Array(one.prefix(cut) + two.suffix(from: cut)))
            #expect(DocumentKind(rawValue: outcome) == nil, "cut at \(cut)")
        }
    }
}
