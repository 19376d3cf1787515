import ArgumentParser
import PhoneCode

/// The commands that somebody may have meant who typed one that there is not.
struct CommandSuggestion {
    /// As they are typed, the likeliest first; at most three.
    let commands: [String]

    /// What is longer is no command's name with a slip in it.
    private static let longest = 24
    private static let most = 3

    /// - Parameters:
    ///   - typed: what stands where a command should.
    ///   - parent: the command that it should be of, and the words that lead to that.
    init(_ typed: String, of parent: any ParsableCommand.Type, named names: [String]) {
        let typed = typed.lowercased()
        guard typed.unicodeScalars.count <= Self.longest else {
            commands = []
            return
        }
        let all = Self.commands(of: parent, names)
        // A command of another one, such as the `list` of `product list`, is meant only by its whole name.
        let ranked = all.compactMap { words -> (rank: Int, words: [String])? in
            let isOwn = words.count == names.count + 1
            guard let name = words.last, let rank = Self.rank(typed, name), isOwn || rank == 0 else {
                return nil
            }
            return (rank, words)
        }
        commands = ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .prefix(Self.most).map { $0.element.words.joined(separator: " ") }
    }

    /// In one sentence; nil where there is none.
    var sentence: String? {
        guard let last = commands.last else { return nil }
        let before = commands.dropLast().map { "'\($0)'" }.joined(separator: ", ")
        return "Did you mean \(before.isEmpty ? "" : before + " or ")'\(last)'?"
    }

    /// All commands below one, each by its words.
    private static func commands(of parent: any ParsableCommand.Type, _ names: [String]) -> [[String]] {
        parent.configuration.subcommands.flatMap { command in
            let words = names + [command._commandName]
            return [words] + commands(of: command, words)
        }
    }

    /// How unlike the two are; nil where one is not the other with a slip or two.
    private static func rank(_ typed: String, _ name: String) -> Int? {
        if typed == name { return 0 }
        if typed.count >= 2, name.hasPrefix(typed) { return 1 }
        let distance = editDistance(typed.unicodeScalars.map(\.value), name.unicodeScalars.map(\.value))
        return distance <= (name.count <= 4 ? 1 : 2) ? distance : nil
    }
}
