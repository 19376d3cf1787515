import CommandTesting
import PhoneCode
import Refusals
import Synchronization
import Testing

@testable import CommandSupport

/// A request code of ten groups, and what may be typed of it.
@Suite("A code that is typed group by group")
struct CodePromptTests {
    private let call: TypedCall
    private var groups: [String] { call.groups }
    private var error: MemorySink { call.error }

    init() throws { call = try TypedCall() }

    @Test func `Asks for each group by its number, and names a wrong one at once`() throws {
        var prompt = call.prompt([groups[0], call.wrong(2), groups[1]] + groups.dropFirst(2))
        #expect(try prompt.read() == .complete)
        #expect(prompt.entry.code == call.code)
        #expect(error.text.hasPrefix("group 1 of 10> group 2 of 10>   Group 2 is wrong"))
        #expect(error.text.components(of: "Four are there.") == 1)
    }

    @Test func `Goes back, corrects one group, lists, helps and pauses`() throws {
        var prompt = call.prompt(
            [
                groups[0], groups[1], "back", groups[1], "fix 1", call.wrong(1), groups[0], "1", "", "list",
                "?",
                "fix 11", "pause",
            ])
        #expect(try prompt.read() == .paused)
        #expect(prompt.entry.texts == [1: groups[0], 2: groups[1]])
        for words in [
            "Group 2 is removed.", "group 1 again> ", "Group 1 is wrong", "   2   \(groups[1])",
            "'back' undoes",
            "There are 10 groups.",
        ] {
            #expect(error.text.contains(words), "\(words)")
        }
    }

    @Test func `The end of the input keeps what is there`() throws {
        var prompt = call.prompt(Array(groups.prefix(3)))
        #expect(try prompt.read() == .paused)
        #expect(prompt.entry.missing == Array(4...10))
    }

    @Test func `Many groups at once are taken, with what is wrong among them named`() throws {
        var lines = groups
        lines[4] = call.wrong(5)
        var prompt = call.prompt([lines.joined(separator: " "), groups[4]])
        #expect(try prompt.read() == .complete)
        #expect(error.text.contains("Groups 1 to 4, 6 to 10 are right."))
        #expect(error.text.contains("Group 5 is wrong"))
    }

    @Test func `A pipe is taken as a whole: all faults are named, and what is right is kept`() throws {
        var lines = groups
        lines[4] = call.wrong(5)
        lines.remove(at: 1)
        var prompt = call.prompt(lines, isTerminal: false)
        let refusal = #expect(throws: Refusal.self) { _ = try prompt.read() }
        #expect(refusal?.code == .phoneMistyped)
        #expect(refusal?.sentence.contains("Group 2 is missing") == true)
        #expect(refusal?.sentence.contains("Group 5 is wrong") == true)
        #expect(prompt.entry.missing == [2, 5])
        #expect(error.text.isEmpty)
    }

    @Test func `A pipe that ends early says what is missing`() throws {
        var prompt = call.prompt(zip(1..., groups).dropLast(2).map { "\($0) \($1)" }, isTerminal: false)
        let refusal = #expect(throws: Refusal.self) { _ = try prompt.read() }
        #expect(refusal?.code == .phoneIncomplete)
        #expect(refusal?.sentence == "Groups 9, 10 of 10 are missing.")
        #expect(prompt.entry.missing == [9, 10])
    }

    @Test func `A piped mail is taken as it is, and its prose is no fault`() throws {
        let mail =
            ["Dear Yard,", "", "here they are:"] + groups.map { "> \($0)" } + ["Anna", "Tel. 040 5550 1234"]
        var whole = call.prompt(mail, isTerminal: false)
        #expect(try whole.read() == .complete)
        #expect(whole.entry.code == call.code)
        var part = call.prompt(mail.filter { !$0.contains(groups[9]) }, isTerminal: false)
        let refusal = #expect(throws: Refusal.self) { _ = try part.read() }
        #expect(refusal?.code == .phoneIncomplete)
        #expect(refusal?.sentence == "Group 10 of 10 is missing.")
        var none = call.prompt(["We are closed."], isTerminal: false)
        let nothing = #expect(throws: Refusal.self) { _ = try none.read() }
        #expect(nothing?.code == .phoneIncomplete)
    }

    @Test func `A number that no group has is named`() throws {
        var prompt = call.prompt(["33 054978", "0 054978", "pause"])
        #expect(try prompt.read() == .paused)
        #expect(error.text.contains("There is no group 33.") && error.text.contains("There is no group 0."))
    }

