import Refusals
import TestSupport
import Testing
import TextForm

@testable import Intake

@Suite("A text form that was received")
struct ReceivedTextTests {
    private let form = sampleForm()
    private var data: String { String(form.text.dropFirst(14)) }

    private func expect(_ text: String, _ expected: [TextForm], _ comment: Comment) {
        guard case .success(let forms) = read(text) else {
            Issue.record("\(comment): \(read(text))")
            return
        }
        #expect(forms == expected, comment)
    }

    @Test func `Is read as meant, however it is written`() {
        let groups = form.groups
        let lines = groups.joined(separator: "\n")
        expect(form.text, [form], "as it is")
        expect(form.text.lowercased(), [form], "in small letters")
        expect("countersign: r / \(lines)", [form], "in groups, with blanks")
        expect("COUNTERSIGN:R\n\(lines)", [form], "the slash is a line break")
        expect("\u{feff}COUNTERSIGN:R/\r\n\(groups.joined(separator: "\r\n"))\r\n", [form], "Windows")
        expect("COUNTERSIGN:R/\(groups.joined(separator: "\u{a0}\t"))", [form], "odd blanks")
        expect("COUNTERSIGN:R/\(groups.joined(separator: " – ").replacing("-", with: "−"))", [form], "dashes")
        let confused = data.map { ["0": "o", "1": "Il".contains("x") ? "I" : "l"][$0] ?? $0 }
        expect("COUNTERSIGN:R/\(String(confused))", [form], "letters for digits")
        let spaced = data.map { "\($0) " }.joined()
        expect("COUNTERSIGN:R/\(spaced)", [form], "a blank after each")
        expect("> COUNTERSIGN:R/\n> > \(groups.joined(separator: "\n> > "))", [form], "quoted")
        for width in [1, 7, 60, 72, 76] {
            let lines = stride(from: 0, to: data.count, by: width)
                .map { data.dropFirst($0).prefix(width) }.joined(separator: "\n")
            expect("COUNTERSIGN:R/\(lines)", [form], "wrapped at \(width)")
        }
    }

    @Test func `Is read with its printed numbers, in any order, and from among other text`() {
        let numbered = form.numberedGroups
        expect("COUNTERSIGN:R/\n\(numbered.joined(separator: "\n"))", [form], "numbers")
        expect(numbered.joined(separator: "\n"), [form], "no head")
        expect(numbered.reversed().joined(separator: "  "), [form], "backwards")
        let page =
            "Activation request\n1. Scan it.\n2. Sign here\n\n\(numbered.joined(separator: "   "))\nName: ___"
        expect(page, [form], "a page")
        expect("COUNTERSIGN:R/ is how it begins.\n\(page)", [form], "a page with a head")
        for mark in ["%: ", "% ) ", "(%) ", "[%] ", "#% ", "%."] {
            let other = zip(1..., form.groups).map {
                mark.replacing("%", with: "\($0)").replacing(" ) ", with: ") ") + $1
            }
            expect("COUNTERSIGN:R/\n\(other.joined(separator: "\n"))", [form], "\(mark)")
        }
        let bare = zip(1..., form.groups).map { "\($0) \($1)" }.joined(separator: "\n")
        expect("COUNTERSIGN:R/\n\(bare)", [form], "bare numbers")
        expect(form.groups.joined(separator: "\n"), [form], "groups alone")
    }

    @Test func `Is found in an address, whatever hangs on it`() throws {
        let portal = try #require(Portal("https://portal.example/activate"))
        let address = form.text(under: portal)
        for text in [
            address, address.lowercased(), "See <\(address)>.", "\(address)?utm_source=mail",
            "\(address)#top",
            "\(address)/", "http://other.example:8080/r/\(data)",
            "https://click.example/?u=\(address)&id=7ABC", "(\(address))\n\nBest regards\nBob",
        ] { expect(text, [form], "\(text.prefix(60))") }
    }

    @Test func `Is found in a letter, and ends where it ends`() {
        expect("Dear desk,\n\n\(form.text)\n\nBest regards\nBob", [form], "a letter")
        expect("\(form.text) Best regards", [form], "on one line")
        expect("\(form.text)\n-- \nABC DEF", [form], "a signature")
        expect("\(form.text), thank you", [form], "a comma")
        guard case .failure(let refusal) = read("\(form.text)7") else {
            Issue.record("a character too many was read over")
            return
        }
        #expect(refusal.code == .documentMistyped)
    }

