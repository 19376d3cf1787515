import Photographs
import QRCode
import Refusals
import Testing

@testable import QRScan

@Suite("Simulated photographs")
struct PhotographTests {
    /// Small codes and few pixels: the tests are not optimised.
    private static func photograph(_ severity: Severity, seed: UInt64) throws -> (
        bytes: [UInt8], text: String
    ) {
        let text = "COUNTERSIGN:R/" + SampleTexts.text(versions: 11...11, seed: seed).suffix(100)
        return (Photograph(of: try sampleCode(text), severity: severity, seed: seed, scale: 0.9).file(), text)
    }

    @Test(
        "A code is read in each kind of photograph", arguments: Severity.allCases.filter { $0 != .awful },
        [1, 2, 3] as [UInt64])
    func read(severity: Severity, seed: UInt64) throws {
        let (bytes, text) = try Self.photograph(severity, seed: seed)
        let found = try PictureReading.found(in: bytes) { $0 == text }
        #expect(found == FoundCodes(codes: [FoundCode(text: text)], unread: []))
    }

    @Test("The reader's own way reads what the libraries do not")
    func ownWay() throws {
        let (bytes, text) = try Self.photograph(.awful, seed: 2)
        let (picture, _) = try GreyPicture.decoded(bytes, limits: PictureLimits())
        #expect(Engine.zxing.codes(in: picture).isEmpty)
        #expect(Engine.zbar.codes(in: picture).isEmpty)
        #expect(try PictureReading.codes(in: bytes) { $0 == text } == [FoundCode(text: text)])
    }

    @Test("Several codes in a picture are all read")
    func several() throws {
        let pictures = try [4, 5, 6, 7].map { try Self.picture(seed: $0) }
        let width = 500, height = 500
        let page = GreyPicture(width: 2 * width, height: 2 * height) { row, line in
            for column in line.indices {
                let part = pictures[row / height * 2 + column / width]
                let (x, y) = (column % width, row % height)
                line[column] =
                    x < part.0.width && y < part.0.height ? part.0.pixels[y * part.0.width + x] : 255
            }
        }
        let texts = Set(pictures.map(\.1))
        let found = CodeSearch.codes(in: page, limits: PictureLimits()) { texts.contains($0) }
        #expect(Set(found.map(\.text)) == texts)
    }

    private static func picture(seed: UInt64) throws -> (GreyPicture, String) {
        let text = "COUNTERSIGN:P4.\(seed - 3)/" + SampleTexts.text(versions: 11...11, seed: seed).suffix(60)
        let code = try sampleCode(text)
        let module = 6
        let side = (code.side + 8) * module
        let picture = GreyPicture(width: side, height: side) { row, line in
            for column in line.indices {
                line[column] = code.isDark(column: column / module - 4, row: row / module - 4) ? 30 : 220
            }
        }
        return (picture, text)
    }

    @Test("Light codes on dark are read")
    func inverted() throws {
        let (picture, text) = try Self.picture(seed: 4)
        let found = CodeSearch.codes(in: picture.inverted(), limits: PictureLimits()) { $0 == text }
        #expect(found == [FoundCode(text: text)])
    }

    @Test("A picture without a code has none, and the attempts end", arguments: [1, 2] as [UInt64])
    func none(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let noise = GreyPicture(width: 200, height: 150) { _, line in
            for column in line.indices { line[column] = UInt8.random(in: 0...255, using: &random) }
        }
        #expect(CodeSearch.codes(in: noise, limits: PictureLimits()) { _ in true }.isEmpty)
    }

    @Test(
        "Where the time was over before anything was found, that is said, and no other is said to have none")
    func outOfTime() throws {
        let (bytes, text) = try Self.photograph(.ordinary, seed: 1)
        var limits = PictureLimits()
        limits.isOver = { true }
        let refusal = #expect(throws: Refusal.self) {
            try PictureReading.codes(in: bytes, limits: limits) { $0 == text }
        }
        #expect(refusal?.code == .pictureOutOfTime)
        limits.isOver = { false }
        limits.attempts = 0
        #expect(try PictureReading.codes(in: bytes, limits: limits) { $0 == text }.isEmpty)
    }

    @Test("When the time is over nothing more is tried")
    func over() throws {
        let (picture, text) = try Self.picture(seed: 4)
        var limits = PictureLimits()
        limits.isOver = { true }
        #expect(CodeSearch.codes(in: picture, limits: limits) { $0 == text }.isEmpty)
        limits.isOver = { false }
        limits.attempts = 0
        #expect(CodeSearch.codes(in: picture, limits: limits) { $0 == text }.isEmpty)
    }
}
