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
    /// What was there before each line that changed something, for `back`.
    private var earlier: [CodeEntry] = []

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

    /// Asks for groups again that may be wrong though each checks by itself. Enter leaves one as it is, and everything
    /// that can be typed elsewhere can be typed here.
    ///
    /// - Returns: whether one was changed; nil if whoever types wants to go on later.
    public mutating func ask(again groups: [Int]) throws(Refusal) -> Bool? {
        let before = entry.texts
        var place = 0
        while groups.indices.contains(place) {
            let number = fixing ?? groups[place]
            try context.standardError.write(
                "group \(number) again, Enter if it is \(entry.texts[number] ?? "right")> ")
            guard let bytes = try context.standardInput.readLine(limit: Self.longestLine) else {
                try context.standardError.write("\n")
                return nil
            }
            let line = String(decoding: bytes, as: UTF8.self)
            switch PhoneCommand(line, form: entry.form) {
            case .pause: return nil
            case .help: try say("Enter alone says that the group is right. " + help)
            case .list: try list()
            case .back: place = max(0, place - 1)
            case .fix(let other): try fix(other)
            case .blank where fixing != nil: fixing = nil
            case .blank: place += 1
            case .groups:
                let events = entry.replace(group: number, with: line)
                try keep(entry)
                try tell(events)
                if entry.texts != before {
                    fixing = nil
                    return true
                }
                // The very same again: this one is right.
                if events == [.repeated(group: number)] {
                    (fixing, place) = (nil, fixing == nil ? place + 1 : place)
                }
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
        let (events, before): ([EntryEvent], CodeEntry)
        before = entry
        if let number = fixing {
            events = entry.replace(group: number, with: line)
            if !events.contains(where: \.isFault) { fixing = nil }
        } else {
            events = entry.type(line)
        }
        if entry.texts != before.texts { earlier.append(before) }
        try keep(entry)
        if entry.form != before.form { try say(entry.form == .words ? "Words, then." : "Digits, then.") }
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

    /// Undoes the last line that changed something; of what was kept from before, the last group.
    private mutating func back() throws(Refusal) {
        let now = entry.texts
        if let before = earlier.popLast() {
            entry = before
        } else if let last = now.keys.max() {
            entry.forget(from: last)
        } else {
            return try say("There is no group to go back to.")
        }
        fixing = nil
        try keep(entry)
        let gone = now.keys.filter { entry.texts[$0] == nil }.sorted()
        guard !gone.isEmpty else { return try say("What was changed last is as it was before.") }
        try say(
            gone.count == 1
                ? "Group \(gone[0]) is forgotten." : "Groups \(NumberRuns.text(gone)) are forgotten.")
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
        var report = TextReport(style: context.style(of: .error))
        report.groups(entry.texts, indent: 2)
        try context.standardError.write(report.rendered)
    }

    private var help: String {
        let group = entry.form == .digits ? "six digits" : "four words"
        return
            "Type \(group) a group, one group or many on a line. 'back' undoes the last line, 'fix 7' types group 7 "
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
