import TextForm

/// Where mistyped data ends and a letter goes on: only asked where no end is certain.
enum DataExtent {
    /// The lines that may be data: up to a signature, or a line that has the look of words.
    static func trim(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var end = text.startIndex
        var afterBlank = false
        var hasSmall = false
        var place = text.startIndex
        while place < text.endIndex {
            let line = text[place...].prefix { !$0.isLineBreak }
            let words = line.split { $0.isBlank }
            if words.isEmpty {
                afterBlank = end > text.startIndex
            } else {
                let isFirst = end == text.startIndex
                guard isFirst || !isProse(line, words, afterBlank: afterBlank, hasSmall: hasSmall) else {
                    break
                }
                hasSmall = hasSmall || line.contains { $0.properties.isLowercase }
                end = line.endIndex
                afterBlank = false
            }
            place = min(line.endIndex + 1, text.endIndex)
        }
        return text[..<end]
    }

    private static func isProse(
        _ line: ArraySlice<Unicode.Scalar>, _ words: [ArraySlice<Unicode.Scalar>], afterBlank: Bool,
        hasSmall: Bool
    ) -> Bool {
        // The line that parts a signature from a letter.
        if words.count == 1, words[0].allSatisfy(\.isDash) { return true }
        let symbols = TypedSymbol.symbols(in: line)
        let foreign = symbols.count { $0.value == nil }
        let digits = symbols.count { $0.character.digit != nil }
        let isSmall = line.contains { $0.properties.isLowercase }
        if foreign >= 3, foreign * 10 >= symbols.count { return true }
        if digits == 0, foreign > 0, words.count > 2 { return true }
        return digits == 0 && isSmall && (afterBlank || !hasSmall)
    }
}
