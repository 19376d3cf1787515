import CommandSupport
import CommandTesting
import Glibc
import QRCode
import Refusals
import Testing
import TextForm

/// Requests of 270 bytes take a code of version 12: 73 columns and 37 lines.
@Suite struct CarrierTests {
    private static let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

    private func run(_ arguments: String..., on terminal: any Terminal) -> CommandResult {
        CommandHarness(programName: "carry", environment: Self.environment, terminal: terminal)
            .run(CarryDemo.self, arguments)
    }

    private func form(_ size: Int = 270) -> TextForm {
        TextForm(kind: .request, bytes: CarryDemo.bytes(size))
    }

    private func drawn(_ text: String) throws -> [String] {
        TerminalDrawing(.halfBlocks, .colors256).lines(of: try QRCode(text))
    }

    @Test func `A code takes the place of the document, and comes last, all of it on the screen`() throws {
        let result = run("--qr", on: ScriptedTerminal(height: 40, color: true))
        #expect(result.status == 0)
        #expect(result.standardError == "This is said about it.\n\n")
        let lines = result.standardOutput.split(separator: "\n").map(String.init)
        #expect(lines[0] == "Request for ShipCAD: photograph it for the vendor, or scan it")
        #expect(Array(lines.dropFirst()) == (try drawn(form().text)))
        #expect(lines.count + 1 <= 40, "and the shell's prompt has a line of its own")
    }

