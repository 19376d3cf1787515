import QRCode
import Testing

@Suite("A QR code drawn in a terminal")
struct TerminalDrawingTests {
    static let texts = ["A", "COUNTERSIGN:R/" + String(repeating: "4QZ7", count: 130)]

    /// Every way to draw, with the grounds that it is right on.
    static let ways: [(TerminalDrawing, [TerminalDrawing.Background])] =
        [TerminalDrawing.Shape.halfBlocks, .wideCells].flatMap { shape in
            [
                (TerminalDrawing(shape, .colors256), TerminalDrawing.Background.allCases),
                (TerminalDrawing(shape, .colors16), TerminalDrawing.Background.allCases),
            ]
                + TerminalDrawing.Background.allCases.flatMap { ground in
                    [
                        (TerminalDrawing(shape, .reverse(on: ground)), [ground]),
                        (TerminalDrawing(shape, .plain(on: ground)), [ground]),
                    ]
                }
        }

    @Test("shows every module and the whole quiet zone, on the grounds it is for", arguments: ways)
    func everyModule(drawing: TerminalDrawing, grounds: [TerminalDrawing.Background]) throws {
        for text in Self.texts {
            let code = try QRCode(text)
            let lines = drawing.lines(of: code)
            #expect(lines.count == drawing.rows(side: code.side))
            for ground in grounds {
                let screen = TerminalScreen(lines, ground: ground == .dark)
                #expect(screen.leavesNoColor)
                expect(screen, toShow: code, by: drawing)
            }
        }
    }

    private func expect(_ screen: TerminalScreen, toShow code: QRCode, by drawing: TerminalDrawing) {
        let (across, down) = drawing.shape == .halfBlocks ? (1, 1) : (2, 2)
        let zone = QRCode.quietZone
        let isWide = screen.rows.allSatisfy { $0.count == drawing.columns(side: code.side) }
        #expect(isWide, "each line is as long as was said")
        guard isWide else { return }
        var wrong = 0
        for row in -zone..<code.side + zone {
            for column in -zone..<code.side + zone {
                let expected = code.isDark(column: column, row: row)
                for half in 0..<down {
                    for part in 0..<across {
                        let seen = screen.rows[(row + zone) * down + half][(column + zone) * across + part]
                        if seen != expected { wrong += 1 }
                    }
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test("is dark where it should be light if the ground is another than was said")
    func wrongGround() throws {
        let drawing = TerminalDrawing(.halfBlocks, .plain(on: .dark))
        let lines = drawing.lines(of: try QRCode("A"))
        let screen = TerminalScreen(lines, ground: false)
        #expect(screen.rows[0].allSatisfy { $0 })
    }

    @Test("has no escape sequence where none is to be, and nothing but ASCII where that is asked")
    func plain() throws {
        let code = try QRCode("COUNTERSIGN")
        for ground in TerminalDrawing.Background.allCases {
            let blocks = TerminalDrawing(.halfBlocks, .plain(on: ground)).lines(of: code)
            #expect(blocks.allSatisfy { !$0.contains("\u{1B}") })
            let cells = TerminalDrawing(.wideCells, .plain(on: ground)).lines(of: code)
            #expect(cells.allSatisfy { line in line.allSatisfy { $0 == "#" || $0 == " " } })
        }
    }

    @Test(
        "of version 13 takes 77 columns and 39 lines; of version 5, a screen of 80 by 24 with a line to spare"
    )
    func sizes() {
        let blocks = TerminalDrawing(.halfBlocks, .colors256)
        #expect(blocks.columns(side: 69) == 77 && blocks.rows(side: 69) == 39)
        #expect(blocks.largestVersion(columns: 80, rows: 23) == 5)
        #expect(blocks.largestVersion(columns: 80, rows: 39) == 13)
        #expect(blocks.largestVersion(columns: 28, rows: 100) == nil)
        let cells = TerminalDrawing(.wideCells, .plain(on: .dark))
        #expect(cells.columns(side: 21) == 58 && cells.rows(side: 21) == 29)
        #expect(cells.largestVersion(columns: 80, rows: 24) == nil)
    }
}

@Suite("A QR code as a picture")
struct PictureDrawingTests {
    @Test("in SVG has exactly the dark modules in its one path")
    func path() throws {
        let code = try QRCode(TerminalDrawingTests.texts[1])
        var dark: Set<[Int]> = []
        for run in code.svgPath.split(separator: "M") {
            // `x yhLENGTHv1h-LENGTHz`
            let numbers = run.split { " hvz".contains($0) }.compactMap { Int($0) }
            try #require(numbers.count == 5 && numbers[3] == 1 && numbers[4] == -numbers[2])
            for offset in 0..<numbers[2] { dark.insert([numbers[0] + offset, numbers[1]]) }
        }
        for row in 0..<code.side {
            for column in 0..<code.side {
                let place = [column + QRCode.quietZone, row + QRCode.quietZone]
                #expect(dark.contains(place) == code.isDark(column: column, row: row))
            }
        }
    }

    @Test("in SVG says what it is, in XML's own way, and runs nothing")
    func svg() throws {
        let code = try QRCode("COUNTERSIGN")
        let svg = code.svg(title: "Request for <Crane> & \"Söhne\"\u{1B}[31m]]>\n")
        #expect(svg.contains("<title>Request for &lt;Crane&gt; &amp; \"Söhne\"[31m]]&gt;</title>"))
        #expect(svg.contains("viewBox=\"0 0 \(code.side + 8) \(code.side + 8)\""))
        #expect(svg.contains("<rect width=\"\(code.side + 8)\" height=\"\(code.side + 8)\" fill=\"#fff\"/>"))
        #expect(svg.split(separator: "<path").count == 2)
        #expect(!svg.contains("script") && !svg.contains("href"))
    }

    @Test(
        "in PNG is square, 400 to 1200 pixels wide, the same whenever it is made",
        arguments: [1, 10, 395, 619, 4296])
    func png(length: Int) throws {
        let code = try QRCode(String(repeating: "7", count: length))
        let png = try code.png()
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        // The header's chunk: width and height of four bytes each, the depth, the kind of colour.
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        let height = png[20..<24].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == height && (400...1200).contains(width))
        #expect(width % (code.side + 8) == 0, "all modules are of one size")
        #expect(Array(png[24..<26]) == [8, 0], "eight bits of grey")
        #expect(try code.png() == png)
    }
}
