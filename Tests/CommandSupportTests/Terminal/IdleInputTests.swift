import CommandTesting
import Refusals
import Testing

@testable import CommandSupport

@Suite("A desk at which nobody types")
struct IdleInputTests {
    /// Somebody types while nobody asks.
    private final class Eager: ByteSource {
        let isTerminal = true
        let comes: Bool

        init(comes: Bool) { self.comes = comes }

        func readLine(limit: Int) throws(Refusal) -> [UInt8]? { Array("plain".utf8) }
        func readLine(_ question: LineQuestion) throws(Refusal) -> [UInt8]? {
            guard let idle = question.idle else { return nil }
            guard comes else {
                idle.reached()
                return nil
            }
            return Array("edited, \(idle.milliseconds)".utf8)
        }
        func readAll(limit: Int) throws(Refusal) -> [UInt8] { [] }
        func readAll(limit: (_ beginning: [UInt8]) throws(Refusal) -> Int) throws(Refusal) -> [UInt8] { [] }
        func discardTyped() -> [UInt8] { Array("yes\n".utf8) }
    }

    private let question = LineQuestion(
        prompt: "> ", limit: 80, history: nil, sink: MemorySink(), columns: 80)

    @Test func `What was typed before the question is thrown away, and told, through the watch too`() {
        let input: any ByteSource = IdleInput(Eager(comes: true), minutes: 1)
        #expect(input.discardTyped() == Array("yes\n".utf8))
    }

    @Test func `The line is edited where the terminal can, and is given up where nobody types`() throws {
        let watched: any ByteSource = IdleInput(Eager(comes: true), minutes: 2)
        #expect(try watched.readLine(question) == Array("edited, 120000".utf8))
        let deserted = IdleInput(Eager(comes: false), minutes: 1)
        #expect(try deserted.readLine(question) == nil && deserted.isIdle)
        deserted.wake()
        #expect(!deserted.isIdle)
    }
}
