import Cryptography
import PhoneCode

/// A passphrase that nobody chose: words from the list of those that are read aloud, with blanks between them.
enum MadePassphrase {
    /// How many words. Each is one of 2,048, and so worth 11 bits; all together 66.
    static let words = 6

    /// Draws one.
    static func draw(from random: some RandomSource) -> String {
        let list = WordList.words
        let bytes = random.bytes(count: words * 2)
        return (0..<words).map { place in
            let number = Int(bytes[place * 2]) << 8 | Int(bytes[place * 2 + 1])
            // 65,536 is a multiple of 2,048: no word is likelier than another.
            return list[number % list.count]
        }.joined(separator: " ")
    }
}
