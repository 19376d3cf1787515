/// A story in commands: what is typed, what is shown, how it ends.
///
///     # A comment, or what the story is about.
///     $ countersign-client status
///     There is no license here, and none was asked for.
///     ! what stands on standard error, line by line
///     [exit 1]
///
/// No `[exit N]` means 0. In what is expected, `<key>`, `<id>`, `<date>`, `<time>`, `<hex>`, `<n>` and `<any>`
/// stand for what varies, and a line with only `...` for any number of lines. A line `@ name` stands for the
/// commands of `name.steps`, where many stories begin in the same way.
struct Transcript {
    /// One command and what must come of it.
    struct Step {
        let line: Int
        let command: String
        var output: [String] = []
        var errors: [String] = []
        var status: Int32 = 0
    }

    let steps: [Step]

    /// - Parameter shared: gives the text that a line `@ name` stands for.
    init(_ text: String, shared: (String) throws -> String) rethrows {
        var steps: [Step] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("@ ") {
                Self.trimEnd(of: &steps)
                steps += try Transcript(shared(String(line.dropFirst(2))), shared: shared).steps
            } else if line.hasPrefix("$ ") {
                Self.trimEnd(of: &steps)
                steps.append(Step(line: index + 1, command: String(line.dropFirst(2))))
            } else if line.hasPrefix("#") || steps.isEmpty {
                continue
            } else if let status = Self.status(line) {
                steps[steps.count - 1].status = status
            } else if line == "!" || line.hasPrefix("! ") {
                steps[steps.count - 1].errors.append(String(line.dropFirst(2)))
            } else {
                steps[steps.count - 1].output.append(line)
            }
        }
        Self.trimEnd(of: &steps)
        self.steps = steps
    }

    /// Empty lines between a step's output and the next command are for the reader.
    private static func trimEnd(of steps: inout [Step]) {
        guard !steps.isEmpty else { return }
        while steps[steps.count - 1].output.last == "" { steps[steps.count - 1].output.removeLast() }
    }

    private static func status(_ line: String) -> Int32? {
        guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return nil }
        return Int32(line.dropFirst(6).dropLast())
    }
}
