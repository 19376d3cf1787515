import CommandSupport
import Glibc
import Refusals
import Testing

@Suite struct DescriptorStreamTests {
    @Test func `More than a pipe holds arrives whole`() throws {
        let pipe = try Pipe()
        let text = String(repeating: "countersign ", count: 50_000)
        let writer = Background {
            try DescriptorSink(descriptor: pipe.end, name: "The pipe").write(text)
            close(pipe.end)
        }
        let source = DescriptorSource(descriptor: pipe.start, name: "The pipe")
        #expect(try source.readAll(limit: 1_000_000) == Array(text.utf8))
        try writer.value()
        close(pipe.start)
    }

    @Test func `A non-blocking stream is waited for`() throws {
        let pipe = try Pipe()
        try #require(fcntl(pipe.end, F_SETFL, O_NONBLOCK) == 0)
        try #require(fcntl(pipe.start, F_SETFL, O_NONBLOCK) == 0)
        let text = String(repeating: "countersign ", count: 50_000)
        let writer = Background {
            try DescriptorSink(descriptor: pipe.end, name: "The pipe").write(text)
            close(pipe.end)
        }
        let source = DescriptorSource(descriptor: pipe.start, name: "The pipe")
        #expect(try source.readAll(limit: 1_000_000).count == text.utf8.count)
        try writer.value()
        close(pipe.start)
    }

    @Test func `A reader that has gone is noted and no error`() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = try Pipe()
        close(pipe.start)
        let sink = DescriptorSink(descriptor: pipe.end, name: "The pipe")
        #expect(!sink.readerHasGone)
        try sink.write("nobody hears it")
        #expect(sink.readerHasGone)
        try sink.write("nor this")
        try sink.finish()
        close(pipe.end)
    }

    @Test func `A full disk is refused`() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let refusal = #expect(throws: Refusal.self) {
            try DescriptorSink(descriptor: full, name: "Standard output").write("x")
        }
        #expect(refusal?.code == .diskFull)
        #expect(refusal?.code.exitStatus == .inputOutput)
        #expect(refusal?.sentence.hasPrefix("Standard output could not be written") == true)
    }

    @Test func `A stream that is closed or of the wrong kind is refused`() throws {
        let sink = #expect(throws: Refusal.self) {
            try DescriptorSink(descriptor: -1, name: "Standard output").write("x")
        }
        #expect(sink?.code == .fileUnwritable)
        let source = #expect(throws: Refusal.self) {
            try DescriptorSource(descriptor: -1, name: "Standard input").readAll(limit: 1)
        }
        #expect(source?.code == .fileUnreadable)
        let folder = open("/", O_RDONLY)
        defer { close(folder) }
        let read = #expect(throws: Refusal.self) {
            _ = try DescriptorSource(descriptor: folder, name: "Standard input").readLine(limit: 1)
        }
        #expect(read?.code == .fileIsFolder)
    }

    @Test func `Lines end in LF, CR LF or the end of the input`() throws {
        try read("one\ntwo\r\n\nlast") { source throws in
            #expect(try source.readLine(limit: 10) == Array("one".utf8))
            #expect(try source.readLine(limit: 3) == Array("two".utf8))
            #expect(try source.readLine(limit: 0) == [])
            #expect(try source.readLine(limit: 4) == Array("last".utf8))
            #expect(try source.readLine(limit: 4) == nil)
        }
    }

    @Test func `A line or an input over the limit is refused`() throws {
        for text in ["12345\n", "12345", "12345\r\n", "123456\n", "1234567890"] {
            try read(text) { source throws in
                let refusal = #expect(throws: Refusal.self) { _ = try source.readLine(limit: 4) }
                #expect(refusal?.code == .documentTooLarge)
            }
        }
        try read("12345") { source throws in
            let refusal = #expect(throws: Refusal.self) { try source.readAll(limit: 4) }
            #expect(refusal?.code == .documentTooLarge)
        }
        try read("1234") { source throws in #expect(try source.readAll(limit: 4).count == 4) }
    }

    @Test func `The first bytes of an input say how much of it is read`() throws {
        let text = String(repeating: "0123456789", count: 500)
        try read(text) { source throws in
            var asked: [String] = []
            let all = try source.readAll { (beginning) throws(Refusal) in
                asked.append(String(decoding: beginning, as: UTF8.self))
                return 5_000
            }
            #expect(String(decoding: all, as: UTF8.self) == text)
            #expect(asked == [String(text.prefix(64))])
        }
        try read(text) { source throws in
            let refusal = #expect(throws: Refusal.self) {
                try source.readAll { (_) throws(Refusal) in 4_999 }
            }
            #expect(refusal?.code == .documentTooLarge)
        }
        try read("short") { source throws in
            #expect(try source.readAll { (beginning) throws(Refusal) in beginning.count + 59 }.count == 5)
        }
    }

    @Test func `What follows a line is still there to be read`() throws {
        try read("code\nrest\nof it") { source throws in
            #expect(try source.readLine(limit: 10) == Array("code".utf8))
            #expect(try source.readAll(limit: 11) == Array("rest\nof it".utf8))
            #expect(try source.readAll(limit: 11) == [])
        }
    }

    private func read(_ text: String, _ body: (DescriptorSource) throws -> Void) throws {
        let pipe = try Pipe()
        try DescriptorSink(descriptor: pipe.end, name: "The pipe").write(text)
        close(pipe.end)
        defer { close(pipe.start) }
        try body(DescriptorSource(descriptor: pipe.start, name: "The pipe"))
    }
}

/// Both ends of a pipe; the test closes them.
private struct Pipe: Sendable {
    let start: Int32
    let end: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        (start, end) = (ends[0], ends[1])
    }
}
