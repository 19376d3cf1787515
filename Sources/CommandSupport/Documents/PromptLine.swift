/// What a line at the prompt looks like.
enum PromptLine: Hashable {
    /// Nothing.
    case blank
    /// The beginning of an armour.
    case armour
    /// A text form with its prefix, or an address that may be one.
    case form
    /// Groups of one, and nothing else; or a piece of its data, wrapped anywhere.
    case groups
    /// Anything else: a letter around the document, say.
    case other

    /// - Parameter isTyping: whether groups were typed before.
    init(_ line: String, isTyping: Bool = false) {
        let words = line.split { Self.isBlank($0) }
        if words.isEmpty {
            self = .blank
        } else if line.contains("BEGIN COUNTERSIGN") {
            self = .armour
        } else if line.contains("://") || line.uppercased().contains("COUNTERSIGN:") {
            self = .form
        } else if words.contains(where: { $0.count > Self.longestGroup }) {
            self = .groups
        } else {
            let areGroups =
                Self.areGroups(words) || Self.areMarkedGroups(Self.parted(line).split { Self.isBlank($0) })
                || isTyping && Self.isShortGroup(Self.parted(line).split { Self.isBlank($0) })
            self = areGroups ? .groups : .other
        }
    }

    /// Whether the line ends an armour.
    static func isEnd(_ line: [UInt8]) -> Bool {
        String(decoding: line, as: UTF8.self).contains("END COUNTERSIGN")
    }

    /// A group with its dash and its number, and two characters too many.
    private static let longestGroup = 17

    private static func areGroups(_ words: [Substring]) -> Bool {
        let groups = words.filter { !isNumber($0) }
        // A letter has words without digits, and full stops; a group has neither, but for one in forty.
        return !groups.isEmpty && groups.contains { $0.contains(where: \.isNumber) || $0.count >= 9 }
            && groups.allSatisfy { word in
                word.allSatisfy { $0.isLetter || $0.isNumber || "-–—_.:)(".contains($0) }
            }
    }

    /// Groups among which somebody typed what no group has: a comma between two, a question mark for what cannot be
    /// read. Most of the words are groups by their length, and one has a digit; so no letter's line is taken for it.
    private static func areMarkedGroups(_ words: [Substring]) -> Bool {
        let groups = words.filter { !isNumber($0) }
        let full = groups.filter { isShaped($0, 8...12) }
        let areHalves = groups.count > 1 && groups.allSatisfy { isShaped($0, 5...5) || isShaped($0, 8...12) }
        return (full.count * 2 > groups.count || areHalves)
            && groups.contains { $0.contains(where: \.isNumber) }
    }

    /// Whether a word has so many characters besides its dashes, at most two of them strange ones, and may be a group.
    private static func isShaped(_ word: Substring, _ lengths: ClosedRange<Int>) -> Bool {
        let number = word.prefix { $0.isNumber }
        let isNumbered =
            number.count <= 3 && word.dropFirst(number.count).first.map { ".:)".contains($0) } == true
        let word = isNumbered ? word.dropFirst(number.count + 1) : word
        let characters = word.filter { !dashes.contains($0) }
        let strange = characters.count { !$0.isLetter && !$0.isNumber }
        let halves = word.split(whereSeparator: dashes.contains)
        return lengths.contains(characters.count) && strange <= 2 && halves.count <= 2
            && (halves.count == 1
                ? characters.contains(where: \.isNumber) : (4...7).contains(halves[0].count))
    }

    private static let dashes = "-–—_"

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\u{A0}"
    }

    /// The line with blanks for the marks that people put between and around groups. What stands within one, and a full
    /// stop behind a number, stays.
    static func parted(_ line: String) -> String {
        let words = line.split(omittingEmptySubsequences: false) { isBlank($0) || marks.contains($0) }
        return words.map { word in
            guard !isNumber(word), let end = word.lastIndex(where: { !".:!".contains($0) }) else {
                return word
            }
            return word[...end]
        }.joined(separator: " ")
    }

    private static let marks = ",;，、；·•|\"'«»“”‘’*=+"

    /// The last group of a sheet, when it has letters only: `WWYYR-B`.
    private static func isShortGroup(_ words: [Substring]) -> Bool {
        let groups = words.filter { !isNumber($0) }
        guard groups.count == 1, groups[0].count <= longestShortGroup else { return false }
        let halves = groups[0].split(separator: "-", omittingEmptySubsequences: false)
        return halves.count == 2 && halves[0].count == 5 && halves.allSatisfy { $0.allSatisfy(\.isLetter) }
    }

    private static let longestShortGroup = 9

    /// `07.`, `7:`, `(7)`.
    private static func isNumber(_ word: Substring) -> Bool {
        word.count <= 4 && word.contains(where: \.isNumber)
            && word.allSatisfy { $0.isNumber || ".:)(".contains($0) }
    }
}
