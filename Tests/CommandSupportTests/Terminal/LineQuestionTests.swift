import CommandTesting
import Glibc
import Refusals
import Testing

@testable import CommandSupport

// Of the same suite as the other prompts: a process has one set of signal handlers, and so one prompt at a time.
extension SystemTerminalTests {
    private static func question(
        _ sink: some TextSink, isEdited: Bool = true, limit: Int = 4096,
        history: LineHistory? = nil
    ) -> LineQuestion {
        LineQuestion(
            prompt: "group 1> ", limit: limit, history: history, sink: sink,
            columns: isEdited ? 80 : nil)
    }

    @Test(arguments: [
        ("abc\n", "abc"), ("ac\u{1B}[Db\n", "abc"), ("\u{1B}[A\n", "before"), ("Åse\n", "Åse"),
    ])
    func `A line is edited at a terminal, which is as before afterwards`(typed: String, line: String) throws {
        let terminal = try PseudoTerminal()
        let source = DescriptorSource(descriptor: terminal.program, name: "It")
        let sink = MemorySink()
        let before = terminal.settings
        let history = LineHistory()
        history.add(Array("before".utf8))
        let answer = Background { try source.readLine(Self.question(sink, history: history)) }
        try terminal.type(typed)
        let read = try answer.value()
        #expect(read == Array(line.utf8))
        #expect(terminal.settings == before)
        #expect(sink.text.hasPrefix("group 1> ") && sink.text.hasSuffix("\n") && !sink.text.contains("^["))
    }

    @Test func `Of a paste each question takes a line, and what has no end yet is shown at the next`() throws
    {
        let terminal = try PseudoTerminal()
        let source = DescriptorSource(descriptor: terminal.program, name: "It")
        let sink = MemorySink()
        let first = Background { try source.readLine(Self.question(sink)) }
        try terminal.type("one\ntwo\nthr")
        let one = try first.value()
        #expect(one == Array("one".utf8))
        #expect(source.isFollowed(within: 0))
        let second = try source.readLine(Self.question(sink))
        #expect(second == Array("two".utf8))
        #expect(!source.isFollowed(within: 0))
        let third = Background { try source.readLine(Self.question(sink)) }
        try terminal.type("ee\n")
        let three = try third.value()
        #expect(three == Array("three".utf8))
        #expect(sink.text == "group 1> one\ngroup 1> two\ngroup 1> three\n")
    }

    @Test func `Ctrl-D ends the input on an empty line only, and a line has its limit`() throws {
        for (typed, line) in [("\u{4}", nil), ("ab\u{1B}[D\u{4}\n", "a"), ("ab\u{4}\n", "ab")] {
            let terminal = try PseudoTerminal()
            let source = DescriptorSource(descriptor: terminal.program, name: "It")
            let answer = Background { try source.readLine(Self.question(MemorySink())) }
            try terminal.type(typed)
            let read = try answer.value()
            #expect(read == line.map { Array($0.utf8) })
        }
        let terminal = try PseudoTerminal()
        let source = DescriptorSource(descriptor: terminal.program, name: "It")
        let answer = Background { try source.readLine(Self.question(MemorySink(), limit: 5)) }
        try terminal.type("123456")
        let refusal = #expect(throws: Refusal.self) { try answer.value() }
        #expect(refusal?.code == .documentTooLarge)
        #expect(terminal.echoes)
    }

    @Test func `Where the cursor cannot be moved, the system edits the line`() throws {
        let terminal = try PseudoTerminal()
        let source = DescriptorSource(descriptor: terminal.program, name: "It")
        let sink = MemorySink()
        let answer = Background { try source.readLine(Self.question(sink, isEdited: false)) }
        for _ in 0..<30_000 where sink.text.isEmpty { usleep(1000) }
        #expect(terminal.echoes)
        try terminal.write("abx\u{7F}c\n")
        let read = try answer.value()
        #expect(read == Array("abc".utf8))
        #expect(sink.text == "group 1> ")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `A signal shows what is to be said, and ends the process once the terminal is as before`(
        number: Int32
    ) async throws {
        let terminal = try PseudoTerminal()
        let path = terminal.path
        let before = terminal.settings
        await #expect(processExitsWith: .signal(number)) {
            [path = path as String, number = number as Int32] in
            Self.askAndLeave(number, path)
        }
        #expect(terminal.settings == before)
        try DescriptorSink(descriptor: terminal.program, name: "It").write("End.")
        #expect(terminal.shown(until: "End.") == "group 1> \r\nKept.\r\nEnd.")
    }

    private static func askAndLeave(_ number: Int32, _ path: String) {
        signal(number, SIG_DFL)
        let descriptor = open(path, O_RDWR | O_NOCTTY)
        let source = DescriptorSource(descriptor: descriptor, name: "It")
        let sink = DescriptorSink(descriptor: descriptor, name: "It")
        dup2(descriptor, STDERR_FILENO)
        InterruptNote.set("Lost.\n")
        InterruptNote.set("Kept.\n")
        let answer = Background { try source.readLine(question(sink)) }
        PseudoTerminal.waitForSilence(descriptor)
        kill(getpid(), number)
        _ = try? answer.value()
    }

    @Test func `A signal between two questions shows it too, and nothing where nothing is to be said`()
        async throws
    {
        let terminal = try PseudoTerminal()
        let path = terminal.path
        await #expect(processExitsWith: .signal(SIGINT)) { [path = path as String] in
            signal(SIGINT, SIG_DFL)
            dup2(open(path, O_RDWR | O_NOCTTY), STDERR_FILENO)
            InterruptNote.set("Kept.\n")
            kill(getpid(), SIGINT)
            pause()
        }
        await #expect(processExitsWith: .signal(SIGINT)) { [path = path as String] in
            signal(SIGINT, SIG_DFL)
            dup2(open(path, O_RDWR | O_NOCTTY), STDERR_FILENO)
            InterruptNote.set("Lost.\n")
            InterruptNote.set(nil)
            kill(getpid(), SIGINT)
            pause()
        }
        // What another program wants ignored is ignored.
        await #expect(processExitsWith: .success) { [path = path as String] in
            signal(SIGINT, SIG_IGN)
            dup2(open(path, O_RDWR | O_NOCTTY), STDERR_FILENO)
            InterruptNote.set("Lost.\n")
            kill(getpid(), SIGINT)
            // Not by way of the test, which writes there when it ends.
            _exit(EXIT_SUCCESS)
        }
        try DescriptorSink(descriptor: terminal.program, name: "It").write("End.")
        #expect(terminal.shown(until: "End.") == "\r\nKept.\r\nEnd.")
    }

    @Test func `What is typed too early is thrown away and told`() throws {
        let terminal = try PseudoTerminal()
        let source = DescriptorSource(descriptor: terminal.program, name: "It")
        try terminal.write("yes\nno end")
        #expect(source.discardTyped() == Array("yes\nno end".utf8))
        #expect(terminal.echoes)
        #expect(!source.isFollowed(within: 0))
    }
}
