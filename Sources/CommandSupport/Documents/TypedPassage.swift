import Intake

/// Lines that were typed or pasted at once and are understood together: a text may be wrapped within a group.
enum TypedPassage: Hashable {
    /// The beginning of an armour; nothing after it is typed.
    case armour
    /// Groups, perhaps with what stands before them.
    case groups(String)
    /// Anything else.
    case other(String)

    /// The passages in lines; those with nothing in them say nothing.
    static func all(in lines: [[UInt8]], isTyping: Bool, isArmour: Bool) -> [TypedPassage] {
        guard !isArmour else { return [] }
        var passages: [TypedPassage] = []
        var isTyping = isTyping
        for typed in lines.map({ String(decoding: $0, as: UTF8.self) }) where PromptLine(typed) != .blank {
            let line = TypedText.plainLine(typed)
            let kind = PromptLine(line, isTyping: isTyping)
            isTyping = isTyping || kind == .groups || kind == .form
            switch kind {
            case .armour: return passages + [.armour]
            case .other, .blank: passages.append(.other(PromptLine.parted(line)))
            case .form: passages.append(.groups(line))
            case .groups:
                if case .groups(let before) = passages.last {
                    passages[passages.count - 1] = .groups("\(before)\n\(PromptLine.parted(line))")
                } else {
                    passages.append(.groups(PromptLine.parted(line)))
                }
            }
        }
        return passages
    }
}
