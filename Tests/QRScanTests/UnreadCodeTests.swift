import Photographs
import QRCode
import Testing

@testable import QRScan

@Suite("Codes that are found and cannot be read")
struct UnreadCodeTests {
    /// What may have happened to a code, whose finder patterns are clean.
    enum Damage: CaseIterable {
        /// Light is reflected in the middle of it.
        case glare
        /// What is between the finder patterns is blurred.
        case blur
    }

    private static let module = 6

    private static func picture(seed: UInt64, _ damage: Damage?) throws -> (GreyPicture, String) {
        let text = "COUNTERSIGN:R/" + SampleTexts.text(versions: 11...11, seed: seed).suffix(100)
        let code = try sampleCode(text)
        let side = (code.side + 8) * module
        func brightness(_ column: Int, _ row: Int) -> Double {
            code.isDark(column: column / module - 4, row: row / module - 4) ? 30 : 220
        }
        let middle = Double(side) / 2
        let reach = Double(code.side) * Double(module) * 0.36
        let picture = GreyPicture(width: side, height: side) { row, line in
            for column in line.indices {
                let (x, y) = (Double(column) - middle, Double(row) - middle)
                let isWithin = x * x + y * y < reach * reach
                line[column] =
                    switch damage {
                    case .glare where isWithin: 255
                    case .blur where isWithin: UInt8(mean(brightness, column, row))
                    default: UInt8(brightness(column, row))
                    }
            }
        }
        return (picture, text)
    }

    /// Of two and a half modules around a place.
    private static func mean(_ brightness: (Int, Int) -> Double, _ column: Int, _ row: Int) -> Double {
        let offsets = stride(from: -8, through: 8, by: 2)
        var sum = 0.0
        for down in offsets { for across in offsets { sum += brightness(column + across, row + down) } }
        return sum / 81
    }

    /// Pictures side by side.
    private static func page(_ pictures: [GreyPicture]) -> GreyPicture {
        let side = 500
        return GreyPicture(width: side * pictures.count, height: side) { row, line in
            for column in line.indices {
                let part = pictures[column / side]
                let x = column % side
                line[column] = x < part.width && row < part.height ? part.pixels[row * part.width + x] : 255
            }
        }
    }

    @Test("One beside a code that is read is counted", arguments: Damage.allCases, [1, 2, 3] as [UInt64])
    func beside(damage: Damage, seed: UInt64) throws {
        let (good, text) = try Self.picture(seed: seed, nil)
        let (bad, other) = try Self.picture(seed: seed + 10, damage)
        for page in [Self.page([good, bad]), Self.page([bad, good])] {
            let found = CodeSearch.all(in: page, limits: PictureLimits()) { [text, other].contains($0) }
            #expect(found == FoundCodes(codes: [FoundCode(text: text)], unread: 1))
        }
    }

    @Test("One alone, and two, are counted once each", arguments: Damage.allCases)
    func alone(damage: Damage) throws {
        let (bad, text) = try Self.picture(seed: 4, damage)
        #expect(
            CodeSearch.all(in: bad, limits: PictureLimits()) { $0 == text }
                == FoundCodes(codes: [], unread: 1))
        let two = Self.page([bad, try Self.picture(seed: 5, damage).0])
        #expect(
            CodeSearch.all(in: two, limits: PictureLimits()) { $0 == text }
                == FoundCodes(codes: [], unread: 2))
    }

    @Test(
        "Beside a code that is read in a photograph, there is none",
        arguments: Severity.allCases.filter { $0 != .awful }, [1, 2] as [UInt64])
    func none(severity: Severity, seed: UInt64) throws {
        let text = "COUNTERSIGN:R/" + SampleTexts.text(versions: 11...11, seed: seed).suffix(100)
        let bytes = Photograph(of: try sampleCode(text), severity: severity, seed: seed, scale: 0.9).file()
        #expect(
            try PictureReading.all(in: bytes) { $0 == text }
                == FoundCodes(codes: [FoundCode(text: text)], unread: 0))
    }

    @Test("A stranger's code that is read is none", arguments: [1, 2] as [UInt64])
    func stranger(seed: UInt64) throws {
        let (good, text) = try Self.picture(seed: seed, nil)
        let found = CodeSearch.all(in: good, limits: PictureLimits()) { _ in false }
        #expect(found == FoundCodes(codes: [FoundCode(text: text)], unread: 0))
    }

    @Test("Noise has none", arguments: [1, 2, 3] as [UInt64])
    func noise(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let noise = GreyPicture(width: 300, height: 200) { _, line in
            for column in line.indices { line[column] = UInt8.random(in: 0...255, using: &random) }
        }
        #expect(CodeSearch.all(in: noise, limits: PictureLimits()) { _ in true }.unread == 0)
    }
}
