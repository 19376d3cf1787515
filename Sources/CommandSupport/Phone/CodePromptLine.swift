/// What a line is where groups are typed.
enum CodePromptLine: Hashable {
    case blank
    case back
    case fix(Int)
    case list
    case pause
    /// Nothing more will come.
    case end
    case help
    /// Groups, or what was meant to be some.
    case groups

    /// - Parameter mayEnd: whether `end` is a command.
    init(_ line: String, mayEnd: Bool) {
        let words = line.split { $0.isWhitespace }.map { $0.lowercased() }
        switch words.count {
        case 0: self = .blank
        case 1: self.init(word: words[0], mayEnd: mayEnd)
        case 2 where words[0] == "fix" || words[0] == "group":
            self = Int(words[1]).map { .fix($0) } ?? .groups
        default: self = .groups
        }
    }

    private init(word: String, mayEnd: Bool) {
        switch word {
        case "back", "b": self = .back
        case "list", "l": self = .list
        case "pause", "p", "quit", "q", "exit": self = .pause
        case "end", "stop", "e": self = mayEnd ? .end : .groups
        case "help", "h", "?": self = .help
        // Two digits alone are the number of a group: no group is as short.
        case let text where text.count <= 2: self = Int(text).map { .fix($0) } ?? .groups
        default: self = .groups
        }
    }
}
