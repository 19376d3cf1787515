import Glibc
import Photographs
import QRCode
import Testing

@testable import QRScan

@Suite("Codes that are found and cannot be read")
struct UnreadCodeTests {
    private static let damages: [DamagedCode.Damage] = [.glare, .blur, .cover]

    @Test("One beside a code that is read is named, with its place", arguments: damages)
    func beside(damage: DamagedCode.Damage) throws {
        let good = try DamagedCode(seed: 1, .none), bad = try DamagedCode(seed: 2, damage)
        for (page, middle) in [([good, bad], 0.75), ([bad, good], 0.25)] {
            let found = found(in: DamagedCode.page(page), wanted: [good.text, bad.text])
            #expect(found.codes == [FoundCode(text: good.text)])
            let place = try #require(found.unread.first)
            #expect(found.unread.count == 1 && abs(place.x - middle) < 0.02 && abs(place.y - 0.5) < 0.04)
        }
    }

    @Test("One alone is named once, however often it was tried", arguments: damages)
    func alone(damage: DamagedCode.Damage) throws {
        let code = try DamagedCode(seed: 3, damage)
        let found = found(in: code.picture, wanted: [code.text], attempts: Self.twoRungs)
        #expect(found.codes.isEmpty)
        #expect(found.unread.count == 1)
    }

    @Test("Two are two")
    func two() throws {
        let codes = [try DamagedCode(seed: 4, .glare), try DamagedCode(seed: 5, .cover)]
        let found = found(in: DamagedCode.page(codes), wanted: [], attempts: Self.twoRungs)
        #expect(found.codes.isEmpty)
        #expect(found.unread.map(\.x).sorted().map { Int($0 * 2) } == [0, 1])
    }

    @Test("Three beside one that is read are three")
    func three() throws {
        let codes =
            [try DamagedCode(seed: 1, .none)] + (try (7...9).map { try DamagedCode(seed: $0, .cover) })
        let found = found(in: DamagedCode.page(codes), wanted: [codes[0].text])
        #expect(found.codes == [FoundCode(text: codes[0].text)])
        #expect(found.unread.map(\.x).sorted().map { Int($0 * 4) } == [1, 2, 3])
    }

    @Test("Codes that are read are none of them, ours or not", arguments: [true, false])
    func read(isOurs: Bool) throws {
        let code = try DamagedCode(seed: 6, .none)
        let found = found(in: code.picture, wanted: isOurs ? [code.text] : [])
        #expect(found == FoundCodes(codes: [FoundCode(text: code.text)], unread: []))
    }

    @Test("What is no code is none, be it ever so regular", arguments: Codeless.allCases)
    func none(pattern: Codeless) {
        #expect(found(in: pattern.picture, wanted: []) == FoundCodes(codes: [], unread: []))
    }

    @Test("A code that could still be there does not end a search whose time is over")
    func outOfTime() throws {
        let code = try DamagedCode(seed: 3, .glare)
        var limits = PictureLimits()
        limits.isOver = { true }
        let found = CodeSearch.found(in: code.picture, limits: limits) { _ in true }
        #expect(found == FoundCodes(codes: [], unread: [], isCutShort: true))
    }

    /// The attempts of the first two rungs: those after them cost most of a search that finds nothing.
    private static let twoRungs = 6

    private func found(in picture: GreyPicture, wanted: [String], attempts: Int = 600) -> FoundCodes {
        var limits = PictureLimits()
        limits.attempts = attempts
        return CodeSearch.found(in: picture, limits: limits) { wanted.contains($0) }
    }
}

extension UnreadCodeTests {
    /// What pictures without a code are full of.
    enum Codeless: CaseIterable {
        case noise, chessboard, halftone, text, fax, finderPatterns, threeFinderPatterns

        var picture: GreyPicture {
            var random = SeededRandom(seed: 5)
            let side = 220
            let marks = (0..<4_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            return GreyPicture(width: side, height: side) { row, line in
                for column in line.indices { line[column] = brightness(column, row, marks) }
            }
        }

        private func brightness(_ x: Int, _ y: Int, _ marks: [UInt8]) -> UInt8 {
            func mark(_ number: Int) -> UInt8 { marks[number % marks.count] }
            switch self {
            case .noise: return mark(x &* 31 &+ y &* 977)
            case .chessboard: return (x / 6 + y / 6) % 2 == 0 ? 20 : 235
            case .halftone:
                // Squares of soft waves that chance has made look like finder patterns.
                let (column, row) = (Double(x), Double(y))
                let wave = 0.2 * sin(column / 27 + 54) + 0.2 * sin(row / 29 + 108)
                let light = 0.5 + wave + 0.15 * sin((column + row) / 34)
                let (across, down) = (column / 4.3, row / 4.3)
                let edge = max(
                    abs(across - across.rounded(.down) - 0.5), abs(down - down.rounded(.down) - 0.5))
                return light > 2 * edge ? 255 : 0
            case .text, .fax:
                // Strokes in lines, with gaps between words; a fax is black and white, and coarse.
                let step = self == .fax ? 2 : 1
                let (column, row) = (x / step * step, y / step * step)
                let isInk =
                    row % 16 < 10 && mark(row / 16 * 61 + column / 9) > 60
                    && (mark(row / 16 * 61 + column / 3 + row % 16 / 3 * 7) > 130)
                return isInk ? self == .fax ? 0 : 40 : self == .fax ? 255 : 225
            case .finderPatterns:
                return Self.isDark(x / 4 % 14, y / 4 % 14) ?? (mark(x / 4 * 59 + y / 4) > 127) ? 20 : 235
            case .threeFinderPatterns:
                let (column, row) = (x / 4 - 10, y / 4 - 10)
                let isDark = [(0, 0), (30, 0), (0, 30)].contains {
                    Self.isDark(column - $0.0, row - $0.1) == true
                }
                return isDark ? 20 : 235
            }
        }

        /// Of a finder pattern with its edge, in modules; nil outside it.
        private static func isDark(_ column: Int, _ row: Int) -> Bool? {
            guard (0..<9).contains(column), (0..<9).contains(row) else { return nil }
            let ring = max(abs(column - 4), abs(row - 4))
            return ring != 2 && ring != 4
        }
    }
}
