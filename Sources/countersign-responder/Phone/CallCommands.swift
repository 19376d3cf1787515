import CommandSupport
import Refusals

/// What is typed to go on with a call: with the agent's name and the vault where these were given, so that the audit log
/// does not have the login name, nor another vault the call.
struct CallCommands {
    /// What `--agent` said.
    let agent: String?
    /// Writes commands with the vault that `--vault` named.
    let next: NextCommands

    /// The command that continues a call.
    ///
    /// - Parameter number: the call's, or a word that stands for one.
    func resuming(_ number: some CustomStringConvertible, _ more: String = "") -> String {
        next.responder("phone --resume \(number)\(more)\(agentOption)")
    }

    /// The command that begins a call.
    var beginning: String { next.responder("phone\(agentOption)") }

    private var agentOption: String { agent.map { " --agent \(ShellWord.quoted($0))" } ?? "" }

    /// A refusal that says how to go on with a call says it with this agent and this vault.
    func completing(_ refusal: Refusal) -> Refusal {
        let call = refusal.facts.firstCall
        guard let call else { return refusal }
        return switch refusal.code {
        case .phoneCallTaken:
            refusal.advising("Leave it there, or take it back: '\(resuming(call))'.")
        case .phoneCallRefused:
            refusal.advising("Look at it again: '\(resuming(call))'. Or begin a new call: '\(beginning)'.")
        case .phoneAnswerChanged:
            refusal.advising(
                "Look at it again, with the seat that is meant: '\(resuming(call, refusal.facts.chosenSeatOption))'."
            )
        default: refusal
        }
    }
}

extension [Fact] {
    fileprivate var firstCall: Int64? {
        for case .call(let number) in self { return number }
        return nil
    }

    fileprivate var chosenSeatOption: String {
        for case .chosenSeat(let seat) in self { return " --seat \(seat)" }
        return ""
    }
}
