import PhoneCode
import Refusals

/// Takes in a code that is read aloud, group by group, at a terminal or from a pipe. Each group is judged as soon as its
/// line is there, and what is right is kept.
public struct CodePrompt {
    /// How typing ended.
    public enum Ending: Hashable, Sendable {
        /// Every group is there and right.
        case complete
        /// Whoever typed wants to go on later, or the input ended.
        case paused
    }

    /// What was typed so far.
    public private(set) var entry: CodeEntry
    private let context: CommandContext
    private let keep: (CodeEntry) throws(Refusal) -> Void
    private let remark: (CodeEntry) -> [String]
    private var remarks: [String] = []
    private var fixing: Int?

    /// - Parameters:
    ///   - entry: what was kept before.
    ///   - keep: called when something changed.
    ///   - remark: what is to be said once the groups so far say it; each sentence is said once.
    public init(
        _ entry: CodeEntry, in context: CommandContext, keep: @escaping (CodeEntry) throws(Refusal) -> Void,
        remark: @escaping (CodeEntry) -> [String] = { _ in [] }
    ) {
        (self.entry, self.context, self.keep, self.remark) = (entry, context, keep, remark)
    }

    private static let longestLine = 4096

    /// Asks for groups until all are there. In a pipe, everything is read, and all faults are named at once.
    ///
    /// - Throws: in a pipe `phone.mistyped` and `phone.incomplete`; what keeping and reading throw.
    public mutating func read() throws(Refusal) -> Ending {
        guard context.standardInput.isTerminal else {
            try readPipe()
            return .complete
        }
        try sayRemarks()
        while entry.nextNumber != nil || fixing != nil {
            try context.standardError.write(promptText)
            guard let bytes = try context.standardInput.readLine(limit: Self.longestLine) else {
                try context.standardError.write("\n")
                return .paused
            }
            let line = String(decoding: bytes, as: UTF8.self)
            switch PhoneCommand(line, form: entry.form) {
            case .pause: return .paused
            case .help: try say(help)
            case .list: try list()
            case .back: try back()
            case .fix(let number): try fix(number)
            case .blank where fixing != nil: fixing = nil
            case .blank: break
            case .groups: try take(line)
            }
        }
        return .complete
    }

    private var promptText: String {
        if let fixing { return "group \(fixing) again> " }
        return "group \(entry.nextNumber ?? entry.groupCount) of \(entry.groupCount)> "
    }

    /// Asks for groups again that may be wrong though each checks by itself. Enter leaves one as it is.
    ///
    /// - Returns: whether one was changed; nil if whoever types wants to go on later.
    public mutating func ask(again groups: [Int]) throws(Refusal) -> Bool? {
        let before = entry.texts
        for number in groups {
            while true {
                try context.standardError.write(
                    "group \(number) again, Enter if it is \(entry.texts[number] ?? "right")> ")
                guard let bytes = try context.standardInput.readLine(limit: Self.longestLine) else {
                    try context.standardError.write("\n")
                    return nil
                }
                let line = String(decoding: bytes, as: UTF8.self)
                switch PhoneCommand(line, form: entry.form) {
                case .pause: return nil
                case .groups:
                    let events = entry.replace(group: number, with: line)
                    try keep(entry)
                    try tell(events)
                    if events.contains(where: \.isFault) { continue }
                    if entry.texts != before { return true }
                default: break
                }
                break
            }
        }
        return entry.texts != before
    }

    // MARK: A pipe

    private mutating func readPipe() throws(Refusal) {
        let bytes = try context.standardInput.readAll(limit: 1 << 16)
        let text = String(decoding: bytes, as: UTF8.self)
        let events = type(text.split(whereSeparator: \.isNewline).map(String.init))
        try keep(entry)
        let faults = events.compactMap { $0.sentence(entry.form) }
        guard faults.isEmpty else {
            throw Refusal(
                .phoneMistyped, faults.joined(separator: " "),
                remedy: "Have the groups that are named read again; those that were right are kept.")
        }
        guard entry.missing.isEmpty else { throw Self.incomplete(entry) }
    }

