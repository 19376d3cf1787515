import Glibc
import Testing

@testable import CommandSupport

@Suite("Whether something is typed in time")
struct ArrivalTests {
    @Test func `At a terminal: a line that is there or comes, what was read and not taken, and the end`()
        throws
    {
        let terminal = try PseudoTerminal()
        let source = DescriptorSource(descriptor: terminal.program, name: "It")
        #expect(!source.arrives(within: 0) && !source.arrives(within: 20))
        // The beginning of a line that the system edits is not there yet.
        try terminal.write("on")
        #expect(!source.arrives(within: 20))
        try terminal.write("e\ntwo\n")
        #expect(source.arrives(within: 60_000) && source.arrives(within: 60_000))
        #expect(try source.readLine(limit: 9) == Array("one".utf8))
        #expect(source.arrives(within: 60_000))
        #expect(try source.readLine(limit: 9) == Array("two".utf8))
        #expect(!source.arrives(within: 0))
        let waiting = Background { source.arrives(within: 60_000) }
        try terminal.write("\u{4}")
        #expect(try waiting.value())
        #expect(try source.readLine(limit: 9) == nil)
    }

    @Test func `Nobody waits for a person where none types`() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(DescriptorSource(descriptor: ends[0], name: "It").arrives(within: 0))
    }
}
