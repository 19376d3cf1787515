import PhoneCode
import Refusals

/// Groups that are asked for again, where each checks by itself and the whole is wrong.
extension CodePrompt {
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
                    remedy: "Have each group that is asked for now read again, the likeliest first.")
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
            let prompt = "group \(number) again, Enter if it is \(entry.texts[number] ?? "right")> "
            guard let line = try line(after: prompt) else { return .paused }
            switch PhoneCommand(line, mayEnd: mayEnd) {
            case .pause: return .paused
            case .end: return .ended
            case .help: try say("Enter alone says that the group is right. " + help)
            case .list: try list()
            case .back: try backToSettled()
            case .fix(let other): try fix(other)
            case .blank: settle(number)
            case .groups:
                try replace(number, with: line)
                if entry.texts != before { return .changed }
            }
        }
        settled = []
        return .unchanged
    }

    private mutating func replace(_ number: Int, with line: String) throws(Refusal) {
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
        guard let last = settled.popLast() else { return try say("There is no group to go back to.") }
        fixing = last
    }
}
