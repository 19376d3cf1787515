import Intake
import PhoneCode
import Refusals
import TextForm

/// Takes in a document at a terminal: what a person pastes, what a scanner types, or groups typed from paper, each
/// of which is judged as soon as its line is there.
struct DocumentPrompt {
    let context: CommandContext
    var typed = TypedText()
    /// Everything so far, for what is pasted: it is also read like what comes through a pipe.
    private var lines: [UInt8] = []
    private var isTyping = false
    private var isArmour = false
    /// Whether the input ended behind lines that came at once.
    private var hasEnded = false
    private let history = LineHistory()

    /// How soon the next line of a paste comes, in milliseconds.
    private static let pause: Int32 = 60

    init(in context: CommandContext) { self.context = context }

    /// - Returns: the document, in whatever form; to be read like a file.
    /// - Throws: `document.mistyped` and `document.incomplete` if the input ends too early; what reading throws.
    mutating func read(limit: Int) throws(Refusal) -> [UInt8] {
        defer { context.sayOnInterrupt(nil) }
        context.diagnostics().note(
            "Scan the code, paste the text, or type the groups from the sheet, one or more on a line. It ends when "
                + "everything is there; Ctrl-D cancels.")
        while let burst = try nextBurst(limit: limit) {
            if let command = command(burst) {
                guard try obey(command) else { break }
                continue
            }
            lines += burst.flatMap { $0 + [UInt8(ascii: "\n")] }
            guard lines.count <= limit else {
                context.standardInput.discardTyped()
                throw Refusal(.documentTooLarge)
            }
            if let document = try taken(burst) {
                context.standardInput.discardTyped()
                return document
            }
        }
        return try ended()
    }

    /// The next line, and those that came with it.
    private mutating func nextBurst(limit: Int) throws(Refusal) -> [[UInt8]]? {
        guard let first = try nextLine(limit: limit) else { return nil }
        var burst = [first]
        var count = first.count
        while count <= limit, context.standardInput.isFollowed(within: Self.pause) {
            guard let line = try context.askLine("", limit: limit) else {
                hasEnded = true
                break
            }
            burst.append(line)
            count += line.count + 1
        }
        return burst
    }

    /// The first Ctrl-D does not throw away what was typed.
    private mutating func nextLine(limit: Int) throws(Refusal) -> [UInt8]? {
        if !hasEnded, let line = try askedLine(limit: limit) { return line }
        hasEnded = false
        guard isTyping, !typed.groups.isEmpty else { return nil }
        try say(
            "Group \(typed.firstOpen) and what follows it are not right yet: type it, or press Ctrl-D again.")
        return try askedLine(limit: limit)
    }

    /// What is typed after the prompt. A signal that ends the program, such as Ctrl-C, shows first what is there.
    private func askedLine(limit: Int) throws(Refusal) -> [UInt8]? {
        context.sayOnInterrupt(isTyping ? goingOn : nil)
        return try context.askLine(prompt, limit: limit, history: isArmour ? nil : history)
    }

    private func ended() throws(Refusal) -> [UInt8] {
        guard isTyping else { return lines }
        try context.standardError.write(goingOn)
        return Self.text(of: try typed.whole())
    }

    private static func text(of document: ReceivedDocument) -> [UInt8] {
        guard let kind = document.kind else { return document.bytes }
        return Array(TextForm(kind: kind, bytes: document.bytes).text.utf8)
    }

    /// Takes lines that came at once.
    ///
    /// - Returns: the document, if it is whole with them.
    private mutating func taken(_ burst: [[UInt8]]) throws(Refusal) -> [UInt8]? {
        let isWhole = !ReceivedText.found(in: lines).isEmpty
        // What a paste is when all of it is there says more than its lines do.
        if isWhole, isArmour || burst.count > 1 { return try whole(lines) }
        let passages = TypedPassage.all(in: burst, isTyping: isTyping, isArmour: isArmour)
        let (events, isPassedOver) = feed(passages)
        if let document = typed.document {
            for note in document.notes { context.diagnostics().note(note) }
            return try whole(Self.text(of: document))
        }
        if isWhole { return try whole(lines) }
        if isArmour { return burst.contains(where: PromptLine.isEnd) ? lines : nil }
        if passages.isEmpty, isTyping { return try enter() }
        try tell(events)
        if isPassedOver { try say("Skipped: this is not a group. A group has ten characters.") }
        return nil
    }

