import PictureProcess
import Testing

@Suite("What a reader answers")
struct PictureAnswerTests {
    @Test(arguments: [
        PictureAnswer.texts([]), .texts(["A"]), .texts([], unread: [.middle]),
        .texts([], isCutShort: true), .texts(["A"], unread: [.top], isCutShort: true),
        .texts(["A"], unread: PicturePlace.allCases), .texts(["COUNTERSIGN:R/0", "é\u{1F600}", "\u{0}\n"]),
        .failed(.unreadable), .failed(.tooLarge), .failed(.unconfined),
        .failed(.cutShort), .failed(.outOfTime), .tooLarge(width: 9_001, height: 0x0102_0304),
        .tooLarge(width: 1, height: .max),
    ])
    func `An answer comes back as it was`(answer: PictureAnswer) {
        #expect(PictureAnswer(answer.bytes) == answer)
        #expect(answer.bytes.count <= PictureAnswer.largest)
    }

    @Test func `The largest answer is as large as it is said to be`() {
        let texts = Array(repeating: String(repeating: "Z", count: 4_296), count: 64)
        let places = Array(repeating: PicturePlace.bottomRight, count: 16)
        let bytes = PictureAnswer.texts(texts, unread: places).bytes
        #expect(bytes.count == PictureAnswer.largest)
        #expect((PictureAnswer(bytes) == .texts(texts, unread: places)) == true)
    }

    @Test func `What does not fit into an answer is left out`() {
        let long = String(repeating: "Z", count: 4_297)
        #expect(PictureAnswer(PictureAnswer.texts([long, "", "A"]).bytes) == .texts(["A"]))
        let many = (0..<100).map(String.init)
        #expect(
            PictureAnswer(PictureAnswer.texts(many).bytes) == .texts(Array(many.prefix(64)), isCutShort: true)
        )
        let places = Array(repeating: PicturePlace.left, count: 17)
        #expect(
            PictureAnswer(PictureAnswer.texts([], unread: places).bytes)
                == .texts([], unread: places.dropLast(), isCutShort: true))
    }

    @Test(
        arguments: [
            [], [0], [1], [3, 0], [2], [2, 0], [2, 6], [2, 1, 0], [3, 0, 0, 0, 1, 0, 0, 0],
            [3, 0, 0, 0, 1, 0, 0, 0, 1, 0],
            [3, 0, 0, 0, 1, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0, 0, 1], [1, 0], [1, 0, 0], [1, 0, 0, 2],
            [1, 0, 0, 0, 0], [1, 1], [1, 1, 0],
            [1, 1, 0, 0, 0],
            [1, 1, 0, 2, 65], [1, 1, 0, 1, 65, 66], [1, 1, 0, 1, 65, 0], [1, 2, 0, 1, 65, 0, 0], [1, 65],
            [1, 1, 0, 1, 0xff, 0, 0],
            [1, 1, 0, 2, 0xc3, 0x28, 0, 0], [1, 0, 0, 0, 0], [1, 0, 1], [1, 0, 1, 1], [1, 0, 1, 9, 0],
            [1, 0, 2, 1, 0],
            [1, 0, 1, 1, 1, 0],
            [1, 1, 0, 1, 65], [1, 0, 17] + [UInt8](repeating: 1, count: 18),
        ] as [[UInt8]])
    func `Anything else is no answer`(bytes: [UInt8]) {
        #expect(PictureAnswer(bytes) == nil)
    }

    @Test func `A text of more than 4,296 bytes is no answer`() {
        #expect(PictureAnswer([1, 1, 0x10, 0xc9] + [UInt8](repeating: 65, count: 0x10c9) + [0, 0]) == nil)
        #expect(PictureAnswer([1, 1, 0x10, 0xc8] + [UInt8](repeating: 65, count: 0x10c8) + [0, 0]) != nil)
    }

    @Test func `Sixty-five texts are no answer`() {
        #expect(
            PictureAnswer([1, 65] + Array(repeatElement([0, 1, 65], count: 65).joined()) + [0, 0]) == nil)
    }

    @Test func `An answer is read in one way only`() {
        // Every answer of up to five small bytes is either refused or written again just so.
        var read = 0
        for length in 0...5 {
            for number in 0..<(Self.power(of: 4, length)) {
                let bytes = (0..<length).map { UInt8(number / Self.power(of: 4, $0) % 4) }
                guard let answer = PictureAnswer(bytes) else { continue }
                read += 1
                #expect(answer.bytes == bytes)
            }
        }
        // Of a search to its end and one cut short: none, and one place beside none; three reasons.
        #expect(read == 2 * (1 + 4) + 3)
    }

    @Test func `A place is in one of nine parts`() {
        #expect(PicturePlace(x: 0, y: 0) == .topLeft)
        #expect(PicturePlace(x: 0.5, y: 0.2) == .top)
        #expect(PicturePlace(x: 0.75, y: 0.5) == .right)
        #expect(PicturePlace(x: 0.2, y: 0.9) == .bottomLeft)
        #expect(PicturePlace(x: 1, y: 1) == .bottomRight)
        #expect(PicturePlace(x: .nan, y: -.infinity) == .topRight)
        #expect(PicturePlace(x: 0.5, y: 0.5) == .middle)
    }

    private static func power(of base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }
}