    @Test(arguments: [
        "https://www.reddit.com/r/shipcad", "https://instagram.com/p/Cx1yzAB23De/", "https://t.example/l/x",
        "http://shop.example/r/item/p/8841", "https://www.reddit.com/r/programming",
    ])
    func `Is read beside an address that leads elsewhere`(link: String) {
        let groups = form.groups.joined(separator: "\n")
        expect("\(groups)\n-- \nAcme Marine\n\(link)\n", [form], "groups alone")
        expect("Dear desk, see \(link)\n\n\(form.numberedGroups.joined(separator: "\n"))", [form], "numbers")
        expect("\(form.text)\n\(link)", [form], "with its beginning")
        guard case .failure(let refusal) = read("We met on \(link) some weeks ago.") else {
            Issue.record("something was read")
            return
        }
        #expect(refusal.code == .documentUnrecognized, "\(refusal)")
        let mistyped = form.groups.dropFirst(2).joined(separator: "\n")
        guard case .failure(let named) = read("\(mistyped)\n\n\(link)\n") else {
            Issue.record("it was read")
            return
        }
        #expect(named.sentence.contains("1 to 2 (left out)"), "\(named)")
    }

    @Test func `Is found several times, each document once`() {
        let license = sampleForm(200, kind: .license)
        expect("QR-Code:\(form.text)\nQR-Code:\(license.text)\n", [form, license], "zbarimg")
        expect("QR-Code:\(form.text)QR-Code:\(license.text)", [form, license], "no line break")
        expect(form.text + license.text, [form, license], "a scanner without Enter")
        expect(form.text + "\n" + form.text, [form], "twice")
        expect("COUNTERSIGN:L/ABCDE\n\(form.text)", [form], "beside something broken")
    }

    @Test func `Is joined of its parts in any order, repeated or mixed with another's`() throws {
        let one = sampleForm(2300, kind: .product)
        let other = sampleForm(1900, kind: .product, seed: 8)
        let parts = try TextSeries.parts(of: one, longest: 600, portal: Portal("https://portal.example"))
        let others = try TextSeries.parts(of: other, longest: 600, portal: nil)
        try #require(parts.count == 8 && others.count == 6)
        expect((parts.reversed() + parts).joined(separator: "\n"), [one], "backwards and again")
        expect(
            zip(parts, others).flatMap { [$0, $1] }.joined(separator: "\n") + parts[6] + parts[7],
            [other, one], "mixed")
        expect((parts.dropFirst() + others).joined(separator: "\n"), [other], "one whole, one not")
        let some = [1, 3, 4, 5].map { parts[$0] }.joined(separator: "\n")
        let refusal = Refusal(.documentIncomplete, "Parts 1, 3, 7 and 8 of 8 are missing.")
        #expect(read(some) == .failure(refusal))
        #expect(
            read(parts[0...6].joined(separator: "\n"))
                == .failure(Refusal(.documentIncomplete, "Part 8 of 8 is missing.")))
        var wrong = parts
        wrong[2].replaceSubrange(
            wrong[2].index(wrong[2].startIndex, offsetBy: 60)..., with: "U" + wrong[2].dropFirst(61))
        guard case .failure(let mistyped) = read(wrong.joined(separator: "\n")) else {
            Issue.record("a wrong part was read")
            return
        }
        #expect(mistyped.code == .documentMistyped && mistyped.sentence.hasPrefix("Part 3 of 8: 1 of "))
    }

    @Test func `Is refused where parts contradict each other or what they say of the whole`() {
        func text(_ number: Int, _ piece: [UInt8], sum: [UInt8]) -> String {
            let head = TextHead(kind: .product, part: TextHead.Part(number: number, count: 2))
            return TextForm.text(head: head, bytes: sum + piece, portal: nil)
        }
        let sum = CRC32C(of: [1, 2]).bytes
        let first = text(1, [1], sum: sum)
        #expect(
            read("\(first)\n\(text(2, [2], sum: sum))")
                == .success([TextForm(kind: .product, bytes: [1, 2])]))
        for texts in [
            [first, text(2, [3], sum: sum)], [first, text(1, [3], sum: sum)], [text(1, [], sum: sum)],
        ] {
            guard case .failure(let refusal) = read(texts.joined(separator: "\n")) else {
                Issue.record("\(texts) was read")
                continue
            }
            #expect(refusal.code == .documentMalformed)
        }
    }

    @Test(arguments: [
        "", "hello", "Countersign: a kit for activation", "https://portal.example/R/", "COUNTERSIGN", "R/ABC",
        "the quick brown fox jumps over the lazy dog and then it runs away from the other dogs again",
        "1. Open it\n2. Read it\n3. Sign it", "(((((", "((1", "[", "#", "1.", "0. 0", "QR-Code:", "\u{0}",
    ])
    func `Is not seen in other texts`(text: String) {
        guard case .failure(let refusal) = read(text) else {
            Issue.record("something was read")
            return
        }
        #expect(refusal.code == .documentUnrecognized || refusal.code == .documentTruncated)
    }
}
