import CommandTesting
import PhoneCode
import Refusals
import Synchronization
import Testing

@testable import CommandSupport

/// A request code of ten groups, and what may be typed of it.
@Suite("A code that is typed group by group")
struct CodePromptTests {
    private let error = MemorySink()
    private let groups: [String]
    private let code: SpokenCode

    init() throws {
        let bytes: [UInt8] = [0] + (0..<20).map { UInt8($0 * 11 & 255) }
        code = try #require(SpokenCode(bytes: bytes, direction: .request))
        groups = code.groups(.digits)
    }

    private func context(_ lines: [String], isTerminal: Bool, environment: [String: String] = [:])
        -> CommandContext
    {
        CommandContext(
            programName: "demo",
            standardInput: MemorySource(lines.joined(separator: "\n") + "\n", isTerminal: isTerminal),
            standardOutput: MemorySink(), standardError: error, environment: environment,
            terminal: NoTerminal(),
            now: 0, milliseconds: 0, root: "/", userName: "user", homeFolder: "/")
    }

    private func prompt(_ lines: [String], isTerminal: Bool = true) -> CodePrompt {
        CodePrompt(
            CodeEntry(direction: .request, form: .digits), in: context(lines, isTerminal: isTerminal),
            keep: { (_) throws(Refusal) in }, remark: { $0.texts.count >= 4 ? ["Four are there."] : [] })
    }

    /// The group with a wrong digit.
    private func wrong(_ number: Int) -> String {
        let group = groups[number - 1]
        let digit = group.first?.wholeNumberValue ?? 0
        return "\((digit + 1) % 10)\(group.dropFirst())"
    }

    @Test func `Asks for each group by its number, and names a wrong one at once`() throws {
        var prompt = prompt([groups[0], wrong(2), groups[1]] + groups.dropFirst(2))
        #expect(try prompt.read() == .complete)
        #expect(prompt.entry.code == code)
        #expect(error.text.hasPrefix("group 1 of 10> group 2 of 10>   Group 2 is wrong"))
        #expect(error.text.components(of: "Four are there.") == 1)
    }

    @Test func `Goes back, corrects one group, lists, helps and pauses`() throws {
        var prompt = prompt(
            [
                groups[0], groups[1], "back", groups[1], "fix 1", wrong(1), groups[0], "1", "", "list", "?",
                "fix 11", "pause",
            ])
        #expect(try prompt.read() == .paused)
        #expect(prompt.entry.texts == [1: groups[0], 2: groups[1]])
        for words in [
            "Group 2 is forgotten.", "group 1 again> ", "Group 1 is wrong", "   2   \(groups[1])",
            "'back' undoes",
            "There are 10 groups.",
        ] {
            #expect(error.text.contains(words), "\(words)")
        }
    }

    @Test func `The end of the input keeps what is there`() throws {
        var prompt = prompt(Array(groups.prefix(3)))
        #expect(try prompt.read() == .paused)
        #expect(prompt.entry.missing == Array(4...10))
    }

    @Test func `Many groups at once are taken, with what is wrong among them named`() throws {
        var lines = groups
        lines[4] = wrong(5)
        var prompt = prompt([lines.joined(separator: " "), groups[4]])
        #expect(try prompt.read() == .complete)
        #expect(error.text.contains("Groups 1 to 4, 6 to 10 are right."))
        #expect(error.text.contains("Group 5 is wrong"))
    }

    @Test func `A pipe is taken as a whole: all faults are named, and what is right is kept`() throws {
        var lines = groups
        lines[4] = wrong(5)
        lines.remove(at: 1)
        var prompt = prompt(lines, isTerminal: false)
        let refusal = #expect(throws: Refusal.self) { _ = try prompt.read() }
        #expect(refusal?.code == .phoneMistyped)
        #expect(refusal?.sentence.contains("Group 2 was left out") == true)
        #expect(refusal?.sentence.contains("Group 5 is wrong") == true)
        #expect(prompt.entry.missing == [2, 5])
        #expect(error.text.isEmpty)
    }

    @Test func `A pipe that ends early says what is missing`() throws {
        var prompt = prompt(zip(1..., groups).dropLast(2).map { "\($0) \($1)" }, isTerminal: false)
        let refusal = #expect(throws: Refusal.self) { _ = try prompt.read() }
        #expect(refusal?.code == .phoneIncomplete || refusal?.code == .phoneMistyped)
        #expect(prompt.entry.missing == [9, 10])
    }

    @Test func `Groups are asked for again, and Enter leaves them`() throws {
        var prompt = prompt(groups + ["", wrong(3), groups[2], "pause"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == false)
        #expect(error.text.contains("group 2 again, Enter if it is \(groups[1])> "))
        #expect(try prompt.ask(again: [4]) == nil)
    }

    @Test func `Where groups are asked for again, a command confirms nothing`() throws {
        var prompt = prompt(groups + ["?", "list", "", "back", "fix 9", "hm", "", "2", "", "pause"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == nil)
        let asked = error.text.split(separator: "group ").filter { $0.contains("again, Enter") }.map {
            $0.prefix(1)
        }
        #expect(asked == ["2", "2", "2", "3", "2", "9", "9", "2", "2", "2"])
        #expect(prompt.entry.texts.count == 10)
    }

    @Test func `A group that is typed with its number is taken where another is asked for`() throws {
        let other = try #require(
            (0..<100_000).lazy.compactMap { number -> DigitGroup? in
                let digits = String(number + 1_000_000).dropFirst().compactMap { $0.wholeNumberValue }.map(
                    UInt8.init)
                return DigitGroup(digits: digits).flatMap { $0.fits(number: 8, of: .request) ? $0 : nil }
            }.first)
        var prompt = prompt(groups + ["8 \(other)"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == true)
        #expect(prompt.entry.texts[8] == other.description && prompt.entry.texts[2] == groups[1])
    }

    @Test func `Going back undoes the last line, whichever groups it had`() throws {
        var prompt = prompt([
            groups[0], groups[1], "8 \(groups[7])", "3 \(groups[2])", "back", "list", "pause",
        ])
        _ = try prompt.read()
        #expect(Set(prompt.entry.texts.keys) == [1, 2, 8])
        #expect(error.text.contains("Group 3 is forgotten."))
    }

    @Test func `Is read from a screen, group by group, with what a reader may ask for`() throws {
        let kept = Mutex<[Int]>([])
        var screen = ReadingScreen(
            code, .digits,
            in: context(["", "r", "b", "7", "w", "", "d", "10", "l", "", "x", ""], isTerminal: true),
            keep: { (number) throws(Refusal) in kept.withLock { $0.append(number) } })
        #expect(try screen.run(from: 1) == .read)
        #expect(kept.withLock { $0 } == [1, 2, 2, 1, 7, 7, 9, 9, 10, 10, 10])
        #expect(error.text.contains("Group 7 of 10"))
        #expect(error.text.contains("Group 4 of 5"))
        let words = code.groups(.words)[3].split(separator: " ").joined(separator: "     ")
        #expect(error.text.contains(words))
        #expect(error.text.contains(groups[6]))
        #expect(error.text.contains("the last"))
        #expect(error.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `Large digits are as wide as the screen allows, and all different`() throws {
        let rows = try (0...9).map { try #require(LargeGroup.rows("\($0)", isASCII: true)) }
        #expect(Set(rows).count == 10)
        #expect(try #require(LargeGroup.rows("012 345", isASCII: false)).allSatisfy { $0.count <= 60 })
        #expect(LargeGroup.rows("bemoan", isASCII: true) == nil)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        indices.count { self[$0...].hasPrefix(part) }
    }
}
