import PhoneCode
import Refusals

/// Takes in a code that is read aloud, group by group, at a terminal or from a pipe. Each group is judged as soon as its
/// line is there, and what is right is kept.
package struct CodePrompt {
    /// How typing ended.
    package enum Ending: Hashable, Sendable {
        /// Every group is there and right.
        case complete
        /// Whoever typed wants to go on later, or the input ended.
        case paused
        /// Whoever typed says that nothing more will come. Only where that may be said.
        case ended
    }

    /// What came of a code that was typed.
    package enum Outcome<Value> {
        /// It was accepted.
        case accepted(Value)
        /// Whoever typed wants to go on later, or the input ended.
        case paused
        /// Whoever typed says that nothing more will come.
        case ended
    }

    /// What came of asking for groups again.
    enum Again: Hashable {
        /// One was changed.
        case changed
        /// All of them are as they were.
        case unchanged
        case paused
        case ended
    }

    /// What was typed so far.
    package internal(set) var entry: CodeEntry
    let context: CommandContext
    let mayEnd: Bool
    private let keep: (CodeEntry) throws(Refusal) -> [Int: String]
    private let remark: (CodeEntry) -> [String]
    private var remarks: [String] = []
    private let history = LineHistory()
    /// The group that was likely meant where a word was misspelt: Enter takes it.
    var offered: MeantGroup?
    /// Whether the last line was wrong, so that there is nothing of it to undo.
    private var wasRefused = false
    /// The group that is typed anew.
    var fixing: Int?
    /// The groups that were asked for again and are settled, in that order.
    var settled: [Int] = []
    /// What was there before each line that changed something, for `back`.
    private var earlier: [CodeEntry] = []

    /// - Parameters:
    ///   - entry: what was kept before.
    ///   - mayEnd: whether `end` says that nothing more will come.
    ///   - keep: called when something changed.
    ///   - remark: what is to be said once the groups so far say it; each sentence is said once.
    package init(
        _ entry: CodeEntry, in context: CommandContext, mayEnd: Bool = false,
        keep: @escaping (CodeEntry) throws(Refusal) -> Void,
        remark: @escaping (CodeEntry) -> [String] = { _ in [] }
    ) {
        self.init(
            entry, in: context, mayEnd: mayEnd,
            merging: { (entry) throws(Refusal) in
                try keep(entry)
                return entry.texts
            }, remark: remark)
    }

    /// - Parameters:
    ///   - mayEnd: whether `end` says that nothing more will come.
    ///   - keep: called when something changed; returns what is kept then, which another session may have changed too.
    ///   - remark: what is to be said once the groups so far say it; each sentence is said once.
    package init(
        _ entry: CodeEntry, in context: CommandContext, mayEnd: Bool = false,
        merging keep: @escaping (CodeEntry) throws(Refusal) -> [Int: String],
        remark: @escaping (CodeEntry) -> [String] = { _ in [] }
    ) {
        (self.entry, self.context, self.mayEnd) = (entry, context, mayEnd)
        (self.keep, self.remark) = (keep, remark)
    }

    static let longestLine = 4096

    /// Asks for groups until all are there. In a pipe, everything is read, and all faults are named at once.
    ///
    /// - Throws: in a pipe `phone.mistyped` and `phone.incomplete`; what keeping and reading throw.
    package mutating func read() throws(Refusal) -> Ending {
        guard context.standardInput.isTerminal else {
            try readPipe()
            return .complete
        }
        try sayRemarks()
        while entry.nextNumber != nil || fixing != nil {
            guard let line = try line(after: promptText) else { return .paused }
            switch CodePromptLine(line, mayEnd: mayEnd) {
            case .pause: return .paused
            case .end: return .ended
            case .help: try say(help)
            case .list: try list()
            case .back where fixing != nil: try leaveFixed()
            case .back: try back()
            case .fix(let number): try fix(number)
            case .blank: if let offered { try take(offered.line) } else { fixing = nil }
            case .groups: try take(line)
            }
        }
        return .complete
    }

    private var promptText: String {
        if let offered {
            return "group \(offered.number) of \(entry.groupCount), Enter if it is \(offered.text)> "
        }
        if let fixing { return "group \(fixing) again> " }
        return "group \(entry.nextNumber ?? entry.groupCount) of \(entry.groupCount)> "
    }

    /// What is typed after a prompt; nil at the end of the input.
    func line(after prompt: String) throws(Refusal) -> String? {
        try context.askLine(prompt, limit: Self.longestLine, history: history).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    // MARK: A pipe

    private mutating func readPipe() throws(Refusal) {
        let bytes = try context.standardInput.readAll(limit: 1 << 16)
        let events = entry.type(whole: String(decoding: bytes, as: UTF8.self))
        _ = try keepAndAdopt()
        guard !entry.missing.isEmpty else { return }
        let faults = events.filter(\.isNamed).compactMap { $0.sentence(entry.form) }
        guard !faults.isEmpty else { throw Self.incomplete(entry) }
        throw Refusal(
            .phoneMistyped, faults.joined(separator: " "),
            remedy: "Ask for the named groups again; the right ones are kept.")
    }

    /// Names the groups that are missing.
    package static func incomplete(_ entry: CodeEntry) -> Refusal {
        let names = NumberRuns.text(entry.missing)
        return Refusal(
            .phoneIncomplete,
            entry.missing.count == 1
                ? "Group \(names) of \(entry.groupCount) is missing."
                : "Groups \(names) of \(entry.groupCount) are missing.")
    }

    /// A wrong code, with the groups to ask for again, the likeliest first.
    ///
    /// - Parameter next: what else there is to say, after them.
    package static func naming(_ suspects: [Int], in refusal: Refusal, next: String) -> Refusal {
        let groups = suspects.map(String.init).joined(separator: ", ")
        return Refusal(
            refusal.code, refusal.sentence,
            remedy: "Ask for these groups again, in this order: \(groups). \(next)")
    }

    // MARK: What is typed at a terminal

    private mutating func take(_ line: String) throws(Refusal) {
        let (events, before): ([EntryEvent], CodeEntry)
        before = entry
        offered = entry.meant(by: line, at: fixing)
        if let number = fixing {
            events = entry.replace(group: number, with: line)
            if !events.contains(where: \.isFault) { fixing = nil }
        } else {
            events = entry.type(line)
        }
        if entry.texts != before.texts { earlier.append(before) }
        wasRefused = entry.texts == before.texts && events.contains(where: \.isFault)
        let adopted = try keepAndAdopt()
        if entry.form != before.form {
            try say(entry.form == .words ? "Switched to words." : "Switched to digits.")
        }
        try tell(events)
        try sayAdopted(adopted)
        try sayRemarks()
    }

    /// Keeps what is there, and takes over what another session has typed meanwhile.
    ///
    /// - Returns: the groups that changed by that.
    mutating func keepAndAdopt() throws(Refusal) -> [Int] {
        let kept = try keep(entry)
        let changed = entry.adopt(kept)
        guard !changed.isEmpty else { return [] }
        // Whoever goes back undoes his own lines.
        for index in earlier.indices { earlier[index].adopt(kept, groups: changed) }
        return changed
    }

    func sayAdopted(_ groups: [Int]) throws(Refusal) {
        guard !groups.isEmpty else { return }
        let names = NumberRuns.text(groups)
        try say(
            groups.count == 1
                ? "Group \(names) was changed meanwhile by another session."
                : "Groups \(names) were changed meanwhile by another session.")
    }

    func tell(_ events: [EntryEvent]) throws(Refusal) {
        let accepted = events.compactMap(\.acceptedGroup)
        if accepted.count > 1 || (accepted.count == 1 && events.count > 1) {
            try say(
                accepted.count == 1
                    ? "Group \(accepted[0]) is right."
                    : "Groups \(NumberRuns.text(accepted.sorted())) are right.")
        }
        for event in events {
            if case .repeated(let group) = event {
                try say("Group \(group) is already there.")
            } else if let sentence = event.sentence(entry.form) {
                try say(sentence)
            }
        }
    }

    /// Undoes the last line that changed something; of what was kept from before, the last group.
    private mutating func back() throws(Refusal) {
        let now = entry.texts
        offered = nil
        if wasRefused, !now.isEmpty {
            wasRefused = false
            return try say("The last line was not taken. 'back' again undoes the one before it.")
        }
        if let before = earlier.popLast() {
            entry = before
        } else if let last = now.keys.max() {
            entry.forget(from: last)
        } else {
            return try say("There is no group to go back to.")
        }
        fixing = nil
        let adopted = try keepAndAdopt()
        let gone = now.keys.filter { entry.texts[$0] == nil }.sorted()
        try say(
            gone.isEmpty
                ? "The last change is undone."
                : gone.count == 1
                    ? "Group \(gone[0]) is removed." : "Groups \(NumberRuns.text(gone)) are removed.")
        try sayAdopted(adopted)
    }

    /// Nobody who goes back from a group that is typed anew means another one.
    mutating func leaveFixed() throws(Refusal) {
        guard let number = fixing else { return }
        (fixing, offered) = (nil, nil)
        try say(entry.texts[number] == nil ? "Group \(number) is left." : "Group \(number) stays as it is.")
    }

    mutating func fix(_ number: Int) throws(Refusal) {
        (offered, wasRefused) = (nil, false)
        guard (1...entry.groupCount).contains(number) else {
            return try say("There are \(entry.groupCount) groups.")
        }
        if let text = entry.texts[number] {
            try say("Group \(number) is \(text). Type it again; Enter keeps it.")
        }
        fixing = number
    }

    func list() throws(Refusal) {
        guard !entry.texts.isEmpty else { return try say("Nothing is typed yet.") }
        var report = TextReport(style: context.style(of: .error), next: context.next)
        report.groups(entry.texts, indent: 2)
        try context.standardError.write(report.rendered)
    }

    var help: String {
        let group = entry.form == .digits ? "six digits" : "four words"
        return
            "A group has \(group); type one group or more on a line. 'back' undoes the last line, 'fix 7' corrects "
            + "group 7, 'list' shows what is there, 'pause' (or Ctrl-D) keeps it for later"
            + (mayEnd ? ", 'end' says that there are no more groups." : ".")
    }

    private mutating func sayRemarks() throws(Refusal) {
        for sentence in remark(entry) where !remarks.contains(sentence) {
            remarks.append(sentence)
            try say(sentence)
        }
    }

    func say(_ sentence: String) throws(Refusal) { try context.say(sentence) }

    // MARK: Groups that are asked for again, where each checks by itself and the whole is wrong

    /// Asks for groups until all are there, and then for those again that are likeliest to be wrong, as long as the
    /// whole is: each is asked for once, until one of them makes the code right. In a pipe nobody can be asked, and what
    /// `attempt` throws is thrown at once.
    ///
    /// - Parameters:
    ///   - order: in which order the groups are asked for again; a group that is not among them follows.
    ///   - isWrongCode: whether a refusal says that the code as a whole is wrong. Of others nothing is asked again.
    ///   - notFound: what is thrown once every group was asked for again.
    ///   - attempt: uses the code; the entry is the one that it is of.
    /// - Throws: what `attempt`, reading and keeping throw, and `notFound`.
    package mutating func untilAccepted<Value>(
        order: (CodeEntry) -> [Int],
        isWrongCode: (Refusal) -> Bool = { $0.code == .phoneWrongCode },
        notFound: (Refusal) -> Refusal,
        attempt: (SpokenCode, CodeEntry) throws(Refusal) -> Value
    ) throws(Refusal) -> Outcome<Value> {
        switch try read() {
        case .complete: break
        case .paused: return .paused
        case .ended: return .ended
        }
        while true {
            do throws(Refusal) {
                return .accepted(try attempt(try entry.requireCode(), entry))
            } catch {
                guard isWrongCode(error), context.standardInput.isTerminal else { throw error }
                context.diagnostics().warn(
                    error.sentence,
                    remedy: "Ask for each of these groups again, the likeliest first."
                        + (mayEnd ? " 'end' ends the call." : ""))
                switch try reread(order(entry)) {
                case .changed: continue
                case .unchanged: throw notFound(error)
                case .paused: return .paused
                case .ended: return .ended
                }
            }
        }
    }

    /// Asks for groups again that may be wrong though each checks by itself. Enter leaves one as it is, and everything
    /// that can be typed elsewhere can be typed here. A group that is settled, by Enter or by typing it, is not asked for
    /// once more after a change.
    ///
    /// - Returns: whether one was changed; nil if whoever types wants to go on later, or says that nothing more comes.
    mutating func ask(again groups: [Int]) throws(Refusal) -> Bool? {
        switch try askAgain(groups) {
        case .changed: true
        case .unchanged: false
        case .paused, .ended: nil
        }
    }

    /// The same for all groups, those first that are named.
    private mutating func reread(_ groups: [Int]) throws(Refusal) -> Again {
        let again = try askAgain(groups + (1...entry.groupCount).filter { !groups.contains($0) })
        // What another session took back is missing.
        guard again == .changed, !entry.missing.isEmpty else { return again }
        switch try read() {
        case .complete: return .changed
        case .paused: return .paused
        case .ended: return .ended
        }
    }

    private mutating func askAgain(_ groups: [Int]) throws(Refusal) -> Again {
        let before = entry.texts
        while let number = fixing ?? groups.first(where: { !settled.contains($0) }) {
            let right =
                offered.flatMap { $0.number == number ? $0.text : nil } ?? entry.texts[number] ?? "right"
            let prompt = "group \(number) again, Enter if it is \(right)> "
            guard let line = try line(after: prompt) else { return .paused }
            switch CodePromptLine(line, mayEnd: mayEnd) {
            case .pause: return .paused
            case .end: return .ended
            case .help: try say("Press Enter if the group is right. " + help)
            case .list: try list()
            case .back: try backToSettled()
            case .fix(let other): try fix(other)
            // The group as it is, or as it was likely meant.
            case .blank where offered == nil: settle(number)
            case .blank, .groups:
                try replace(number, with: line.contains { !$0.isWhitespace } ? line : offered?.line ?? line)
                if entry.texts != before { return .changed }
            }
        }
        settled = []
        return .unchanged
    }

    private mutating func replace(_ number: Int, with line: String) throws(Refusal) {
        offered = entry.meant(by: line, at: number).flatMap { $0.number == number ? $0 : nil }
        let events = entry.replace(group: number, with: line)
        let adopted = try keepAndAdopt()
        try tell(events)
        try sayAdopted(adopted)
        for event in events {
            switch event {
            // The very same again is right.
            case .accepted(let group), .repeated(let group): settle(group)
            default: break
            }
        }
    }

    private mutating func settle(_ number: Int) {
        if fixing == number { fixing = nil }
        settled.removeAll { $0 == number }
        settled.append(number)
    }

    private mutating func backToSettled() throws(Refusal) {
        offered = nil
        guard let last = settled.popLast() else { return try say("There is no group to go back to.") }
        fixing = last
    }
}

extension EntryEvent {
    /// Whether it is about a group that it names.
    fileprivate var isNamed: Bool {
        switch self {
        case .wrong, .noSuchGroup: true
        case .accepted, .repeated, .unreadable, .surplus, .tooMany: false
        }
    }
}