    @Test(arguments: ["end", "stop", "END "])
    func `'end' says that nothing more will come, where that may be said`(word: String) throws {
        var prompt = call.prompt([groups[0], "help", word], mayEnd: true)
        #expect(try prompt.read() == .ended)
        #expect(error.text.contains("'end' says that there are no more"))
        var other = call.prompt([groups[0], word, "pause"])
        #expect(try other.read() == .paused)
        #expect(error.text.contains("'\(word)' is not a group"))
        var again = call.prompt(groups + [word], mayEnd: true)
        _ = try again.read()
        #expect(try again.ask(again: [2]) == nil)
    }

    @Test func `What another session types meanwhile is picked up, and going back leaves it`() throws {
        let theirs = Mutex<[Int: String]>([2: groups[1], 3: groups[2]])
        let kept = Mutex<[Int: String]>([:])
        var prompt = CodePrompt(
            CodeEntry(direction: .request, form: .digits),
            in: call.context([groups[0], groups[3], "back", "list", "pause"], isTerminal: true),
            merging: { (entry) throws(Refusal) in
                let merged = entry.texts.merging(theirs.withLock { $0 }) { _, theirs in theirs }
                kept.withLock { $0 = merged }
                return merged
            })
        #expect(try prompt.read() == .paused)
        #expect(error.text.contains("Groups 2, 3 were changed meanwhile by another session."))
        #expect(error.text.contains("group 4 of 10> "))
        #expect(error.text.contains("Group 4 is removed."))
        #expect(prompt.entry.texts == kept.withLock { $0 })
        #expect(Set(prompt.entry.texts.keys) == [1, 2, 3])
    }

    @Test func `Going back undoes the last line, whichever groups it had`() throws {
        var prompt = call.prompt([
            groups[0], groups[1], "8 \(groups[7])", "3 \(groups[2])", "back", "list", "pause",
        ])
        _ = try prompt.read()
        #expect(Set(prompt.entry.texts.keys) == [1, 2, 8])
        #expect(error.text.contains("Group 3 is removed."))
    }

    @Test func `Going back from a group that is typed anew leaves it and all others`() throws {
        var prompt = call.prompt([groups[0], groups[1], "fix 1", "back", "list", "pause"])
        _ = try prompt.read()
        #expect(prompt.entry.texts == [1: groups[0], 2: groups[1]])
        #expect(error.text.contains("Group 1 stays as it is."))
    }

    @Test func `Going back after a wrong line says so before it undoes another`() throws {
        var prompt = call.prompt([groups[0], groups[1], call.wrong(3), "back", "pause"])
        _ = try prompt.read()
        #expect(prompt.entry.texts.count == 2)
        #expect(error.text.contains("The last line was not taken."))
        var twice = call.prompt([groups[0], groups[1], call.wrong(3), "back", "back", "pause"])
        _ = try twice.read()
        #expect(twice.entry.texts.count == 1)
    }

    /// A prompt for words.
    private func words(_ lines: [String]) -> CodePrompt {
        CodePrompt(
            CodeEntry(direction: .request, form: .words), in: call.context(lines, isTerminal: true),
            keep: { (_) throws(Refusal) in })
    }

    @Test func `A group with a misspelt word is offered as it was meant, and Enter takes it`() throws {
        let groups = call.code.groups(.words)
        let misspelt = groups[0].split(separator: " ").enumerated().map { place, word in
            place == 1 ? "x\(word)" : String(word)
        }.joined(separator: " ")
        var prompt = words([misspelt, "", "pause"])
        _ = try prompt.read()
        #expect(prompt.entry.texts == [1: groups[0]])
        #expect(error.text.contains("group 1 of 5, Enter if it is \(groups[0])> "))
        var other = words([misspelt, groups[0], "", "pause"])
        _ = try other.read()
        #expect(other.entry.texts == [1: groups[0]])
        // Of words that are like nothing, nothing is offered; nor of a group that is wrong besides.
        for line in [
            "qqqqq " + groups[0].split(separator: " ").dropFirst().joined(separator: " "), "zz zz zz zz",
        ] {
            var none = words([line, "", "pause"])
            _ = try none.read()
            #expect(none.entry.texts.isEmpty)
        }
    }

    @Test func `Where a group is asked for again, Enter takes what was meant`() throws {
        let groups = call.code.groups(.words)
        let misspelt = "x" + groups[1]
        var prompt = words(groups + [misspelt, "", "pause"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == nil)
        #expect(prompt.entry.texts[2] == groups[1])
        #expect(error.text.contains("group 2 again, Enter if it is \(groups[1])> "))
    }
}
