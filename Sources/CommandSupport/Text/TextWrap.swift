/// Breaks text into lines.
package enum TextWrap {
    /// Breaks at spaces, and inside a word only where it is wider than a line. Spaces between words become
    /// one; there is always at least one line.
    ///
    /// - Parameter width: the columns of a line; at least 1 is taken.
    /// - Parameter hanging: how far the lines after the first are indented, within the width.
    package static func lines(of text: String, width: Int, hanging: Int = 0) -> [String] {
        let indent = String(repeating: " ", count: hanging)
        let width = max(1, width - hanging)
        let first = broken(text, width: width, first: width + hanging)
        return first.prefix(1) + first.dropFirst().map { indent + $0 }
    }

    /// The same with something before the first line, and spaces of its width before the others.
    package static func lines(of text: String, width: Int, after lead: String) -> [String] {
        let indent = lead.displayWidth
        return lines(of: text, width: width - indent).enumerated().map { index, line in
            (index == 0 ? lead : String(repeating: " ", count: indent)) + line
        }
    }

    private static func broken(_ text: String, width: Int, first: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words(of: text) {
            let length = word.displayWidth
            if used > 0, used + 1 + length <= (lines.isEmpty ? first : width) {
                line += " " + word
                used += 1 + length
                continue
            }
            if used > 0 { lines.append(line) }
            let pieces = pieces(of: word, width: width)
            lines += pieces.dropLast()
            line = pieces.last ?? ""
            used = line.displayWidth
        }
        if used > 0 || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// What is between spaces. The value of an option that is quoted for the shell is one word, because a line break in it
    /// would be copied as a part of it, and two of its spaces are two.
    private static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(where: { $0 != " " }) {
            rest = rest[start...]
            let isValue = words.last.map { $0.hasPrefix("--") && $0.count > 2 } ?? false
            let quoted = isValue ? ShellWord.quotedEnd(in: rest) : nil
            let end = rest[(quoted ?? start)...].firstIndex(of: " ") ?? rest.endIndex
            words.append(rest[..<end])
            rest = rest[end...]
        }
        return words
    }

    private static func pieces(of word: Substring, width: Int) -> [String] {
        guard word.displayWidth > width else { return [String(word)] }
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for character in word {
            let length = String(character).displayWidth
            if used > 0, used + length > width {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += length
        }
        return pieces + [piece]
    }
}
