import PictureProcess
import Refusals
import Testing

@testable import countersign_responder

@Suite("What is said of codes that could not be read")
struct UnreadCodesTests {
    private func refusal(_ texts: [String], _ unread: [PicturePlace]) throws -> Refusal {
        let contents = PictureContents(texts: texts, unread: unread)
        return try #require(throws: Refusal.self) { try PicturedCodes(contents) }
    }

    @Test func `Where nothing else is there, it is why the picture is refused`() throws {
        let one = try refusal([], [.bottomRight])
        #expect(one.code == .pictureWithoutCode)
        #expect(
            one.sentence
                == "A QR code was found, at the bottom right of the picture, but cannot be read: it is blurred, partly "
                + "covered, or has glare on it.")
        #expect(try refusal([], []).sentence == "No QR code was found in the picture.")
        #expect(
            try refusal([], [.right, .topLeft, .right]).sentence
                == "3 QR codes were found, at the top left and on the right of the picture, but cannot be read: they are "
                + "blurred, partly covered, or have glare on them.")
    }

    @Test func `Beside somebody else's code both are said`() throws {
        let sentence = try refusal(["WIFI:S:yard;P:secret;;"], [.left]).sentence
        #expect(sentence.contains("begins with 'WIFI:'"))
        #expect(
            sentence.contains("Another QR code was found, on the left of the picture, but cannot be read"))
        #expect(!sentence.contains("secret"))
    }

    @Test func `Beside one that was read, each is a warning`() {
        let warnings = UnreadCodes(places: [.topLeft, .middle]).warnings
        #expect(warnings.count == 2)
        #expect(
            warnings[1].sentence.hasPrefix(
                "Another QR code was found in the middle of the picture, but it cannot be read:"))
    }

    @Test func `A search that was cut short says so, beside what was read and without it`() throws {
        let warnings = UnreadCodes(places: [.top], isSearchCutShort: true).warnings
        #expect(warnings.map(\.code) == ["code-unread", "search-cut-short"])
        #expect(warnings[1].sentence.hasSuffix("there may be more codes in it."))
        for (texts, unread) in [(["WIFI:S:yard;;"], []), ([], [PicturePlace.left])] {
            let contents = PictureContents(texts: texts, unread: unread, isCutShort: true)
            let refusal = try #require(throws: Refusal.self) { try PicturedCodes(contents) }
            #expect(refusal.sentence.hasSuffix(UnreadCodes.cutShortSentence))
        }
    }
}
