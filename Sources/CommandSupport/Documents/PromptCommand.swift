/// A word that is no group, for a person who types one at the prompt.
enum PromptCommand {
    case help
    /// What is there so far.
    case list
    /// To go on another time.
    case pause

    /// Nil for a line that is none of these words.
    init?(_ line: String) {
        switch line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() {
        case "help", "h", "?": self = .help
        case "list", "l": self = .list
        case "pause", "p", "quit", "q", "exit", "cancel": self = .pause
        default: return nil
        }
    }
}
