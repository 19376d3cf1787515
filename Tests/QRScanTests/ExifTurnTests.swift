import Testing

@testable import QRScan

@Suite("How a camera was held")
struct ExifTurnTests {
    /// A JPEG file's beginning, with a directory of these entries: tag, type and value.
    private static func jpeg(_ entries: [(UInt16, UInt16, UInt16)], isBigEndian: Bool) -> [UInt8] {
        func two(_ number: UInt16) -> [UInt8] {
            let bytes = [UInt8(number >> 8), UInt8(number & 0xff)]
            return isBigEndian ? bytes : bytes.reversed()
        }
        func four(_ number: UInt16) -> [UInt8] { isBigEndian ? [0, 0] + two(number) : two(number) + [0, 0] }
        var tiff = Array((isBigEndian ? "MM" : "II").utf8) + two(42) + four(8) + two(UInt16(entries.count))
        for entry in entries { tiff += two(entry.0) + two(entry.1) + four(1) + two(entry.2) + [0, 0] }
        let content = Array("Exif\0\0".utf8) + tiff
        let application0: [UInt8] = [0xff, 0xe0, 0, 4, 1, 2]
        return [0xff, 0xd8] + application0 + [0xff, 0xe1, 0, UInt8(content.count + 2)] + content + [
            0xff, 0xdb,
        ]
    }

    @Test(arguments: ExifTurn.allCases, [true, false])
    func `What the file says is read, in both orders of bytes`(turn: ExifTurn, isBigEndian: Bool) {
        let bytes = Self.jpeg([(271, 2, 9), (274, 3, turn.rawValue)], isBigEndian: isBigEndian)
        #expect(ExifTurn(jpeg: bytes) == turn)
    }

    @Test func `Anything else is upright`() {
        for (tag, type, value) in [(273, 3, 6), (274, 4, 6), (274, 3, 0), (274, 3, 9)]
            as [(UInt16, UInt16, UInt16)]
        {
            #expect(ExifTurn(jpeg: Self.jpeg([(tag, type, value)], isBigEndian: true)) == .none)
        }
        #expect(ExifTurn(jpeg: []) == .none)
    }

    @Test func `No piece of a header, and no byte of it that is wrong, does harm`() {
        let whole = Self.jpeg([(271, 2, 9), (274, 3, 6)], isBigEndian: false)
        for length in 0..<whole.count - 2 { #expect(ExifTurn(jpeg: Array(whole.prefix(length))) == .none) }
        for place in whole.indices {
            for value in [0, 1, 0x7f, 0xff] as [UInt8] {
                var bytes = whole
                bytes[place] = value
                #expect(ExifTurn.allCases.contains(ExifTurn(jpeg: bytes)))
            }
        }
    }

    @Test func `The first pixel goes where the standard says`() {
        // Exif 2.3, tag 274: the sides of the upright picture that the first row and the first column are.
        let corners: [ExifTurn: (Double, Double)] = [
            .none: (0, 0), .mirrored: (1, 0), .half: (1, 1), .mirroredHalf: (0, 1), .transposed: (0, 0),
            .right: (1, 0),
            .transposedHalf: (1, 1), .left: (0, 1),
        ]
        for (turn, corner) in corners {
            let place = turn.upright(x: 0, y: 0)
            #expect(place == corner)
            // The next pixel of the first row is beside it, or below it where rows become columns.
            let next = turn.upright(x: 0.25, y: 0)
            #expect((abs(next.y - corner.1) == 0.25) == (turn.rawValue > 4))
        }
    }
}
