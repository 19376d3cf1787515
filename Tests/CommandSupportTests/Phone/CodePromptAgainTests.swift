import CommandTesting
import PhoneCode
import Refusals
import Testing

@testable import CommandSupport

/// Each group checks by itself, and the whole is wrong.
@Suite("Groups that are asked for again")
struct CodePromptAgainTests {
    private let call: TypedCall
    private var groups: [String] { call.groups }
    private var error: MemorySink { call.error }

    init() throws { call = try TypedCall() }

    @Test func `Groups are asked for again, and Enter leaves them`() throws {
        var prompt = call.prompt(groups + ["", call.wrong(3), groups[2], "pause"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == false)
        #expect(error.text.contains("group 2 again, Enter if it is \(groups[1])> "))
        #expect(try prompt.ask(again: [4]) == nil)
    }

    @Test func `Where groups are asked for again, a command confirms nothing`() throws {
        var prompt = call.prompt(groups + ["?", "list", "", "back", "fix 9", "hm", "", "2", "", "pause"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == nil)
        #expect(call.askedAgain == [2, 2, 2, 3, 2, 9, 9, 2, 2, 3])
        #expect(prompt.entry.texts.count == 10)
    }

    @Test func `A group that is typed with its number is taken where another is asked for`() throws {
        let other = try call.other(8)
        var prompt = call.prompt(groups + ["8 \(other)"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == true)
        #expect(prompt.entry.texts[8] == other && prompt.entry.texts[2] == groups[1])
    }

    @Test func `What is settled is not asked for again after a change, and then nothing is found`() throws {
        let others = try [2, 5].map { try call.other($0) }
        var prompt = call.prompt(
            groups + ["", others[0], "", "", others[1]] + Array(repeating: "", count: 9))
        _ = try prompt.read()
        let all = [3, 2, 1, 4, 5, 6, 7, 8, 9, 10]
        #expect(try prompt.ask(again: all) == true)
        #expect(try prompt.ask(again: all) == true)
        #expect(try prompt.ask(again: all.reversed()) == false)
        #expect(call.askedAgain == [3, 2, 1, 4, 5, 10, 9, 8, 7, 6])
    }

    @Test func `Going back asks for the group that was typed before, also after a change`() throws {
        let other = try call.other(2)
        var prompt = call.prompt(groups + [other, "back", groups[1], "back", "", "pause"])
        _ = try prompt.read()
        #expect(try prompt.ask(again: [2, 3]) == true)
        #expect(try prompt.ask(again: [2, 3]) == true)
        #expect(prompt.entry.texts[2] == groups[1])
        #expect(try prompt.ask(again: [2, 3]) == nil)
        #expect(call.askedAgain == [2, 3, 2, 3, 2, 3])
    }

    // MARK: Until the code is accepted

    /// Types the groups, and accepts the code with this group only.
    private func accepted(
        _ prompt: inout CodePrompt, _ number: Int, _ group: String
    ) throws(Refusal) -> CodePrompt.Outcome<Int> {
        try prompt.untilAccepted(
            order: { (_) in [7, 4] },
            notFound: { Refusal($0.code, "Not found.") },
            attempt: { (code, entry) throws(Refusal) in
                guard code.groups(.digits)[number - 1] == group else { throw Refusal(.phoneWrongCode) }
                return entry.texts.count
            })
    }

    @Test func `A code is asked for until it is accepted, the likeliest groups first`() throws {
        let others = try [4, 1].map { try call.other($0) }
        let typed = [groups[0], groups[1], groups[2], others[0]] + groups[4...]
        var prompt = call.prompt(typed + ["", "4 \(groups[3])"])
        guard case .accepted(10) = try accepted(&prompt, 4, groups[3]) else {
            Issue.record("it was not accepted")
            return
        }
        #expect(call.askedAgain == [7, 4])
        #expect(error.text.contains("the code as a whole is wrong"))
    }

    @Test func `Once every group was asked for again, nothing is found`() throws {
        var prompt = call.prompt(groups + Array(repeating: "", count: 10))
        let refusal = #expect(throws: Refusal.self) { try accepted(&prompt, 1, "none") }
        #expect(refusal?.sentence == "Not found.")
        #expect(call.askedAgain == [7, 4, 1, 2, 3, 5, 6, 8, 9, 10])
    }

    @Test(arguments: ["pause", "end"])
    func `Whoever types may go on later, or end it`(word: String) throws {
        for lines in [[groups[0], word], groups + ["", word]] {
            var prompt = call.prompt(lines, mayEnd: true)
            switch try accepted(&prompt, 1, "none") {
            case .accepted: Issue.record("it was accepted")
            case .paused: #expect(word == "pause")
            case .ended: #expect(word == "end")
            }
        }
    }

    @Test func `In a pipe, and for another refusal, nobody is asked`() throws {
        var piped = call.prompt(groups, isTerminal: false)
        #expect(throws: Refusal(.phoneWrongCode)) { try accepted(&piped, 1, "none") }
        var typed = call.prompt(groups)
        let refusal = #expect(throws: Refusal.self) {
            _ = try typed.untilAccepted(
                order: { (_) in [1] }, notFound: { $0 },
                attempt: { (_, _) throws(Refusal) -> Int in throw Refusal(.phoneNotAwaited) })
        }
        #expect(refusal?.code == .phoneNotAwaited)
        #expect(call.askedAgain.isEmpty)
    }
}
