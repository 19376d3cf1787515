import CommandTesting
import Refusals
import Synchronization
import Testing
import TextForm

@testable import CommandSupport

@Suite("A document that comes from a terminal")
struct DocumentPromptTests {
    private let error = MemorySink()
    private let form = TextForm(kind: .license, bytes: (0..<60).map { UInt8($0 * 7 & 255) })

    /// What the command is given, and what the person is told.
    private func read(_ lines: [String], isTerminal: Bool = true) throws -> String {
        let context = CommandContext(
            programName: "demo",
            standardInput: MemorySource(lines.joined(separator: "\n"), isTerminal: isTerminal),
            standardOutput: MemorySink(), standardError: error, environment: [:], terminal: NoTerminal(),
            now: 0,
            milliseconds: 0, root: "/", userName: "user", homeFolder: "/")
        return String(decoding: try context.read("-"), as: UTF8.self)
    }

    @Test func `A pipe is read as it is, and nobody is told anything`() throws {
        #expect(try read(["abc"], isTerminal: false) == "abc")
        #expect(error.text.isEmpty)
    }

    @Test func `What is pasted is given on as it is, up to its last line`() throws {
        let letter = [
            "Dear colleague,", "-----BEGIN COUNTERSIGN LICENSE-----", "0oRD",
            "-----END COUNTERSIGN LICENSE-----",
        ]
        #expect(try read(letter + ["this stays unread"]) == letter.joined(separator: "\n") + "\n")
    }

    @Test func `A scanner needs no end of the input`() throws {
        #expect(try read([form.text, "this stays unread"]) == form.text)
        #expect(error.text.contains("every check is right"))
    }

    @Test func `Groups are judged line by line`() throws {
        var lines = form.numberedGroups
        lines.insert("04. 00000-0000U", at: 3)
        lines.insert("what now", at: 5)
        #expect(try read(lines) == form.text)
        #expect(error.text.contains("Group 4 is wrong (00000-0000U"))
        #expect(error.text.contains("Group 4 is right."))
        #expect(error.text.contains("Skipped: this is not a group."))
    }

    @Test func `An end that comes too early says what is missing`() throws {
        var lines = form.numberedGroups
        lines.remove(at: 2)
        let refusal = #expect(throws: Refusal.self) { _ = try read(lines) }
        #expect(refusal?.code == .documentMistyped)
        #expect(refusal?.sentence.contains("3 (left out)") == true)
    }

    @Test(arguments: [
        ("", PromptLine.blank), ("  \t", .blank), ("-----BEGIN COUNTERSIGN REQUEST-----", .armour),
        ("COUNTERSIGN:R/TA25GBD20C4S10Y17C52", .form),
        ("https://portal.example/R/TA25GBD20C4S10Y17C52", .form),
        ("TA25G-BD20C", .groups), ("ta25gbd20c 4s10y17c52", .groups),
        ("07. TA25G-BD20C (08) 4S10Y-17C52", .groups),
        ("TA25G", .groups), ("Dear Sir or Madam,", .other), ("what now?", .other), ("ok thanks", .other),
    ])
    func `A line is told by its look`(line: String, kind: PromptLine) {
        #expect(PromptLine(line) == kind)
    }

    @Test(arguments: [
        ("wwyyr-b", PromptLine.groups), ("35. WWYYR-B", .groups), ("would be", .other), ("low-key", .other),
        ("ABCDE-FGHJKM", .groups), ("Regards", .other), ("35. Regards", .other),
    ])
    func `A short group of letters is told by its dash, once groups are typed`(line: String, kind: PromptLine)
    {
        #expect(PromptLine(line, isTyping: true) == kind)
    }

    /// Where the last group is all letters and typed without its dash, only the checks can tell.
    @Test func `A last group that looks like a word is taken if it makes the whole`() throws {
        let last = try #require(wordy.groups.last)
        #expect(PromptLine(last.lowercased().filter { $0 != "-" }, isTyping: true) == .other)
        let lines = wordy.groups.dropLast() + ["regards", last.lowercased().filter { $0 != "-" }]
        #expect(try read(Array(lines)) == wordy.text)
    }

    /// What is typed first in the place of some groups, one line after the other; then what the prompt asks for.
    private func obey(_ form: TextForm, slips: [Int: [String]]) throws -> String {
        let typed = Mutex<[Int: Int]>([:])
        let groups = form.groups
        let source = ObedientSource(error, most: 3 * groups.count) { asked, compared, _ in
            let count = typed.withLock { typed in
                typed[asked, default: 0] += 1
                return typed[asked, default: 0]
            }
            if let lines = slips[asked], count <= lines.count { return lines[count - 1] }
            guard asked <= groups.count else { return "" }
            return compared == groups[asked - 1] ? "" : groups[asked - 1]
        }
        let context = CommandContext(
            programName: "demo", standardInput: source, standardOutput: MemorySink(), standardError: error,
            environment: [:], terminal: NoTerminal(), now: 0, milliseconds: 0, root: "/", userName: "user",
            homeFolder: "/")
        return String(decoding: try context.read("-"), as: UTF8.self)
    }

