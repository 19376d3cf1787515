import CommandSupport
import CommandTesting
import PhoneCode
import Refusals
import Synchronization
import Testing

@testable import countersign_responder

@Suite("A code that is read aloud from a screen")
struct ReadingScreenTests {
    private let call: TypedCall
    private var groups: [String] { call.groups }
    private var error: MemorySink { call.error }

    init() throws { call = try TypedCall() }

    @Test func `Is read from a screen, group by group, with what a reader may ask for`() throws {
        let kept = Mutex<[Int]>([])
        var screen = ReadingScreen(
            call.code, .digits,
            in: call.context(["", "r", "b", "7", "d", "", "10", "l", "", "x", ""], isTerminal: true),
            keep: { (number) throws(Refusal) in kept.withLock { $0.append(number) } })
        #expect(try screen.run(from: 1) == .read)
        #expect(kept.withLock { $0 } == [1, 2, 2, 1, 7, 7, 8, 10, 10, 10])
        #expect(error.text.contains("Group 7 of 10"))
        #expect(error.text.contains(groups[6]))
        #expect(error.text.contains("the last"))
        #expect(error.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `Words begin with the first group, because nobody can type a part in digits`() throws {
        let kept = Mutex<[Int]>([])
        var screen = ReadingScreen(
            call.code, .digits, in: call.context(["w", "d", "", "w", "", "pause"], isTerminal: true),
            keep: { (number) throws(Refusal) in kept.withLock { $0.append(number) } })
        #expect(try screen.run(from: 1) == .paused)
        #expect(kept.withLock { $0 } == [1, 1, 1, 2, 1, 3])
        #expect(error.text.components(of: "this is group 1") == 1)
        let said = error.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(said.contains("'countersign-client install --phone --words --start-over'"))
        let words = call.code.groups(.words)[0].split(separator: " ").joined(separator: "     ")
        #expect(error.text.contains(words))
    }

    @Test func `After a group that was asked for again, reading goes on where it was`() throws {
        let kept = Mutex<[Int]>([])
        var screen = ReadingScreen(
            call.code, .digits,
            in: call.context(
                ["5", "", "2", "r", "", "", "2", "1", "b", "", "9", "", "3", "", ""], isTerminal: true),
            keep: { (number) throws(Refusal) in kept.withLock { $0.append(number) } })
        #expect(try screen.run(from: 1) == .read)
        #expect(kept.withLock { $0 } == [1, 5, 6, 2, 2, 6, 7, 2, 1, 1, 7, 9, 10, 3, 10])
        #expect(error.text.contains("Group 2 of 10") && error.text.contains("once more"))
        #expect(error.text.contains("Enter: group 6") && error.text.contains("Enter: end"))
        #expect(error.text.contains("Ask whether they have them all."))
    }

    @Test func `Large digits are as wide as the screen allows, and all different`() throws {
        let rows = try (0...9).map { try #require(LargeGroup.rows("\($0)", isASCII: true)) }
        #expect(Set(rows).count == 10)
        #expect(try #require(LargeGroup.rows("012 345", isASCII: false)).allSatisfy { $0.count <= 60 })
        #expect(LargeGroup.rows("bemoan", isASCII: true) == nil)
    }

    @Test func `Has a line above each group that says whose it is`() throws {
        var screen = ReadingScreen(
            call.code, .digits, in: call.context(["", "pause"], isTerminal: true),
            title: "Nordic Yard, KHQ0-4NVS, agent Anna\u{1B}[2J", keep: { (_) throws(Refusal) in })
        #expect(try screen.run(from: 1) == .paused)
        #expect(error.text.components(of: "  Nordic Yard, KHQ0-4NVS, agent Anna\\u{1B}[2J\n  Group ") == 2)
    }

    @Test func `A full disk is told once, and does not end the reading`() throws {
        var screen = ReadingScreen(
            call.code, .digits, in: call.context(Array(repeating: "", count: 10), isTerminal: true),
            keep: { (_) throws(Refusal) in throw Refusal(.diskFull, "The disk is full.") })
        #expect(try screen.run(from: 1) == .read)
        #expect(error.text.components(of: "The disk is full.") == 1)
        for group in groups { #expect(error.text.contains(group)) }
    }

    @Test(arguments: [28, 40, 52, 80])
    func `No word is broken, however narrow the screen is`(width: Int) throws {
        for form in CodeForm.allCases {
            var screen = ReadingScreen(
                call.code, form,
                in: call.context(Array(repeating: "", count: 10), isTerminal: true, width: width),
                keep: { (_) throws(Refusal) in })
            #expect(try screen.run(from: 1) == .read)
        }
        let words = call.code.groups(.words).flatMap { $0.split(separator: " ").map(String.init) }
        let shown = Set(error.text.split { $0.isWhitespace }.map(String.init))
        #expect(shown.isSuperset(of: words))
        #expect(error.text.split(separator: "\n").allSatisfy { $0.count <= width })
    }

    @Test func `No word of a listing is broken either`() throws {
        var report = TextReport(style: TextStyle(width: 40, isColored: false))
        report.groups(call.code.groups(.words))
        let lines = report.rendered.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 40 })
        let words = call.code.groups(.words).flatMap { $0.split(separator: " ").map(String.init) }
        #expect(report.rendered.split { $0.isWhitespace || $0.isNumber }.map(String.init) == words)
    }
}
