/// The 2,048 words in which codes are read aloud: of four to seven letters, told apart by their first four, and none that
/// sounds like another. `Tests/Tools/Words/generate.py` says how they were chosen.
package enum WordList {
    /// In the order of the alphabet; a word's number is its place.
    package static let words: [String] = String(describing: text).split { $0 == " " || $0 == "\n" }.map {
        String($0)
    }

    /// So many letters tell each word.
    static let tellingLetters = 4

    private static let numbers = Dictionary(
        zip(words.map { $0.prefix(tellingLetters) }, UInt16(0)...), uniquingKeysWith: { first, _ in first })

    /// The number of a word as it was typed, in any case: the whole word, or its beginning with four letters at least.
    package static func number(of typed: String) -> UInt16? {
        let typed = typed.lowercased()
        guard let number = numbers[typed.prefix(tellingLetters)], words[Int(number)].hasPrefix(typed) else {
            return nil
        }
        return number
    }

    /// Up to three words that are likest to what was typed, the likest first; none that is not like it.
    package static func nearest(_ typed: String) -> [String] { like(typed).prefix(3).map { words[Int($0)] } }

    /// The numbers of the words that may be meant by what was typed, the likest first, at most twenty.
    static func likely(_ typed: String) -> [UInt16] { Array(like(typed).prefix(20)) }

    private static func like(_ typed: String) -> [UInt16] {
        let typed = scalars(typed.lowercased().prefix(12))
        let likely = zip(UInt16(0)..., letters).compactMap { number, letters in
            guard abs(letters.count - typed.count) <= 2 else {
                return nil as (number: UInt16, distance: Int)?
            }
            let distance = editDistance(typed, letters)
            return distance <= 2 ? (number: number, distance: distance) : nil
        }
        return likely.sorted { ($0.distance, $0.number) < ($1.distance, $1.number) }.map(\.number)
    }

    private static let letters = words.map { scalars($0[...]) }

    private static func scalars(_ text: Substring) -> [UInt32] { text.unicodeScalars.map(\.value) }
}
