import CommandSupport
import Refusals

/// Says first why a key may be unknown, and lets the agent choose: ten groups that are read again are of no use to a
/// customer who has another vendor's key.
struct UnknownKeyQuestion {
    /// What the agent chose.
    enum Answer {
        /// To ask for the groups again.
        case again
        case end
        case pause
    }

    let context: CommandContext

    /// - Throws: what reading and writing throw.
    func ask(_ refusal: Refusal) throws(Refusal) -> Answer {
        context.standardInput.discardTyped()
        context.diagnostics().warn(
            refusal.sentence, remedy: refusal.advice(context.next), code: refusal.code.rawValue)
        while true {
            guard let line = try context.answer(to: "Ask for the groups again? again, end or pause") else {
                return .pause
            }
            switch line.lowercased() {
            case "again", "a", "yes", "y": return .again
            case "end", "e", "no", "n": return .end
            case "pause", "p", "quit", "q", "exit": return .pause
            default:
                try context.say(
                    "'again' asks for each group again, 'end' ends the call and grants nothing, 'pause' keeps it."
                )
            }
        }
    }
}
