import PhoneCode

/// What a line is where groups are typed.
enum PhoneCommand: Hashable {
    case blank
    case back
    case fix(Int)
    case list
    case pause
    case help
    /// Groups, or what was meant to be some.
    case groups

    init(_ line: String, form: CodeForm) {
        let words = line.split { $0.isWhitespace }.map { $0.lowercased() }
        switch words.count {
        case 0: self = .blank
        case 1:
            switch words[0] {
            case "back", "b": self = .back
            case "list", "l": self = .list
            case "pause", "p", "quit", "q", "exit": self = .pause
            case "help", "h", "?": self = .help
            default:
                // Two digits alone are the number of a group: no group is as short.
                if let number = Int(words[0]), words[0].count <= 2 {
                    self = .fix(number)
                } else {
                    self = .groups
                }
            }
        case 2 where words[0] == "fix" || words[0] == "group":
            self = Int(words[1]).map { .fix($0) } ?? .groups
        default: self = .groups
        }
    }
}

extension EntryEvent {
    /// The group that was taken; nil for everything else.
    public var acceptedGroup: Int? {
        guard case .accepted(let group) = self else { return nil }
        return group
    }

    /// Whether something has to be typed again.
    public var isFault: Bool {
        switch self {
        case .wrong, .unreadable, .tooMany: true
        case .accepted, .repeated: false
        }
    }

    /// What a person is told of a fault; nil where there is none.
    public func sentence(_ form: CodeForm) -> String? {
        switch self {
        case .accepted, .repeated: nil
        case .wrong(let fault): fault.sentence(form)
        case .unreadable(let text):
            "'\(text.prefix(40))' is no group: a group has \(form == .digits ? "six digits" : "four words")."
        case .tooMany: "There are more groups than the code has."
        }
    }

    /// The stable name in JSON; nil where there is no fault.
    public var code: String? {
        switch self {
        case .accepted, .repeated: nil
        case .wrong(let fault): fault.finding.code
        case .unreadable: "unreadable"
        case .tooMany: "too-many"
        }
    }

    /// The group that a fault is about, if it is about one.
    public var faultyGroup: Int? {
        guard case .wrong(let fault) = self else { return nil }
        return fault.number
    }
}
