/// A group of words as it was likely meant, where some of its words are misspelt.
package struct MeantGroup: Hashable, Sendable {
    /// The group's number, from 1.
    package let number: Int
    /// The four words.
    package let text: String

    /// The group as it can be typed, with its number.
    package var line: String { "\(number) \(text)" }
}

extension CodeEntry {
    /// The group that was meant by a line of four words, one or two of which are not in the list: the only one that is
    /// right in its place, with words that are like those typed. Nil if there is none, or more than one.
    ///
    /// The check of a group has 11 bits, so of the few words that are like another hardly ever a wrong one is right.
    ///
    /// - Parameter number: the group that is typed; nil for the next one that is missing. A number that is typed counts.
    package func meant(by line: String, at number: Int?) -> MeantGroup? {
        var words = line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        var number = number ?? nextNumber
        if words.count == WordGroup.size + 1, let label = Int(words[0]) {
            number = label
            words.removeFirst()
        }
        guard form == .words, words.count == WordGroup.size, let number, (1...groupCount).contains(number)
        else {
            return nil
        }
        let known = words.map { WordList.number(of: $0) }
        guard (1...2).contains(known.count { $0 == nil }) else { return nil }
        let choices = zip(words, known).map { word, known in known.map { [$0] } ?? WordList.likely(word) }
        var found: [WordGroup] = []
        for first in choices[0] {
            for second in choices[1] {
                for third in choices[2] {
                    found += choices[3].compactMap { WordGroup(numbers: [first, second, third, $0]) }
                        .filter { $0.fits(number: number, of: direction) }
                }
            }
        }
        guard found.count == 1 else { return nil }
        return MeantGroup(number: number, text: found[0].description)
    }
}
