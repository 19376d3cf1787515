import Photographs
import Testing

@testable import QRScan

@Suite("Reed and Solomon's codes")
struct ReedSolomonTests {
    /// The worked example of a code of version 1-M: sixteen codewords of data, ten of correction.
    private static let word: [UInt8] = [
        16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17, 165, 36, 212, 193, 237, 54, 199,
        135, 44,
        85,
    ]

    @Test("A whole word stays as it is")
    func whole() { #expect(ReedSolomon.corrected(Self.word, checks: 10, erasures: []) == Self.word) }

    @Test(
        "Errors in unknown places are corrected up to half the checks, erasures up to all", arguments: 0..<200
    )
    func corrected(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let erased = Int.random(in: 0...10, using: &random)
        let wrong = Int.random(in: 0...(10 - erased) / 2, using: &random)
        let places = Self.word.indices.shuffled(using: &random).prefix(erased + wrong)
        var word = Self.word
        for place in places.prefix(erased) { word[place] = UInt8.random(in: 0...255, using: &random) }
        for place in places.dropFirst(erased) { word[place] ^= UInt8.random(in: 1...255, using: &random) }
        #expect(ReedSolomon.corrected(word, checks: 10, erasures: Array(places.prefix(erased))) == Self.word)
    }

    @Test("What is far from every word is not made up", arguments: 0..<50)
    func tooMany(seed: Int) {
        var random = SeededRandom(seed: UInt64(1000 + seed))
        let word = Self.word.map { _ in UInt8.random(in: 0...255, using: &random) }
        if let corrected = ReedSolomon.corrected(word, checks: 10, erasures: []) {
            #expect(zip(word, corrected).filter { $0 != $1 }.count <= 5)
        }
    }

    @Test("Lengths that make no sense are refused")
    func senseless() {
        #expect(ReedSolomon.corrected([], checks: 10, erasures: []) == nil)
        #expect(ReedSolomon.corrected([1, 2], checks: 2, erasures: []) == nil)
        #expect(ReedSolomon.corrected(Array(repeating: 1, count: 256), checks: 10, erasures: []) == nil)
        #expect(ReedSolomon.corrected(Self.word, checks: 10, erasures: Array(0..<11)) == nil)
    }
}
