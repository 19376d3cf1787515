import PhoneCode
import Refusals
import TextForm

/// Takes in a document at a terminal: what a person pastes, what a scanner types, or groups typed from paper, each
/// of which is judged as soon as its line is there.
struct DocumentPrompt {
    private let context: CommandContext
    private var typed = TypedText()
    /// Everything so far, for what is pasted.
    private var lines: [UInt8] = []
    private var isTyping = false
    private var isArmour = false

    init(in context: CommandContext) { self.context = context }

    /// - Returns: the document, in whatever form; to be read like a file.
    /// - Throws: `document.mistyped` and `document.incomplete` if the input ends too early; what reading throws.
    mutating func read(limit: Int) throws(Refusal) -> [UInt8] {
        context.diagnostics().note(
            "Scan the code, paste the text, or type the groups from the sheet, one or more on a line. It ends by "
                + "itself when all is there; Ctrl-D gives up.")
        try showPrompt()
        while let line = try nextLine(limit: limit) {
            lines += line + [UInt8(ascii: "\n")]
            guard lines.count <= limit else {
                context.standardInput.discardTyped()
                throw Refusal(.documentTooLarge)
            }
            try take(String(decoding: line, as: UTF8.self))
            if let document = typed.document {
                context.standardInput.discardTyped()
                for note in document.notes { context.diagnostics().note(note) }
                return Self.text(of: document)
            }
            if isArmour, PromptLine.isEnd(line) {
                context.standardInput.discardTyped()
                return lines
            }
            try showPrompt()
        }
        try context.standardError.write("\n")
        return try ended()
    }

    /// The first Ctrl-D does not throw away what was typed.
    private func nextLine(limit: Int) throws(Refusal) -> [UInt8]? {
        if let line = try context.standardInput.readLine(limit: limit) { return line }
        guard isTyping, !typed.groups.isEmpty else { return nil }
        try context.standardError.write("\n")
        try say(
            "Group \(typed.firstOpen) and what follows it are not right yet: type it, or press Ctrl-D again.")
        try showPrompt()
        return try context.standardInput.readLine(limit: limit)
    }

    private func ended() throws(Refusal) -> [UInt8] {
        // What makes no sense line by line may make sense as a whole, unless groups were typed again.
        guard isTyping, (try? ReceivedText.documents(in: lines)) == nil else { return lines }
        return Self.text(of: try typed.whole())
    }

    private static func text(of document: ReceivedDocument) -> [UInt8] {
        guard let kind = document.kind else { return document.bytes }
        return Array(TextForm(kind: kind, bytes: document.bytes).text.utf8)
    }

    private mutating func take(_ line: String) throws(Refusal) {
        let kind = isArmour ? .other : PromptLine(line, isTyping: isTyping)
        switch kind {
        case .armour: isArmour = true
        case .blank where isTyping: try say("Group \(typed.firstOpen) is next.")
        case .groups, .form:
            isTyping = true
            let events = typed.feed(line)
            try tell(events)
        case .other where isTyping:
            // The last group may be a short one, and look like a word.
            var whole = typed
            if !whole.feed(line).isEmpty, whole.document != nil {
                typed = whole
                return try tell([])
            }
            try say("This is no group, and was passed over: a group has ten characters.")
        case .blank, .other: break
        }
    }

    private func tell(_ events: [TypedText.Event]) throws(Refusal) {
        var accepted: [Int] = []
        var rest: [String] = []
        for event in events {
            switch event {
            case .accepted(let group): accepted.append(group)
            case .repeated(let group):
                rest.append("Group \(group) is there already; group \(typed.firstOpen) is next.")
            case .wrong(let fault): rest.append(Self.sentence(on: fault))
            case .begun(let group, let count):
                rest.append("Group \(group) has \(count) of its ten characters so far.")
            case .part(let number, let count): rest.append("Part \(number) of \(count) is there.")
            case .refused(let refusal): rest.append(refusal.sentence)
            }
        }
        if typed.document != nil { return try say("All of it is there, and every check holds.") }
        if !accepted.isEmpty { try say(Self.sentence(onRight: accepted)) }
        for sentence in rest { try say(sentence) }
    }

    private static func sentence(onRight groups: [Int]) -> String {
        let names = NumberRuns.text(groups.sorted())
        return groups.count == 1 ? "Group \(names) is right." : "Groups \(names) are right."
    }

    private static func sentence(on fault: GroupFault) -> String {
        if fault.finding == .leftOut { return "Group \(fault.number) is missing: type it." }
        let known = fault.words.isEmpty ? "" : " (\(fault.words))"
        return "Group \(fault.number) is wrong\(known): compare it, and type it again."
    }

    private func say(_ sentence: String) throws(Refusal) {
        let lines = TextWrap.lines(
            of: SafeText.line(sentence), width: context.style(of: .error).width - 2, hanging: 2)
        try context.standardError.write(lines.map { "  \($0)\n" }.joined())
    }

    /// Where groups are typed, with the number of the next.
    private func showPrompt() throws(Refusal) {
        guard !isArmour else { return }
        try context.standardError.write(isTyping ? "group \(typed.firstOpen)> " : "> ")
    }
}

/// What a line at the prompt looks like.
enum PromptLine: Hashable {
    /// Nothing.
    case blank
    /// The beginning of an armour.
    case armour
    /// A text form with its prefix, or an address.
    case form
    /// Groups of one, and nothing else.
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
        } else if words.contains(where: { $0.count > Self.longestGroup }) {
            self = .form
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
