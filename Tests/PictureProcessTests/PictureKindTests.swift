import PictureProcess
import Refusals
import Testing

@Suite("Kinds of pictures")
struct PictureKindTests {
    /// First bytes as real files have them.
    private static let beginnings: [(PictureKind, [UInt8])] = [
        (.png, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
        (.jpeg, [0xff, 0xd8, 0xff, 0xe0, 0, 16]),
        (.jpeg, [0xff, 0xd8, 0xff, 0xe1, 0x2f, 0xfe]),
        (.webp, Array("RIFF".utf8) + [1, 2, 3, 0] + Array("WEBPVP8 ".utf8)),
        (.gif, Array("GIF87a".utf8)),
        (.gif, Array("GIF89a".utf8)),
        (.bitmap, Array("BM".utf8) + [0x36, 0, 3, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 40, 0, 0, 0]),
        (.heif, [0, 0, 0, 24] + Array("ftypheic".utf8)),
        (.heif, [0, 0, 0, 36] + Array("ftypmif1".utf8)),
        (.heif, [0, 0, 0, 32] + Array("ftypavif".utf8)),
        (.video, [0, 0, 0, 20] + Array("ftypqt  ".utf8)),
        (.video, [0, 0, 0, 32] + Array("ftypisom".utf8)),
        (.tiff, [0x49, 0x49, 0x2a, 0, 8]),
        (.tiff, [0x4d, 0x4d, 0, 0x2a, 0]),
        (.pdf, Array("%PDF-1.7\n".utf8)),
        (.jpegXL, [0xff, 0x0a, 0xfa]),
        (.jpegXL, [0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a, 0x87, 0x0a]),
    ]

    @Test func `A picture is known by its first bytes`() {
        for (kind, beginning) in Self.beginnings {
            #expect(PictureKind(beginning: beginning) == kind)
            #expect(PictureKind(beginning: beginning + [UInt8](repeating: 7, count: 100)) == kind)
            #expect(beginning.count <= PictureKind.beginningSize)
        }
        #expect(Set(Self.beginnings.map(\.0)) == Set(PictureKind.allCases))
    }

    @Test func `A picture without its first byte is none`() {
        for (_, beginning) in Self.beginnings {
            #expect(PictureKind(beginning: Array(beginning.dropFirst())) == nil)
        }
    }

    @Test(arguments: [
        "", "B", "BM", "BMW has sent the request below. Please answer it.", "RIFF without anything",
        "GIF, please",
        "-----BEGIN COUNTERSIGN REQUEST-----", "COUNTERSIGN:R/ABCDE", "The ftyp",
    ])
    func `A letter is no picture`(text: String) {
        #expect(PictureKind(beginning: Array(text.utf8)) == nil)
    }

    @Test func `A document is no picture`() {
        #expect(PictureKind(beginning: [0xd2, 0x84, 0x58, 0x30]) == nil)
    }

    @Test func `What is not read says so, and what to do`() {
        for kind in PictureKind.allCases {
            guard let refusal = kind.refusal else { continue }
            #expect(refusal.code == .pictureUnreadable)
            #expect(refusal.sentence.contains("not supported"))
        }
        #expect(
            PictureKind.allCases.filter { $0.refusal == nil } == [.png, .jpeg, .webp, .heif])
    }
}
