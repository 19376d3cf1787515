import CommandSupport
import CommandTesting
import Synchronization
import Testing

@testable import countersign_responder

@Suite struct ProgressTests {
    private final class Clock: Sendable {
        let time = Atomic<Int64>(0)
        func set(_ milliseconds: Int64) { time.store(milliseconds, ordering: .relaxed) }
        func read() -> Int64 { time.load(ordering: .relaxed) }
    }

    @Test func `It is drawn ten times a second at most, with rate and remaining time`() {
        let sink = MemorySink()
        let clock = Clock()
        var progress = Progress("answering", total: 100, in: context(sink, clock, ScriptedTerminal()))
        for (time, count) in [(0, 0), (99, 5), (1000, 20), (1050, 21), (2000, 25)] {
            clock.set(Int64(time))
            progress.update(count)
        }
        #expect(
            sink.text == "\ranswering: 0 of 100"
                + "\ranswering: 20 of 100, 20/s, 4 s left"
                + "\ranswering: 25 of 100, 13/s, 6 s left")
    }

    @Test func `It leaves a clean line behind`() {
        let sink = MemorySink()
        do {
            var progress = Progress("answering", total: nil, in: context(sink, Clock(), ScriptedTerminal()))
            progress.update(3)
        }
        #expect(sink.text == "\ranswering: 3\r" + String(repeating: " ", count: 12) + "\r")
    }

    @Test func `A shorter line covers the longer one before it`() {
        let sink = MemorySink()
        let clock = Clock()
        var progress = Progress("x", total: nil, in: context(sink, clock, ScriptedTerminal()))
        progress.update(1000)
        clock.set(100_000)
        progress.update(0)
        #expect(sink.text == "\rx: 1000\rx: 0   ")
    }

    @Test func `Without a terminal there is nothing`() {
        let sink = MemorySink()
        do {
            var progress = Progress("answering", total: 9, in: context(sink, Clock(), NoTerminal()))
            progress.update(3)
        }
        #expect(sink.text == "")
    }

    private func context(_ sink: MemorySink, _ clock: Clock, _ terminal: any Terminal) -> CommandContext {
        CommandContext(
            programName: "demo", standardInput: MemorySource(""), standardOutput: MemorySink(),
            standardError: sink, environment: [:], terminal: terminal, now: 0, milliseconds: clock.read(),
            root: "", userName: "", homeFolder: "")
    }
}
