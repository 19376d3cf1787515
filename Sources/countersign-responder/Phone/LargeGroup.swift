import CommandSupport

/// A group of digits drawn large, five rows high, to be read aloud from a screen without losing the line.
enum LargeGroup {
    /// Five rows of five columns for each digit; `#` is drawn.
    private static let shapes: [Character: [String]] = [
        "0": [" ### ", "#   #", "#   #", "#   #", " ### "],
        "1": ["  #  ", " ##  ", "  #  ", "  #  ", " ### "],
        "2": [" ### ", "#   #", "  ## ", " #   ", "#####"],
        "3": ["#### ", "    #", " ### ", "    #", "#### "],
        "4": ["#  # ", "#  # ", "#####", "   # ", "   # "],
        "5": ["#####", "#    ", "#### ", "    #", "#### "],
        "6": [" ### ", "#    ", "#### ", "#   #", " ### "],
        "7": ["#####", "    #", "   # ", "  #  ", "  #  "],
        "8": [" ### ", "#   #", " ### ", "#   #", " ### "],
        "9": [" ### ", "#   #", " ####", "    #", " ### "],
        " ": ["     ", "     ", "     ", "     ", "     "],
    ]

    /// How many columns six digits and the space between them take.
    static let width = 47

    /// The rows; nil for what is not only digits and spaces.
    static func rows(_ group: String, isASCII: Bool) -> [String]? {
        let drawn = group.compactMap { shapes[$0] }
        guard drawn.count == group.count else { return nil }
        return (0..<5).map { row in
            let line = drawn.map { $0[row] }.joined(separator: "  ").trimmed
            return isASCII ? line : String(line.map { $0 == "#" ? "\u{2588}" : $0 })
        }
    }
}