    /// All lines as one, so that what follows shows what was left out; or line by line where that makes more sense, as
    /// where each begins with its number.
    private mutating func type(_ lines: [String]) -> [EntryEvent] {
        var (asOne, byLine) = (entry, entry)
        let oneEvents = asOne.type(lines.joined(separator: " "), isAll: true)
        let lineEvents = lines.flatMap { byLine.type($0) }
        let isOneBetter =
            (asOne.missing.count, oneEvents.count(where: \.isFault))
            <= (byLine.missing.count, lineEvents.count(where: \.isFault))
        entry = isOneBetter ? asOne : byLine
        return isOneBetter ? oneEvents : lineEvents
    }

    /// Names the groups that are missing.
    public static func incomplete(_ entry: CodeEntry) -> Refusal {
        let names = NumberRuns.text(entry.missing)
        return Refusal(
            .phoneIncomplete,
            entry.missing.count == 1
                ? "Group \(names) of \(entry.groupCount) is missing."
                : "Groups \(names) of \(entry.groupCount) are missing.")
    }

    // MARK: What is typed at a terminal

    private mutating func take(_ line: String) throws(Refusal) {
        let events: [EntryEvent]
        if let number = fixing {
            events = entry.replace(group: number, with: line)
            if !events.contains(where: \.isFault) { fixing = nil }
        } else {
            events = entry.type(line)
        }
        try keep(entry)
        try tell(events)
        try sayRemarks()
    }

    private func tell(_ events: [EntryEvent]) throws(Refusal) {
        let accepted = events.compactMap(\.acceptedGroup)
        if accepted.count > 1 || (accepted.count == 1 && events.count > 1) {
            try say(
                accepted.count == 1
                    ? "Group \(accepted[0]) is right."
                    : "Groups \(NumberRuns.text(accepted.sorted())) are right.")
        }
        for event in events {
            if case .repeated(let group) = event {
                try say("Group \(group) is there already.")
            } else if let sentence = event.sentence(entry.form) {
                try say(sentence)
            }
        }
    }

    private mutating func back() throws(Refusal) {
        let last = (1...entry.groupCount).last { entry.texts[$0] != nil }
        guard let last else { return try say("There is no group to go back to.") }
        entry.forget(from: last)
        try keep(entry)
        try say("Group \(last) is forgotten.")
    }

    private mutating func fix(_ number: Int) throws(Refusal) {
        guard (1...entry.groupCount).contains(number) else {
            return try say("There are \(entry.groupCount) groups.")
        }
        if let text = entry.texts[number] {
            try say("Group \(number) is \(text). Type it anew; Enter leaves it so.")
        }
        fixing = number
    }

    private func list() throws(Refusal) {
        guard !entry.texts.isEmpty else { return try say("Nothing was typed yet.") }
        for (number, text) in entry.texts.sorted(by: { $0.key < $1.key }) {
            try context.standardError.write("  \(number < 10 ? " " : "")\(number)  \(text)\n")
        }
    }

    private var help: String {
        let group = entry.form == .digits ? "six digits" : "four words"
        return
            "Type \(group) a group, one group or many on a line. 'back' forgets the last group, 'fix 7' types group 7 "
            + "anew, 'list' shows what is there, 'pause' (or Ctrl-D) keeps it for later."
    }

    private mutating func sayRemarks() throws(Refusal) {
        for sentence in remark(entry) where !remarks.contains(sentence) {
            remarks.append(sentence)
            try say(sentence)
        }
    }

    private func say(_ sentence: String) throws(Refusal) {
        let lines = TextWrap.lines(
            of: SafeText.line(sentence), width: context.style(of: .error).width - 2, hanging: 2)
        try context.standardError.write(lines.map { "  \($0)\n" }.joined())
    }
}
