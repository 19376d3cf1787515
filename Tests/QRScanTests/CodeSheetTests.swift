import Photographs
import QRCode
import Testing

@testable import QRScan

@Suite("Sheets of several codes, of which some cannot be read")
struct CodeSheetTests {
    @Test(
        "Every whole code is read, wherever the spoiled ones are",
        arguments: [["1b", "a2"], ["1b3", "2a2"]])
    func whole(rows: [String]) throws {
        let sheet = try Sheet(rows)
        let found = found(in: sheet)
        #expect(Set(found.codes.map(\.text)) == sheet.whole)
        #expect(found.unread.count == 2 && !found.isCutShort)
    }

    @Test("A search that ends before everything was tried says so, beside what it has read")
    func cutShort() throws {
        let sheet = try Sheet(["1b", "a2"])
        let all = found(in: sheet)
        #expect(!all.isCutShort)
        for attempts in 1...3 {
            let found = found(in: sheet, attempts: attempts)
            #expect(found.isCutShort)
        }
    }

    @Test("Words around one code are no reason to say so")
    func words() throws {
        let seed: UInt64 = 77 * 100_003 + 1
        let text = SampleTexts.text(versions: 11...18, seed: seed)
        let bytes = Photograph(of: try sampleCode(text), severity: .bad, seed: seed, scale: 1).file()
        let found = try PictureReading.found(in: bytes) { $0 == text }
        #expect(found == FoundCodes(codes: [FoundCode(text: text)], unread: []))
    }

    private func found(in sheet: Sheet, attempts: Int = 600) -> FoundCodes {
        var limits = PictureLimits()
        limits.attempts = attempts
        return CodeSearch.found(in: sheet.picture, limits: limits) { _ in true }
    }

    /// Codes in rows: a digit is a whole code, one text for each; a letter is the code of the digit of its place in the
    /// alphabet, with something grey on its middle.
    private struct Sheet {
        let picture: GreyPicture
        /// The texts of the whole codes.
        let whole: Set<String>

        init(_ rows: [String]) throws {
            var whole: Set<String> = []
            let codes = try rows.map { row in
                try row.utf8.map { letter in
                    let isWhole = letter < 97
                    let code = try DamagedCode(
                        seed: UInt64(letter & 15), isWhole ? .none : .cover, letters: 330, module: 8)
                    if isWhole { whole.insert(code.text) }
                    return code
                }
            }
            self.whole = whole
            picture = DamagedCode.page(rows: codes)
        }
    }
}
