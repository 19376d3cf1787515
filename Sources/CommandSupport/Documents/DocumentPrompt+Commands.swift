import Intake
import PhoneCode
import Refusals

/// What can be typed that is no group, and what is shown to a person who goes on another time.
extension DocumentPrompt {
    /// - Returns: whether typing goes on.
    func obey(_ command: PromptCommand) throws(Refusal) -> Bool {
        switch command {
        case .pause: return false
        case .help: try say(Self.help)
        case .list: try list()
        }
        return true
    }

    private static let help =
        "A group has ten characters; type one group or more on a line. A group can be typed again with its number "
        + "before it: 09. ABCDE-FGHJK. 'list' shows what is right so far. 'quit' ends, as Ctrl-C does: it shows "
        + "what to paste to continue another time."

    private func list() throws(Refusal) {
        guard !typed.right.isEmpty else { return try say("No group is there yet.") }
        try context.standardError.write(Self.rows(typed.right))
        let missing = (1...typed.groups.count).filter { typed.right[$0] == nil }
        guard !missing.isEmpty else { return }
        try say(
            missing.count == 1
                ? "Group \(missing[0]) is not right yet."
                : "Groups \(NumberRuns.text(missing)) are not right yet.")
    }

    /// What is right so far, and how to go on with it; empty if there is nothing.
    var goingOn: String {
        guard !typed.right.isEmpty else { return "" }
        return context.lines(
            saying: "To continue another time, copy these lines, run the command again and paste them:")
            + Self.rows(typed.right)
    }

    /// The groups with their numbers, as they can be typed or pasted, four on a line of 72 columns.
    private static func rows(_ groups: [Int: String]) -> String {
        let cells = groups.sorted { $0.key < $1.key }.map { number, group in
            "\(number < 10 ? "0" : "")\(number). \(group)"
        }
        return stride(from: 0, to: cells.count, by: perRow).map { first in
            "  " + cells[first..<min(first + perRow, cells.count)].joined(separator: "  ") + "\n"
        }.joined()
    }

    private static let perRow = 4
}
