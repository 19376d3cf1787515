/// The argument parser's help, with its usage line made to fit: it is the one part that the parser does not break
/// into lines.
enum HelpText {
    private static let usage = "USAGE: "

    static func fitting(_ text: String, width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { line in line.hasPrefix(usage) ? lines(ofUsage: line, width: width) : [String(line)] }
            .joined(separator: "\n")
    }

    private static func lines(ofUsage line: Substring, width: Int) -> [String] {
        var words: [String] = []
        for word in line.split(separator: " ") {
            // An option and its value stay together.
            if let last = words.last, last.hasPrefix("--") || last.hasPrefix("[--"), word.hasPrefix("<") {
                words[words.count - 1] = "\(last)\(glue)\(word)"
            } else {
                words.append(String(word))
            }
        }
        return TextWrap.lines(of: words.joined(separator: " "), width: width, hanging: usage.count)
            .map { String($0.map { $0 == glue ? " " : $0 }) }
    }

    /// A no-break space: as wide as the space that it stands for, and no help text has one.
    private static let glue: Character = "\u{A0}"
}