    @Test func `Whoever does what the prompt says comes to the end`() throws {
        let form = TextForm(kind: .license, bytes: (0..<220).map { UInt8(($0 * 89 + $0 / 7) & 255) })
        let groups = form.groups
        let half = String(groups[2].prefix(5))
        #expect(try obey(form, slips: [3: [half]]) == form.text)
        #expect(
            error.text.contains("Group 3 has 5 of its ten characters so far: type the rest, or the whole"))
        #expect(try obey(form, slips: [3: [half, ""]]) == form.text)
        #expect(error.text.contains("What was typed of group 3 is dropped"))
        #expect(try obey(form, slips: [2: [groups[33]]]) == form.text)
        #expect(error.text.contains("Type group 2 again."))
        #expect(try obey(form, slips: [9: [hidden(groups[8], number: 9)]]) == form.text)
        #expect(error.text.contains("most likely in group 9."))
        #expect(error.text.contains("\ngroup 9, Enter if it is \(hidden(groups[8], number: 9))> "))
        #expect(error.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: [",", ";", ", ", " | ", "; "])
    func `What people put between groups parts them`(mark: String) throws {
        #expect(try read([form.groups.joined(separator: mark)]) == form.text)
        #expect(try read(form.groups.map { "\($0)\(mark)" }) == form.text)
        #expect(try read(form.numberedGroups.map { "\($0)." }) == form.text)
        #expect(try read(form.groups.map { $0.split(separator: "-").joined(separator: "_") }) == form.text)
        #expect(!error.text.contains("Skipped"))
    }

    @Test func `One odd character costs its own group, and no other of the line`() throws {
        var groups = form.groups
        groups[3] = "?" + groups[3].dropFirst()
        groups[5] = groups[5].dropLast() + "="
        #expect(try read([groups.joined(separator: " "), form.groups[3], form.groups[5]]) == form.text)
        #expect(error.text.contains("Group 4 is wrong (\(groups[3]), '?' is never used"))
        #expect(error.text.contains("Group 6 is wrong"))
        #expect(!error.text.contains("Group 5 is wrong"))
    }

    @Test(arguments: [
        ("here is your license no. 2026-17; thank you, and best regards", PromptLine.other),
        ("Thank you, Acme Marine; order 2026-17", .other), ("what, now?", .other), ("May 12, 2026", .other),
        ("TA25G-BD20C, 4S10Y-17C52", .groups), ("TA25G,BD20C; 4S10Y,17C52", .groups),
        ("TA25G-BD2?C", .groups), ("07. TA25G-BD20C, 08. ?S10Y-17C52", .groups), ("TA25G_BD20C", .groups),
    ])
    func `Groups with odd characters are told from a letter's lines`(line: String, kind: PromptLine) {
        #expect(PromptLine(line) == kind)
    }

    @Test func `'help' and 'list' are words, and 'quit' ends with what to paste another time`() throws {
        let groups = form.groups
        let lines = ["help", groups[0], "LIST", "3. \(groups[2])", "list", "quit", "this stays unread"]
        let refusal = #expect(throws: Refusal.self) { _ = try read(lines) }
        #expect(refusal?.code == .documentMistyped)
        #expect(error.text.contains("A group has ten characters; type one group or more on a line."))
        #expect(error.text.contains("  01. \(groups[0])\n"))
        #expect(error.text.contains("Group 2 is not right yet."))
        let kept = "  01. \(groups[0])  03. \(groups[2])"
        #expect(error.text.contains("To continue another time, copy these lines"))
        #expect(error.text.hasSuffix(":\n\(kept)\n"))
        #expect(!error.text.contains("Skipped"))
        // And they are taken as they are shown.
        #expect(try read([kept, groups[1]] + groups.dropFirst(3)) == form.text)
    }

    /// Two other symbols, with which the check symbol fits.
    private func hidden(_ group: String, number: Int) -> String {
        var values = CrockfordBase32.values(in: group) ?? []
        values[1] ^= 3
        values[9] = GroupCheck.symbol(for: values[..<9], number: number)
        return TextForm.groups(of: values)[0]
    }

    /// A form with a last group of letters only.
    private var wordy: TextForm {
        (0...UInt8.max).lazy.map { TextForm(kind: .request, bytes: [$0] + Array(repeating: 7, count: 41)) }
            .first { $0.groups.last.map { $0.count < 9 && !$0.contains(where: \.isNumber) } == true } ?? form
    }
}
