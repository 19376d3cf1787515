/// The option by which a command was told its folder. Whatever commands are then shown to be typed next have it too: without
/// it they would be about another folder.
package struct PlaceOption: Sendable {
    /// The program whose commands have the option.
    private let program: String
    /// Its name, such as that of a state folder.
    private let name: String
    /// As it is typed.
    private let value: String

    /// - Parameter value: the folder as it was named; nil makes none.
    package init?(_ name: String, _ value: String?, program: String) {
        guard let value else { return nil }
        self.program = program
        self.name = name
        self.value = ShellWord.quoted(value)
    }

    /// A text with the option at the end of each command of the program in it: in quotation marks, or at the text's end.
    package func completing(_ text: String) -> String {
        var (result, rest) = ("", text[...])
        while let start = rest.firstRange(of: program + " ")?.lowerBound {
            let isQuoted = rest[..<start].last == "'"
            result += rest[..<start]
            rest = rest[start...]
            let end = isQuoted ? rest.firstIndex(of: "'") ?? rest.endIndex : Self.end(ofLast: rest)
            result += rest[..<end]
            if takesOption(rest[..<end]) { result += " \(name) \(value)" }
            rest = rest[end...]
        }
        return result + rest
    }

    /// Before a remark in brackets, and before a full stop.
    private static func end(ofLast command: Substring) -> Substring.Index {
        var end = command.firstRange(of: " (")?.lowerBound ?? command.endIndex
        while let last = command[..<end].last, last == " " || last == "." { end = command.index(before: end) }
        return end
    }

    private func takesOption(_ command: Substring) -> Bool {
        let words = command.split(separator: " ").map(String.init)
        return words.count > 1 && !words.contains(name) && !words.contains("--help")
    }
}
