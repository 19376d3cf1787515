import Photographs
import Refusals
import Testing

@testable import QRScan

@Suite("Hostile pictures")
struct HostilePictureTests {
    @Test("Damaged pictures end in a refusal or in what they say", arguments: SamplePictures.names)
    func damaged(name: String) throws {
        let whole = try SamplePictures.bytes(name)
        let text = try SamplePictures.text()
        var random = SeededRandom(seed: 7)
        for round in 0..<60 {
            var bytes = whole
            if round % 3 == 0 { bytes = Array(bytes.prefix(Int.random(in: 0..<whole.count, using: &random))) }
            for _ in 0..<round % 4 where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            var limits = PictureLimits()
            limits.pixels = 1_000_000
            limits.attempts = 2
            do {
                let codes = try PictureReading.codes(in: bytes, limits: limits) { $0 == text }
                #expect(codes.allSatisfy { $0.text == text })
            } catch {
                #expect([.pictureUnreadable, .pictureTooLarge].contains(error.code))
            }
        }
    }

    @Test("A picture that is cut short before its code says so", arguments: ["grey.png", "grey.jpg"])
    func cutShort(name: String) throws {
        let whole = try SamplePictures.bytes(name)
        let refusal = #expect(throws: Refusal.self) {
            try PictureReading.codes(in: Array(whole.prefix(whole.count / 3))) { _ in true }
        }
        #expect(refusal == PictureReading.cutShort)
    }

    /// Files of a few bytes whose headers claim many pixels.
    private static let bombs: [(name: String, bytes: [UInt8])] = [
        (
            "PNG",
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
                + [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 0, 0, 0, 0, 0x43, 0x4C, 0xA7, 0x66]
                + [
                    0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4,
                    0x71,
                ]
        ),
        (
            "JPEG",
            [
                0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0, 0xFF, 0, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0,
                0, 63, 0,
            ]
                + [0xFF, 0xD9]
        ),
        (
            "WebP",
            Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBPVP8L".utf8) + [10, 0, 0, 0]
                + [0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0]
        ),
    ]

    @Test("A header that claims many pixels is refused before any are made", arguments: bombs.map(\.name))
    func bomb(name: String) throws {
        let bytes = try #require(Self.bombs.first { $0.name == name }).bytes
        let refusal = #expect(throws: Refusal.self) { try PictureReading.codes(in: bytes) { _ in true } }
        #expect(refusal?.code == .pictureTooLarge)
    }

    @Test("HEIC whose header claims many pixels is refused before any are made")
    func heicBomb() throws {
        var bytes = try SamplePictures.bytes("grey.heic")
        let places = bytes.indices.filter { bytes[$0...].starts(with: Array("ispe".utf8)) }
        #expect(!places.isEmpty)
        for place in places {
            bytes.replaceSubrange(place + 8..<place + 16, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30])
        }
        let refusal = #expect(throws: Refusal.self) { try PictureReading.codes(in: bytes) { _ in true } }
        #expect(refusal?.code == .pictureTooLarge)
    }

    @Test("A picture without pixels is refused")
    func empty() throws {
        var bytes = try #require(Self.bombs.first { $0.name == "JPEG" }).bytes
        bytes.replaceSubrange(7..<11, with: [0, 0, 0, 0])
        let refusal = #expect(throws: Refusal.self) { try PictureReading.codes(in: bytes) { _ in true } }
        #expect(refusal?.code == .pictureUnreadable)
    }

    @Test("A picture of one pixel has no code")
    func onePixel() throws {
        let picture = try #require(GreyPicture(width: 1, height: 1, pixels: [0]))
        #expect(CodeSearch.codes(in: picture, limits: PictureLimits()) { _ in true }.isEmpty)
    }
}