    @Test(arguments: [(72, 50), (80, 38), (80, 24)])
    func `A screen that cannot show all of it is refused, with what it takes and what else there is`(
        columns: Int, rows: Int
    ) {
        let result = run("--qr", on: ScriptedTerminal(width: columns, height: rows, color: true))
        #expect(result.status == RefusalCode.terminalTooSmall.exitStatus.rawValue)
        #expect(result.standardOutput.isEmpty)
        let words = result.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("takes 73 columns and 39 lines, with the text beside it"))
        #expect(words.contains("the terminal has \(columns) columns and \(rows) lines"))
        #expect(words.contains("add --qr-parts") && words.contains("--qr-image FILE.png"))
        #expect(words.hasSuffix("code: terminal.too-small"))
    }

    @Test func `Where no part would fit either, parts are not advised`() {
        let result = run("--qr", on: ScriptedTerminal(width: 40, height: 12, color: true))
        #expect(!result.standardError.contains("--qr-parts"))
        let parts = run("--qr-parts", on: ScriptedTerminal(width: 40, height: 12, color: true))
        #expect(parts.status == RefusalCode.terminalTooSmall.exitStatus.rawValue)
        #expect(parts.standardOutput.isEmpty)
    }

    @Test func `Parts are paged through, each with its number below it`() throws {
        let terminal = ScriptedTerminal(lines: ["", "b", "x", "", "", "q"], color: true)
        let result = run("--qr-parts", on: terminal)
        #expect(result.status == 0)
        let title = "Request for ShipCAD"
        #expect(
            terminal.prompts == [
                "\(title), part 1 of 4 (Enter: next, q: quit) ",
                "\(title), part 2 of 4 (Enter: next, b: back, q: quit) ",
                "\(title), part 1 of 4 (Enter: next, q: quit) ",
                "\(title), part 2 of 4 (Enter: next, b: back, q: quit) ",
                "\(title), part 3 of 4 (Enter: next, b: back, q: quit) ",
                "\(title), part 4 of 4 (Enter: end, b: back, q: quit) ",
            ])
        // 80 by 24 has room for version 5.
        let texts = try TextSeries.parts(of: form(), longest: 154, portal: nil)
        let pages = result.standardOutput.components(afterEach: "\u{1B}[H\u{1B}[J")
        #expect(pages.first == String(repeating: "\n", count: 24), "what was on the screen moves up")
        let expected = try [0, 1, 0, 1, 2, 3].map { try drawn(texts[$0]).joined(separator: "\n") + "\n" }
        #expect(Array(pages.dropFirst()) == expected)
        #expect(expected[0].split(separator: "\n").count <= 23)
    }

    @Test func `At the end of the parts, and at a q, the showing ends`() {
        let all = ScriptedTerminal(lines: ["", "", "", ""], color: true)
        #expect(run("--qr-parts", on: all).status == 0 && all.prompts.count == 4)
        let some = ScriptedTerminal(lines: ["", "Q"], color: true)
        #expect(run("--qr-parts", on: some).status == 0 && some.prompts.count == 2)
    }

    @Test func `Parts that nobody pages through stand one below the other`() throws {
        let result = run("--qr-parts", "--qr-background", "light", on: NoTerminal())
        #expect(result.status == 0)
        let drawing = TerminalDrawing(.halfBlocks, .plain(on: .light))
        let texts = try TextSeries.parts(of: form(), longest: 154, portal: nil)
        var expected = ""
        for (number, text) in zip(1..., texts) {
            expected +=
                "Request for ShipCAD, part \(number) of 4: photograph it for the vendor, or scan it\n"
                + drawing.lines(of: try QRCode(text)).joined(separator: "\n") + "\n\n"
        }
        #expect(result.standardOutput == expected)
        #expect(result.standardError.contains("note: The code is drawn for dark text on a light background."))
    }

    @Test func `What fits one code is shown as one, also if parts are allowed`() throws {
        let result = run("--qr-parts", on: ScriptedTerminal(height: 40, color: true))
        #expect(result.standardOutput.hasSuffix(try drawn(form().text).joined(separator: "\n") + "\n"))
    }

    @Test(arguments: [["--format", "text"], ["--format", "json"]])
    func `With parts, the pictures are of several smaller codes too`(format: [String]) throws {
        try inFolder { folder in
            let names = (1...4).map { "\(folder)/c-\($0).svg" }
            defer { for name in names { unlink(name) } }
            let terminal = ScriptedTerminal(lines: ["q"], height: 24, color: true)
            let result = CommandHarness(
                programName: "carry", environment: Self.environment, terminal: terminal
            ).run(CarryDemo.self, ["--qr-parts", "--qr-image", "\(folder)/c.svg"] + format)
            #expect(result.status == 0)
            #expect(names.allSatisfy { access($0, R_OK) == 0 })
            #expect(access("\(folder)/c.svg", R_OK) != 0 && access("\(folder)/c-5.svg", R_OK) != 0)
            #expect(format[1] == "text" || result.standardOutput.contains("\"qr_parts\" : ["))
        }
    }

    @Test func `What no single code holds is shown in parts without being asked`() {
        let terminal = ScriptedTerminal(lines: ["q"], height: 40, color: true)
        #expect(run("--qr", "--size", "2000", "--product", on: terminal).status == 0)
        #expect(terminal.prompts.count == 1)
    }

    @Test func `What would take more than 32 parts is refused`() {
        let result = run("--qr", "--size", "30000", "--product", on: NoTerminal())
        #expect(result.status == RefusalCode.codeTooLarge.exitStatus.rawValue)
        // On a small screen, it is the screen that is to blame.
        let small = run("--qr", "--size", "9000", "--product", on: ScriptedTerminal(color: true))
        #expect(small.status == RefusalCode.terminalTooSmall.exitStatus.rawValue)
    }

    @Test func `A request leads to the portal where the code has room for it, and nothing else does`() throws
    {
        let address = "https://portal.example/" + String(repeating: "a", count: 60)
        let portal = try #require(Portal(address))
        let text = form().text(under: portal)
        let wide = run("--qr", "--portal", address, on: ScriptedTerminal(width: 100, height: 60, color: true))
        #expect(wide.standardOutput.hasSuffix(try drawn(text).joined(separator: "\n") + "\n"))
        // Under the portal it would be a version larger.
        let narrow = run("--qr", "--portal", address, on: ScriptedTerminal(height: 40, color: true))
        #expect(narrow.standardOutput.hasSuffix(try drawn(form().text).joined(separator: "\n") + "\n"))
        let product = run("--qr", "--product", "--portal", address, "--format", "json", on: NoTerminal())
        #expect(product.standardOutput.contains("\"COUNTERSIGN:P/"))
    }

    @Test(arguments: [
        "Request for " + String(repeating: "Harbour Crane ", count: 20), "Request for \u{1B}[2J\nX",
        "Request for " + String(repeating: "\u{8239}", count: 60),
    ])
    func `What stands above a code is one line, whatever the product is called`(title: String) throws {
        let result = run("--qr", "--title", title, on: ScriptedTerminal(height: 40, color: true))
        let lines = result.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(Array(lines.dropFirst().dropLast()).map(String.init) == (try drawn(form().text)))
        #expect(lines[0].unicodeScalars.reduce(0) { $0 + ($1.value > 0x2000 ? 2 : 1) } <= 80)
        #expect(!lines[0].contains("\u{1B}"))
    }

    @Test func `JSON holds what the codes hold, and no drawing`() {
        let one = run("--qr", "--format", "json", on: ScriptedTerminal())
        #expect(
            one.standardOutput == """
                {
                  "qr_text" : "\(form().text)",
                  "said" : "done"
                }

                """)
        let many = run("--qr", "--format", "json", "--size", "2000", "--product", on: ScriptedTerminal())
        #expect(many.standardOutput.contains("\"qr_parts\" : [\n    \"COUNTERSIGN:P1.5/"))
    }

    @Test func `Standard output does not take both the document and its code`() {
        let result = run("--qr", "--out", "-", on: NoTerminal())
        #expect(result.status == 64)
        #expect(result.standardError.contains("cannot take both the document and its QR code"))
    }

    @Test(arguments: ["code.jpg", "code", ".png", "folder/.svg", "png", ""])
    func `A picture's name says of which kind it is to be`(name: String) {
        let result = run("--qr-image", name, on: NoTerminal())
        #expect(result.status == 64)
        #expect(result.standardError.contains("ends in .png or .svg"))
    }

    @Test(arguments: [
        ["--out", "%/./e.html", "--sheet", "%/e.html"], ["--out", "%/c.svg", "--qr-image", "%/../%%/c.svg"],
        ["--out", "%/./c-1.svg", "--qr-image", "%/c.svg"],
        ["--out", "%/link/c-12.svg", "--qr-image", "%/c.svg"],
    ])
    func `What would replace the document is refused, however it is spelled`(arguments: [String]) throws {
        try inFolder { folder in
            let name = folder.split(separator: "/").last.map(String.init) ?? ""
            let words = arguments.map { $0.replacing("%%", with: name).replacing("%", with: folder) }
            let result = CommandHarness(
                programName: "carry", environment: Self.environment, terminal: NoTerminal()
            ).run(CarryDemo.self, words + ["--force", "--size", "2000"])
            #expect(result.status == 64)
            // Without the line breaks, which depend on the folder's name.
            let said = result.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains("is already read or written by this command"))
            #expect(said.contains("Name another file with \(arguments[2])."))
        }
    }

    @Test(arguments: ["--out", "--sheet", "--qr-image"])
    func `A link that leads nowhere is there already`(option: String) throws {
        try inFolder { folder in
            let path = "\(folder)/dangling\(option == "--qr-image" ? ".svg" : ".html")"
            try #require(symlink("nowhere", path) == 0)
            let result = run(option, path, on: NoTerminal())
            #expect(result.standardError.contains("code: file.exists"))
            #expect(result.standardError.contains("Name another file with \(option), or use --force."))
        }
    }

    /// With a link in it that leads to itself.
    private func inFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/countersign-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer {
            for name in ["link", "dangling.html", "dangling.svg"] { unlink("\(folder)/\(name)") }
            rmdir(folder)
        }
        try #require(symlink(".", "\(folder)/link") == 0)
        try body(folder)
    }
}

extension String {
    /// What stands before the first separator, between each two, and after the last.
    fileprivate func components(afterEach separator: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let place = rest.firstRange(of: separator) {
            pieces.append(String(rest[..<place.lowerBound]))
            rest = rest[place.upperBound...]
        }
        return pieces + [String(rest)]
    }
}
