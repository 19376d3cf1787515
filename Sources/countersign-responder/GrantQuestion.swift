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
    }

    private let context: CommandContext
    private let hasSeats: Bool
    private let isSeatMissing: Bool

    init(_ card: CallCard, in context: CommandContext) {
        self.context = context
        hasSeats = card.machines.contains(where: \.isInUse)
        if case .refusal = card.prospect { isSeatMissing = true } else { isSeatMissing = false }
    }

    /// - Throws: what reading and writing throw.
    func ask() throws(Refusal) -> Answer {
        // What was typed before the question was seen is no answer to it.
        context.standardInput.discardTyped()
        try context.standardError.write("\n")
        while true {
            try context.standardError.write(question + "> ")
            guard let bytes = try context.standardInput.readLine(limit: 256) else {
                try context.standardError.write("\n")
                return .pause
            }
            let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ").lowercased()
            switch line {
            case "yes", "y":
                guard isSeatMissing else { return .yes }
                explain("There is a seat to choose first, and then it is asked again.")
            case "no", "n": return .no
            case "p", "pause", "q", "quit", "exit": return .pause
            default:
                if hasSeats, let choice = SeatChoice(line) { return .seat(choice) }
                explain(
                    line.isEmpty || line == "?" || line == "help" ? nil : "This is none of the answers.")
            }
        }
    }

    private var question: String {
        if isSeatMissing { return "A seat's number, 'new', or no" }
        return hasSeats ? "Grant it? yes or no, or a seat's number, or 'new'" : "Grant it? yes or no"
    }

    private func explain(_ sentence: String?) {
        let seats =
            hasSeats
            ? "; a number is the seat in the list whose machine is the caller's, 'new' that it is none of them"
            : ""
        let grant = isSeatMissing ? "'no' grants nothing" : "'yes' grants it, 'no' grants nothing"
        let text = [sentence, "\(grant) and ends the call, 'pause' keeps it for later\(seats)."]
            .compactMap(\.self).joined(separator: " ")
        context.diagnostics().note(text)
    }
}
