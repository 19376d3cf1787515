import Testing

@testable import TextForm

@Suite("Texts of scanned codes")
struct ScannedTextTests {
    private let form = TextForm(kind: .request, bytes: Array(0..<250))

    @Test func `A document's text is ours, under any portal`() throws {
        let portal = try #require(Portal("https://portal.example/activate"))
        let plain = try #require(ScannedText(form.text))
        let address = try #require(ScannedText(form.text(under: portal)))
        #expect(plain.kind == .request && !plain.isPart && plain.series == nil)
        #expect(plain.text == form.text && address.text == form.text(under: portal))
        #expect(plain.isSame(as: address) && plain != address)
    }

    @Test func `Parts of one series have one name, which no other series has`() throws {
        let other = TextForm(kind: .request, bytes: Array(1..<251))
        let series = try [form, other].map { form in
            try TextSeries.parts(of: form, longest: 120, portal: nil).map { ScannedText($0) }
        }
        #expect(series.allSatisfy { parts in parts.count > 2 && parts.allSatisfy { $0?.isPart == true } })
        let names = series.map { Set($0.map { $0?.series }) }
        #expect(names.allSatisfy { $0.count == 1 } && names[0] != names[1])
    }

    @Test func `A text with any other character in it is not ours`() {
        let text = Array(form.text.unicodeScalars)
        for place in text.indices {
            for other in ["0", "Z", "-", " ", "x"] as [Unicode.Scalar] where text[place] != other {
                var changed = String.UnicodeScalarView(text)
                changed.replaceSubrange(
                    changed.index(
                        changed.startIndex, offsetBy: place)...changed.index(
                            changed.startIndex, offsetBy: place), with: [other])
                #expect(ScannedText(String(changed)) == nil, "\(other) at \(place)")
            }
        }
    }

    @Test func `A text with something left out or put in is not ours`() {
        let text = form.text
        for count in 0..<text.count { #expect(ScannedText(String(text.prefix(count))) == nil) }
        for more in ["0", " ", "\n", "/", "?source=mail"] { #expect(ScannedText(text + more) == nil) }
        #expect(ScannedText(text.lowercased()) == nil)
        #expect(ScannedText("QR-Code:" + text) == nil)
        #expect(ScannedText(String(repeating: "A", count: 5_000)) == nil)
    }

    @Test(arguments: [
        "HTTP://PORTAL.EXAMPLE/", "FTP://PORTAL.EXAMPLE/", "HTTPS:", "R/", "", "/", "COUNTERSIGN/",
    ])
    func `Nothing else may stand before it`(start: String) {
        let rest = form.text.dropFirst(TextForm.prefix.count)
        #expect(ScannedText(start + rest) == nil)
    }
}
