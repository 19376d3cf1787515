import Testing

@testable import TextForm

@Suite("Crockford's Base 32")
struct CrockfordBase32Tests {
    @Test func `Letters that look alike are read as meant`() {
        #expect(CrockfordBase32.values(in: "oO0 iIlL1-z") == [0, 0, 0, 1, 1, 1, 1, 1, 31])
    }

    @Test func `A character that cannot be meant is refused`() {
        for character in ["U", "u", "!", "é", "\u{0}"] {
            #expect(CrockfordBase32.values(in: "AB\(character)") == nil)
        }
    }
}
