import ArgumentParser
import Refusals

/// Says in the program's own voice what the argument parser found.
enum UsageRefusal {
    private static let longestUsage = 120

    /// - Parameters:
    ///   - message: the parser's sentence.
    ///   - root: the root command.
    ///   - arguments: what was to be parsed.
    static func make(
        _ message: String, _ root: any ParsableCommand.Type, _ arguments: [String]
    ) -> Refusal {
        let sentence = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let (command, names) = command(of: root, arguments)
        if let unknown = unknownCommand(command, names, arguments) { return unknown }
        return Refusal(
            .usageInvalid,
            ".?!".contains(sentence.suffix(1)) ? sentence : sentence + ".",
            remedy: remedy(root, command, named: names.joined(separator: " "))
        )
    }

    /// Where a command should stand, something else does.
    private static func unknownCommand(
        _ command: any ParsableCommand.Type, _ names: [String], _ arguments: [String]
    ) -> Refusal? {
        let rest = arguments.dropFirst(names.count - 1)
        guard !command.configuration.subcommands.isEmpty, let typed = rest.first, !typed.hasPrefix("-") else {
            return nil
        }
        let name = names.joined(separator: " ")
        let suggestion = CommandSuggestion(typed, of: command, named: names).sentence.map { $0 + " " } ?? ""
        return Refusal(
            .usageInvalid, "'\(name)' has no command '\(typed)'.",
            remedy: "\(suggestion)'\(name) --help' lists the commands.")
    }

    /// What begins with one dash, and is neither `-h` nor standard input: no program has such options, and the
    /// parser takes any of them that has an `h` for a call for help.
    static func singleDash(_ root: any ParsableCommand.Type, _ arguments: [String]) -> Refusal? {
        let options = arguments.prefix { $0 != "--" }
        guard
            let argument = options.first(where: {
                $0.hasPrefix("-") && !$0.hasPrefix("--") && $0 != "-" && $0 != "-h"
            })
        else { return nil }
        let name = command(of: root, arguments).1.joined(separator: " ")
        return Refusal(
            .usageInvalid, "Unknown option '\(argument)'.",
            remedy: "If it is a file, write ./\(argument); otherwise see '\(name) --help'.")
    }

    /// A command that only groups others was given alone.
    static func lackingSubcommand(_ root: any ParsableCommand.Type, _ arguments: [String]) -> Refusal {
        let (command, names) = command(of: root, arguments)
        let name = names.joined(separator: " ")
        return Refusal(
            .usageInvalid, "'\(name)' needs a command after it.", remedy: remedy(root, command, named: name))
    }

    private static func remedy(
        _ root: any ParsableCommand.Type, _ command: any ParsableCommand.Type, named name: String
    ) -> String {
        guard command.configuration.subcommands.isEmpty else { return "'\(name) --help' lists the commands." }
        let usage = root.usageString(for: command)
        // What is longer, or a list of ways, is better read in the help.
        guard usage.count <= longestUsage, !usage.contains("\n") else { return "See '\(name) --help'." }
        return "Write '\(usage)'; '\(name) --help' says more."
    }

    /// The deepest command that the arguments name, and the words that lead to it.
    private static func command(
        of root: any ParsableCommand.Type, _ arguments: [String]
    ) -> (any ParsableCommand.Type, [String]) {
        var command = root
        var names = [root._commandName]
        for argument in arguments {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == argument })
            else { break }
            command = next
            names.append(argument)
        }
        return (command, names)
    }
}
