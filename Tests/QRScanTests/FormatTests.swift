import QRScan
import Refusals
import Testing

@Suite("Pictures of every format")
struct FormatTests {
    @Test("The code in a picture of each kind is read", arguments: SamplePictures.names)
    func read(name: String) throws {
        let text = try SamplePictures.text()
        let codes = try PictureReading.codes(in: SamplePictures.bytes(name)) { $0 == text }
        #expect(codes == [FoundCode(text: text)])
    }

    @Test("A code that is not wanted is told all the same")
    func unwanted() throws {
        let codes = try PictureReading.codes(in: SamplePictures.bytes("grey.png")) { _ in false }
        #expect(codes == [FoundCode(text: try SamplePictures.text())])
    }

    @Test("What is no picture is refused", arguments: [[], [0], Array("GIF89a".utf8), Array("BM".utf8)])
    func none(bytes: [UInt8]) throws {
        let refusal = #expect(throws: Refusal.self) {
            try PictureReading.codes(in: bytes) { _ in true }
        }
        #expect(refusal?.code == .pictureUnreadable)
    }

    @Test("A file of more bytes than the limit is refused")
    func tooManyBytes() throws {
        var limits = PictureLimits()
        limits.bytes = 100
        let picture = try SamplePictures.bytes("grey.png")
        let refusal = #expect(throws: Refusal.self) {
            try PictureReading.codes(in: picture, limits: limits) { _ in true }
        }
        #expect(refusal?.code == .pictureTooLarge)
    }

    @Test("A picture of more pixels than the limit is refused", arguments: SamplePictures.names)
    func tooManyPixels(name: String) throws {
        var limits = PictureLimits()
        limits.pixels = 164 * 164 - 1
        let picture = try SamplePictures.bytes(name)
        let refusal = #expect(throws: Refusal.self) {
            try PictureReading.codes(in: picture, limits: limits) { _ in true }
        }
        #expect(refusal?.code == .pictureTooLarge)
    }
}
