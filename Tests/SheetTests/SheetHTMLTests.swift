import Activation
import Intake
import QRCode
import Sheet
import TestSupport
import Testing
import TextForm

@Suite("A sheet as HTML")
struct SheetHTMLTests {
    @Test func `Names that are HTML are text on the page`() throws {
        let name = "<script>alert('x')</script>&amp;\"><img src=x>"
        let samples = try SampleSheets(name: name)
        let html = try SheetHTML(samples.sheet(of: samples.request(), customer: "\(name)\u{0}<b>")).text
        for tag in ["<script", "<img", "<b>", "'x'", "\u{0}"] { #expect(!html.contains(tag)) }
        #expect(
            html.contains(
                "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;&quot;&gt;&lt;img src=x&gt;"))
    }

    @Test func `Nothing is taken from elsewhere, and nothing runs`() throws {
        let samples = try SampleSheets()
        let html = try SheetHTML(samples.sheet(of: samples.request())).text
        #expect(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
        for way in ["<script", "<link", "<img", "<iframe", "src=", "href=", "url(", "@import"] {
            #expect(!html.contains(way))
        }
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\""))
        #expect(html.contains("<title>Activation request: Hull Designer, TT7A-7AND</title>"))
        // The paper is the printer's business.
        #expect(html.contains("@page { margin") && !html.contains("size: A4"))
    }

    @Test func `The groups are all there, in order, and the page's own text is the document`() throws {
        let samples = try SampleSheets()
        let request = try samples.request()
        let html = try SheetHTML(samples.sheet(of: request)).text
        let groups = html.split(separator: "<li><span>").dropFirst().map { item in
            item.prefix { $0 != "\n" }.replacing("</span>", with: "").replacing("</li>", with: "")
                .replacing("</ol></section>", with: "")
        }
        let form = TextForm(kind: .request, bytes: request.encoded)
        #expect(groups.map { String($0) } == form.numberedGroups)
        let typed = Array(groups.joined(separator: "\n").utf8)
        #expect(try ReceivedText.documents(in: typed).map(\.bytes) == [request.encoded])
    }

    @Test func `The code is drawn as it is`() throws {
        let samples = try SampleSheets()
        let request = try samples.request()
        let code = try QRCode(TextForm(kind: .request, bytes: request.encoded).text)
        let html = try SheetHTML(samples.sheet(of: request)).text
        #expect(html.contains(code.svgPath))
        #expect(html.contains("viewBox=\"0 0 \(code.side + 8) \(code.side + 8)\""))
        #expect(html.contains("version \(code.version)-L, \(code.side) × \(code.side) modules"))
    }

    @Test func `The telephone's code is there if there is one, and no place for it if not`() throws {
        let samples = try SampleSheets()
        let groups = ["123 456", "654 321"]
        let with = try SheetHTML(samples.sheet(of: samples.request(), phoneCode: groups)).text
        #expect(with.contains("<li><span>1</span>123 456</li>\n<li><span>2</span>654 321</li>"))
        #expect(with.contains("Read each group aloud"))
        let answer = try SheetHTML(samples.sheet(of: samples.license(), phoneCode: groups)).text
        #expect(with.contains("Type the answer that is read back into:"))
        #expect(answer.contains("Type them on the machine that asked, into:"))
        #expect(!(try SheetHTML(samples.sheet(of: samples.request())).text.contains("By telephone")))
    }

    @Test func `Names of any length stand in full, and no sentence is cut for them`() throws {
        let letters = "Schiffbau- und Maschinenfabrik Norddeutschland Aktiengesellschaft, Söhne "
        let name = String(String(repeating: letters, count: 2).prefix(DisplayText.maximumLength - 4))
        let customer = String(name.reversed())
        let samples = try SampleSheets(name: name)
        let documents = try [
            samples.request(), samples.timeRequest(), samples.license(), samples.correction(),
            samples.product(),
        ]
        for document in documents {
            let sheet = try samples.sheet(of: document, customer: customer)
            let html = SheetHTML(sheet).text
            #expect(sheet.product == name || document.kind == .product)
            #expect(sheet.vendor == name || document.kind == .product)
            #expect(!sheet.lead.contains("…") && !sheet.steps.contains { $0.text.contains("…") })
            guard document.kind != .product else { continue }
            #expect(html.contains("<strong><bdi>\(SheetTextProbe.escaped(name))"))
            #expect(html.contains("<dd><bdi>\(SheetTextProbe.escaped(customer))"))
        }
    }

    @Test func `An address is broken between its parts only`() throws {
        #expect(
            SheetAddress.pieces(of: "https://activate.acme.example/machines/a?b=c") == [
                "https://", "activate.", "acme.", "example/", "machines/", "a?", "b=", "c",
            ])
        for text in ["", "+49 40 5550 1234", "desk@acme.example", "//a", "船厂"] {
            #expect(SheetAddress.pieces(of: text).joined() == text)
        }
        let samples = try SampleSheets()
        let html = try SheetHTML(samples.sheet(of: samples.request())).text
        #expect(html.contains("<bdi>https://<wbr>nordwerft.<wbr>example</bdi>"))
    }

    @Test func `What the customer bought stands beside the code, and a long list is cut there only`() throws {
        let samples = try SampleSheets()
        let license = try samples.sheet(of: samples.license())
        #expect(license.subject.map(\.label) == ["License", "Features", "Customer", "Your reference"])
        #expect(license.subject[1].value == "drafting, stress")
        #expect(try !samples.sheet(of: samples.license([])).subject.contains { $0.label == "Features" })
        let names = Dictionary(uniqueKeysWithValues: (1...30).map { (UInt8($0), "feature-number-\($0)") })
        let many = try SampleSheets(features: names)
        let long = try many.sheet(of: many.license(names.keys.sorted()))
        #expect(long.subject[1].value?.hasSuffix("…") == true)
        #expect(
            long.facts.contains { $0.label == "Features" && $0.value?.hasSuffix("feature-number-30") == true }
        )
    }

    @Test func `The page of a site has no command of the vendor`() throws {
        let samples = try SampleSheets()
        for document in [try samples.request(), try samples.timeRequest(), try samples.license()] {
            #expect(!SheetHTML(try samples.sheet(of: document)).text.contains("countersign-responder"))
        }
    }

    @Test func `In a browser the rows are whole pixels high`() throws {
        let samples = try SampleSheets()
        let html = try SheetHTML(samples.sheet(of: samples.request(), phoneCode: ["123 456"])).text
        for name in ["--leading: ", "--row: "] {
            let values = html.split(separator: name).dropFirst()
            #expect(values.count == (name == "--row: " ? 2 : 1))
            for value in values {
                let digits = value.prefix { $0.isNumber }
                #expect(
                    !digits.isEmpty && value.dropFirst(digits.count).hasPrefix("px"),
                    "\(name)\(value.prefix(8))")
            }
        }
        #expect(html.contains("font: var(--text)/var(--leading)"))
        #expect(html.contains("font: var(--group)/var(--row)"))
    }

    @Test func `Ways of which one is enough have no numbers`() throws {
        let samples = try SampleSheets()
        let labels = try samples.sheet(of: samples.license()).labelledSteps.map(\.label)
        #expect(labels == ["1", "–", "–", "2"])
        #expect(
            try samples.sheet(of: samples.request()).labelledSteps.map(\.label) == ["1", "2", "3", "4"])
    }

    @Test func `A license's page speaks of the machine that asked`() throws {
        let samples = try SampleSheets()
        let html = try SheetHTML(samples.sheet(of: samples.license())).text
        #expect(html.contains("<dt>For</dt><dd><bdi>the machine that asked</bdi></dd>"))
        #expect(!html.contains("this machine"))
    }

    @Test func `What is not known is a line to write on`() throws {
        let samples = try SampleSheets()
        let blank = "<dt>Customer</dt><dd class=\"blank\"></dd>"
        #expect(try SheetHTML(samples.sheet(of: samples.request())).text.contains(blank))
        let named = try SheetHTML(samples.sheet(of: samples.license(), customer: "Nordic Yard")).text
        #expect(!named.contains(blank) && named.contains("<dt>Customer</dt><dd><bdi>Nordic Yard</bdi></dd>"))
    }

    @Test func `Each kind of document has its title, its steps and its signatures`() throws {
        let samples = try SampleSheets()
        let sheets = try [
            samples.request(), samples.timeRequest(), samples.license(), samples.correction(),
            samples.product(),
        ].map { try samples.sheet(of: $0) }
        #expect(
            sheets.map(\.title) == [
                "Activation request", "Time correction request", "License", "Time correction", "Product file",
            ])
        #expect(sheets[0].signatures == ["Prepared by", "Released by the security officer"])
        #expect(sheets[2].steps.compactMap(\.command).contains("countersign-client install -"))
        #expect(sheets.allSatisfy { !$0.steps.isEmpty && $0.signatures.count == 2 && $0.contact.count >= 2 })
        #expect(
            sheets[0].footer(page: 1) == "Made by countersign-client 1.2.3, 2026-11-23 12:00 UTC · 1 page")
    }

    @Test func `A series goes on on more pages, four codes each`() throws {
        let samples = try SampleSheets()
        let sheet = try samples.sheet(of: samples.product(), codes: 6)
        #expect(sheet.pages.map { $0.map(\.number) } == [[1], [2, 3, 4, 5], [6]])
        let html = SheetHTML(sheet).text
        #expect(html.split(separator: "<svg").count - 1 == 6)
        #expect(html.contains("page 3 of 3") && html.contains("<strong>Code 6 of 6</strong>"))
        #expect(!html.contains("to type"))
    }
}

@Suite("Text on a sheet")
struct SheetTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("a\nb", "a\u{FFFD}b"), ("\u{202E}evil", "\u{FFFD}evil"),
        ("a\u{200B}b", "a\u{FFFD}b"),
        ("é船ש", "é船ש"), ("e\u{301}\u{301}\u{301}\u{301}\u{301}x", "e\u{301}\u{301}\u{301}x"),
    ])
    func `What is invisible, moves its neighbours or runs over them is taken out`(text: String, clean: String)
    {
        #expect(Array(SheetText.clean(text).unicodeScalars) == Array(clean.unicodeScalars))
    }

    @Test func `What is too long ends with an ellipsis`() {
        #expect(SheetText.clean("abcdef", limit: 3) == "abc…")
        #expect(SheetText.clean("abc", limit: 3) == "abc")
    }
}
