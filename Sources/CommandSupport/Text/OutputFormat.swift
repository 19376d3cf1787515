import ArgumentParser

/// How results are shown.
package enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// For a person.
    case text
    /// For a script: the same facts with stable names.
    case json

    /// What the arguments ask for, as far as it can be told when they are not right as a whole.
    static func guess(from arguments: [String]) -> OutputFormat {
        let options = arguments.prefix { $0 != "--" }
        if options.contains("--format=json") { return .json }
        guard let name = options.lastIndex(of: "--format") else { return .text }
        return options[(name + 1)...].first == "json" ? .json : .text
    }
}
