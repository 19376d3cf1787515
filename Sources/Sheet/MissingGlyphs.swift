/// Characters of a page for which no typeface is installed, so that boxes stand in their places.
package struct MissingGlyphs: Hashable, Sendable {
    /// The stable name of what is said about it.
    package static let code = "typeface-missing"

    /// The characters, each once, in the order of the page.
    package let characters: [Character]

    /// Nil where nothing is missing.
    package init?(_ characters: [Character]) {
        guard !characters.isEmpty else { return nil }
        self.characters = characters
    }

    /// How many characters no font can show, which, and what stands in their place.
    package var sentence: String {
        let one = characters.count == 1
        return
            "The page has \(one ? "a character" : "\(characters.count) characters") that no font installed here can "
            + "show (\(list)): a box stands in \(one ? "its place" : "the place of each")."
    }

    /// What to do next.
    package var remedy: String {
        "Install Debian's \(packages), and make the page again; or use a name that ends in .html: a browser shows it "
            + "with the fonts of its own computer."
    }

    private static let shownOfOne = 8

    /// `Thai: กขค; Devanagari: क`.
    private var list: String {
        let scripts = characters.reduce(into: [String]()) { names, character in
            let name = Self.script(of: character)
            if !names.contains(name) { names.append(name) }
        }
        return scripts.map { name in
            let all = characters.filter { Self.script(of: $0) == name }
            return "\(name): " + String(all.prefix(Self.shownOfOne))
                + (all.count > Self.shownOfOne ? "…" : "")
        }
        .joined(separator: "; ")
    }

    /// Unicode's names of letters begin with their script's.
    private static func script(of character: Character) -> String {
        guard let first = character.unicodeScalars.first, isOfScript(first) else { return "symbols" }
        switch first.properties.name?.prefix(while: { $0 != " " && $0 != "-" }) {
        case "CJK", "IDEOGRAPHIC", "KANGXI": return "Chinese or Japanese"
        case "HIRAGANA", "KATAKANA", "HALFWIDTH": return "Japanese"
        case "BOPOMOFO", "FULLWIDTH": return "Chinese"
        case "HANGUL": return "Korean"
        case let name?: return name.prefix(1) + name.dropFirst().lowercased()
        case nil: return "letters"
        }
    }

    private static func isOfScript(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
            true
        default: false
        }
    }

    /// Debian's packages that have them.
    private var packages: String {
        let names = characters.map(Self.package(for:))
        let distinct = ["fonts-noto-cjk", "fonts-noto-core", "fonts-noto-color-emoji"].filter(names.contains)
        return (distinct.count == 1 ? "package " : "packages ") + distinct.joined(separator: ", ")
    }

    private static func package(for character: Character) -> String {
        if ["Chinese or Japanese", "Japanese", "Chinese", "Korean"].contains(script(of: character)) {
            return "fonts-noto-cjk"
        }
        switch character.unicodeScalars.first?.value ?? 0 {
        // Punctuation and full-width forms of East Asia.
        case 0x2E80...0x33FF, 0xFE30...0xFE4F, 0xFF00...0xFFEF: return "fonts-noto-cjk"
        case 0x1F000...0x1FAFF: return "fonts-noto-color-emoji"
        default: return "fonts-noto-core"
        }
    }
}
