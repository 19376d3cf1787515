import CommandTesting
import PhoneCode
import Refusals
import Testing

@testable import CommandSupport

/// A request code of ten groups, and a prompt at which somebody types it.
struct TypedCall {
    let error = MemorySink()
    let groups: [String]
    let code: SpokenCode

    init() throws {
        let bytes: [UInt8] = [0] + (0..<20).map { UInt8($0 * 11 & 255) }
        code = try #require(SpokenCode(bytes: bytes, direction: .request))
        groups = code.groups(.digits)
    }

    func context(
        _ lines: [String], isTerminal: Bool, width: Int = 80, environment: [String: String] = [:]
    ) -> CommandContext {
        CommandContext(
            programName: "demo",
            standardInput: MemorySource(lines.joined(separator: "\n") + "\n", isTerminal: isTerminal),
            standardOutput: MemorySink(), standardError: error, environment: environment,
            terminal: ScriptedTerminal(width: width),
            now: 0, milliseconds: 0, root: "/", userName: "user", homeFolder: "/")
    }

    func prompt(_ lines: [String], isTerminal: Bool = true, mayEnd: Bool = false) -> CodePrompt {
        CodePrompt(
            CodeEntry(direction: .request, form: .digits), in: context(lines, isTerminal: isTerminal),
            mayEnd: mayEnd, keep: { (_) throws(Refusal) in },
            remark: { $0.texts.count >= 4 ? ["Four are there."] : [] })
    }

    /// The group with a wrong digit.
    func wrong(_ number: Int) -> String {
        let group = groups[number - 1]
        let digit = group.first?.wholeNumberValue ?? 0
        return "\((digit + 1) % 10)\(group.dropFirst())"
    }

    /// Another group that is right in this place.
    func other(_ number: Int) throws -> String {
        try #require(
            (0..<100_000).lazy.compactMap { value -> DigitGroup? in
                let digits = String(value + 1_000_000).dropFirst().compactMap(\.wholeNumberValue)
                return DigitGroup(digits: digits.map(UInt8.init))
            }.first { $0.fits(number: number, of: .request) && $0.description != groups[number - 1] }
        ).description
    }

    /// Which groups were asked for again, in that order.
    var askedAgain: [Int] {
        error.text.split(separator: "group ").filter { $0.contains(" again, Enter") }.compactMap {
            Int($0.prefix { $0.isNumber })
        }
    }
}

extension String {
    /// How often a part is in it.
    func components(of part: String) -> Int {
        indices.count { self[$0...].hasPrefix(part) }
    }
}
