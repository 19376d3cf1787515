import CommandSupport
import PhoneCode
import Refusals

/// A request code of ten groups, and a prompt at which somebody types it.
package struct TypedCall {
    /// What the prompt says.
    package let error = MemorySink()
    /// The code in digits.
    package let groups: [String]
    /// The code that is typed.
    package let code: SpokenCode

    /// With nothing typed yet.
    package init() throws(Refusal) {
        let bytes: [UInt8] = [0] + (0..<20).map { UInt8($0 * 11 & 255) }
        guard let code = SpokenCode(bytes: bytes, direction: .request) else {
            throw Refusal(.internalInconsistency)
        }
        self.code = code
        groups = code.groups(.digits)
    }

    /// Around the prompt, with these lines typed.
    package func context(
        _ lines: [String], isTerminal: Bool, width: Int = 80, environment: [String: String] = [:]
    ) -> CommandContext {
        CommandContext(
            programName: "demo",
            standardInput: MemorySource(lines.joined(separator: "\n") + "\n", isTerminal: isTerminal),
            standardOutput: MemorySink(), standardError: error, environment: environment,
            terminal: ScriptedTerminal(width: width),
            now: 0, milliseconds: 0, root: "/", userName: "user", homeFolder: "/")
    }

    /// A prompt at which these lines are typed; it remarks `Four are there.` once they are.
    package func prompt(_ lines: [String], isTerminal: Bool = true, mayEnd: Bool = false) -> CodePrompt {
        CodePrompt(
            CodeEntry(direction: .request, form: .digits), in: context(lines, isTerminal: isTerminal),
            mayEnd: mayEnd, keep: { (_) throws(Refusal) in },
            remark: { $0.texts.count >= 4 ? ["Four are there."] : [] })
    }

    /// The group with a wrong digit.
    package func wrong(_ number: Int) -> String {
        let group = groups[number - 1]
        let digit = group.first?.wholeNumberValue ?? 0
        return "\((digit + 1) % 10)\(group.dropFirst())"
    }

    /// Another group that is right in this place.
    package func other(_ number: Int) throws(Refusal) -> String {
        let others = (0..<100_000).lazy.compactMap { value -> DigitGroup? in
            let digits = String(value + 1_000_000).dropFirst().compactMap(\.wholeNumberValue)
            return DigitGroup(digits: digits.map(UInt8.init))
        }
        guard
            let other = others.first(where: {
                $0.fits(number: number, of: .request) && $0.description != groups[number - 1]
            })
        else { throw Refusal(.internalInconsistency) }
        return other.description
    }

    /// Which groups were asked for again, in that order.
    package var askedAgain: [Int] {
        error.text.split(separator: "group ").filter { $0.contains(" again, Enter") }.compactMap {
            Int($0.prefix { $0.isNumber })
        }
    }
}

extension String {
    /// How often a part is in it.
    package func components(of part: String) -> Int {
        indices.count { self[$0...].hasPrefix(part) }
    }
}
