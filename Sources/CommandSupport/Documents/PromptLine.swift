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
        let words = line.split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
        if words.isEmpty {
            self = .blank
        } else if line.contains("BEGIN COUNTERSIGN") {
            self = .armour
        } else if line.contains("://") || line.uppercased().contains("COUNTERSIGN:") {
            self = .form
        } else if words.contains(where: { $0.count > Self.longestGroup }) {
            self = .groups
        } else {
            self = Self.areGroups(words) || isTyping && Self.isShortGroup(words) ? .groups : .other
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
                word.allSatisfy { $0.isLetter || $0.isNumber || "-–—.:)(".contains($0) }
            }
    }

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