    /// - Returns: what became of the groups, and whether there was something that is none.
    private mutating func feed(_ passages: [TypedPassage]) -> ([TypedText.Event], isPassedOver: Bool) {
        var events: [TypedText.Event] = []
        var isPassedOver = false
        for passage in passages {
            switch passage {
            case .armour: isArmour = true
            case .groups(let text):
                isTyping = true
                let found = typed.feed(text)
                isPassedOver = isPassedOver || found.isEmpty
                events += found
            case .other(let text) where isTyping: isPassedOver = !takeLast(text, &events) || isPassedOver
            case .other: break
            }
        }
        return (events, isPassedOver)
    }

    private func whole(_ document: [UInt8]) throws(Refusal) -> [UInt8] {
        if !isArmour { try say("Everything is there, and every check is right.") }
        return document
    }

    /// The last group may be a short one, and the last piece of a wrapped text too, and look like a word.
    private mutating func takeLast(_ line: String, _ events: inout [TypedText.Event]) -> Bool {
        var whole = typed
        let found = whole.feed(line)
        guard whole.document != nil || typed.isBegun && !whole.isBegun && found.count == 1 else {
            return false
        }
        typed = whole
        events += found
        return true
    }

    /// Takes Enter with nothing before it.
    private mutating func enter() throws(Refusal) -> [UInt8]? {
        let events = typed.enter()
        if events.isEmpty { try say("Group \(typed.firstOpen) is next.") } else { try tell(events) }
        return nil
    }

    private func tell(_ events: [TypedText.Event]) throws(Refusal) {
        var accepted: [Int] = []
        var rest: [String] = []
        for event in events {
            switch event {
            case .accepted(let group): accepted.append(group)
            case .repeated(let group):
                rest.append("Group \(group) is already there; group \(typed.firstOpen) is next.")
            case .wrong(let fault): rest.append(Self.sentence(on: fault))
            case .begun(let group, let count):
                rest.append(
                    "Group \(group) has \(count) of its ten characters so far: type the rest, or the whole group "
                        + "again.")
            case .dropped(let group):
                rest.append("What was typed of group \(group) is dropped: type the whole group.")
            case .doubted(let group, let other):
                rest.append(
                    "Group \(group) is the same as group \(other), and would fit there too: one of them was typed "
                        + "in the other's place. Type group \(group) again.")
            case .apart(let count, let likeliest): rest.append(Self.sentence(onApart: count, likeliest))
            case .confirmed(let group): rest.append("Group \(group) did not change.")
            case .awaited(let count):
                rest.append(
                    "Group \(count + 1) is next. If the sheet has only \(count) groups, press Enter again: then one "
                        + "of them is wrong.")
            case .part(let number, let count): rest.append("Part \(number) of \(count) is there.")
            case .refused(let refusal): rest.append(refusal.sentence)
            }
        }
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

    private static func sentence(onApart count: Int, _ likeliest: [Int]) -> String {
        let place =
            likeliest.isEmpty
            ? "in one of them two errors cancel each other out"
            : "two errors cancel each other out, most likely in "
                + "\(likeliest.map { "group \($0)" }.joined(separator: ", "))"
        return
            "Each of the \(count) groups is right by itself, but together they are not: \(place). Compare each group "
            + "that is shown with the sheet: press Enter if it is the same, otherwise type it again. Any other "
            + "can be typed with its number before it, as in 09. ABCDE-FGHJK."
    }

    func say(_ sentence: String) throws(Refusal) { try context.say(sentence) }

    /// Where groups are typed, with the number of the next.
    private var prompt: String {
        guard !isArmour else { return "" }
        let same = typed.compared.map { ", Enter if it is \($0)" } ?? ""
        return isTyping ? "group \(typed.firstOpen)\(same)> " : "> "
    }

    /// A word that is no group, typed on a line of its own.
    private func command(_ burst: [[UInt8]]) -> PromptCommand? {
        guard burst.count == 1, !isArmour, let line = burst.first,
            let command = PromptCommand(String(decoding: line, as: UTF8.self))
        else { return nil }
        // 'list' and 'help' could be the last group of a text, as 11ST and HE1P.
        var whole = typed
        _ = whole.feed(String(decoding: line, as: UTF8.self))
        return whole.document == nil ? command : nil
    }
}
