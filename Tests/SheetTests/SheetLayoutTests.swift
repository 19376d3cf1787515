import Activation
import Sheet
import SheetPDF
import TestSupport
import Testing

@Suite("How closely a sheet is set")
struct SheetLayoutTests {
    @Test func `What is usual is set generously, and what is long closely`() throws {
        let usual = try SampleSheets()
        #expect(
            SheetDensity(fitting: try usual.sheet(of: usual.request(), customer: "Nordic Yard")) == .normal)
        #expect(
            SheetDensity(fitting: try usual.sheet(of: usual.license(), customer: "Nordic Yard")) == .normal)
        let wide = String(repeating: "W", count: DisplayText.maximumLength)
        let features = Dictionary(
            uniqueKeysWithValues: (0..<32).map {
                (UInt8(200 + $0), String(repeating: "w", count: 30) + "\($0 + 10)")
            })
        let long = try SampleSheets(name: wide, features: features)
        let license = try long.sheet(of: long.license(features.keys.sorted()), customer: wide)
        #expect(SheetDensity(fitting: license).textSize < SheetDensity.compact.textSize)
    }

    @Test func `A module is a millimetre or more in the largest code that one document needs`() throws {
        for density in SheetDensity.allCases { #expect(density.codeWidth / Double(17 + 4 * 13 + 8) >= 1) }
        #expect(SheetDensity.normal.codeWidth * 69 / 77 >= 85)
    }
}

@Suite("A sheet as PDF")
struct SheetPDFTests {
    @Test func `The same sheet is the same bytes, and the paper makes a difference`() throws {
        let samples = try SampleSheets()
        let sheet = try samples.sheet(of: samples.request())
        let first = try SheetPDF(sheet, on: .a4).typeset().bytes
        #expect(first.starts(with: Array("%PDF-1.5".utf8)))
        #expect(try SheetPDF(sheet, on: .a4).typeset().bytes == first)
        #expect(try SheetPDF(sheet, on: .letter).typeset().bytes != first)
    }

    @Test(arguments: [
        (["LANG": "en_US.UTF-8"], PaperSize.letter), (["LANG": "fr_CA"], .letter),
        (["LANG": "de_DE.UTF-8"], .a4),
        ([:], .a4), (["LANG": "C.UTF-8"], .a4), (["LANG": "en_US.UTF-8", "LC_PAPER": "en_GB.UTF-8"], .a4),
        (["LANG": "de_DE", "LC_ALL": "en_US", "LC_PAPER": "de_DE"], .letter), (["LANG": "en_USA"], .a4),
    ])
    func `The paper is what people have where the locale is from`(
        environment: [String: String], paper: PaperSize
    ) {
        #expect(PaperSize(environment: environment) == paper)
    }
}
