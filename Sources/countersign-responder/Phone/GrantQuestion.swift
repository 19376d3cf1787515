import Activation
import CommandSupport
import Issuing
import Refusals

/// Asks the agent whether what is on the card is granted, until the answer is one.
struct GrantQuestion {
    /// What the agent says.
    enum Answer {
        case yes
        case no
        case pause
        case seat(SeatChoice)
        /// Grant it for this reason, though the allowance is used up.
        case override(String)
        /// The desk's clock is right, though it looks wrong.
        case clockIsRight
    }

    private let context: CommandContext
    /// Whether something would be granted.
    private let isGood: Bool
    /// Whether it was granted before, so that nothing is granted now.
    private let isRepeated: Bool
    /// Whether one of the seats in use may be the caller's.
    private let hasSeats: Bool
    /// Whether it may be none of them.
    private let mayBeNew: Bool
    /// Whether a reason is asked for.
    private let needsReason: Bool
    /// Whether the desk's clock looks wrong, and nobody has said yet that it is right.
    private let asksClock: Bool

    /// - Parameter accepted: what is odd about the desk's clock, if the agent said that it is right.
    init(_ card: CallCard, accepted: DeskClock?, in context: CommandContext) {
        self.context = context
        isGood = !card.isRefused
        isRepeated = card.prospect.isRepeated
        hasSeats = card.isDecidedBySeat && card.machines.contains(where: \.isInUse)
        mayBeNew = hasSeats && card.kind == .activation && card.seatsInUse < card.seats
        needsReason = card.needsReason
        asksClock = card.isSigned && card.clock != nil && card.clock?.code != accepted?.code
    }

    /// Whether anything but no can be answered.
    var hasChoice: Bool { isGood || hasSeats || needsReason }

    /// - Throws: what reading and writing throw.
    func ask() throws(Refusal) -> Answer {
        // What was typed before the question was seen is no answer to it.
        let early = EditedLine.text(typed: context.standardInput.discardTyped())
        try context.standardError.write("\n")
        if !early.isEmpty {
            try context.say("'\(early)' was typed before this was shown, and does not count. Type it again.")
        }
        let history = LineHistory()
        while true {
            guard let line = try context.answer(to: question, history: history) else { return .pause }
            if needsReason, line.lowercased().hasPrefix("override ") {
                return .override(String(line.dropFirst("override ".count)))
            }
            if let answer = try answer(line.lowercased()) { return answer }
        }
    }

    /// Nil for what is none; that is explained.
    private func answer(_ line: String) throws(Refusal) -> Answer? {
        switch line {
        case "yes":
            if asksClock {
                try explain("First look at this computer's clock: what is signed has its date for good.")
                return nil
            }
            if isGood { return .yes }
            if needsReason {
                try explain("Type 'override' and the reason first; then you are asked again.")
                return nil
            }
            try explain("Choose a seat first; then you are asked again.")
        case "right" where asksClock: return .clockIsRight
        case "no": return .no
        // On the next screen a single letter turns the page, and neither of these can be taken back.
        case "y": try explain("Type the whole word: yes.")
        case "n": try explain("Type the whole word: no.")
        case "p", "pause", "q", "quit", "exit": return .pause
        case "", "?", "h", "help": try explain(nil)
        default:
            let choice = SeatChoice(line.hasPrefix("seat ") ? String(line.dropFirst(5)) : line)
            if hasSeats, let choice, mayBeNew || choice != .new { return .seat(choice) }
            if hasSeats, choice == .new {
                try explain("No seat is free for another machine.")
                return nil
            }
            try explain("This is not one of the answers.")
        }
        return nil
    }

    private var question: String {
        var choices = asksClock ? ["right", "no"] : isGood ? ["yes", "no"] : ["no"]
        if hasSeats { choices.append("a seat's number") }
        if mayBeNew { choices.append("'new'") }
        if needsReason { choices.append("'override' and a reason") }
        choices.append("pause")
        let all = choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "")
        if asksClock { return "Is the clock right? \(all)" }
        if isRepeated { return "Read it aloud again? \(all)" }
        return isGood ? "Grant it? \(all)" : needsReason ? "Override? \(all)" : "Whose seat? \(all)"
    }

    private func explain(_ sentence: String?) throws(Refusal) {
        var parts = [sentence].compactMap(\.self)
        if asksClock {
            parts.append(
                "'right' says that the clock is right; then you are asked whether to grant it. If it is wrong: 'pause', "
                    + "set it, and continue the call.")
        }
        parts.append(
            (isRepeated
                ? "'yes' shows it to be read, 'no' does not"
                : isGood && !asksClock ? "'yes' grants it, 'no' grants nothing" : "'no' grants nothing")
                + " and ends the call, 'pause' keeps it for later.")
        if hasSeats {
            parts.append(
                "A number is the seat in the list whose machine is the caller's"
                    + (mayBeNew ? ", 'new' says that it is none of them." : "."))
        }
        if needsReason {
            parts.append("'override' and a reason, such as a ticket, allows it anyway.")
        }
        try context.say(parts.joined(separator: " "))
    }
}

extension CallCard {
    /// Whether nothing would be granted.
    var isRefused: Bool {
        guard case .refusal = prospect else { return false }
        return true
    }

    /// Whether another seat may change the answer.
    var isDecidedBySeat: Bool {
        switch prospect {
        case .license, .timeCorrection: true
        case .again: false
        case .refusal(let refusal):
            [.phoneSeatUndecided, .activationKeyUsedUp, .requestDeviceUnknown, .seatRebindingsUsedUp]
                .contains(
                    refusal.code)
        }
    }

    /// Whether it would be granted, had somebody given a reason.
    var needsReason: Bool {
        guard case .refusal(let refusal) = prospect else { return false }
        return refusal.code == .seatRebindingsUsedUp
    }
}
