import CommandSupport
import Glibc
import Testing

/// Both ends of a terminal that is not there: what a program sees, and what a person does.
final class PseudoTerminal: Sendable {
    let path: String
    private let person: Int32
    /// The program's end.
    let program: Int32

    init() throws {
        var person: Int32 = -1
        var program: Int32 = -1
        try #require(openpty(&person, &program, nil, nil, nil) == 0)
        let name = try #require(ttyname(program))
        path = String(cString: name)
        (self.person, self.program) = (person, program)
    }

    deinit {
        close(person)
        close(program)
    }

    var echoes: Bool { Self.echoes(program) }

    /// How it is set.
    var settings: String {
        var attributes = termios()
        tcgetattr(program, &attributes)
        return "\(attributes)"
    }

    /// Types once the program has switched the echo off, as a person does who waits for the question.
    func type(_ text: String) throws {
        Self.waitForSilence(program)
        try write(text)
    }

    /// Types at once.
    func write(_ text: String) throws {
        try DescriptorSink(descriptor: person, name: "The person").write(text)
    }

    /// Everything that the terminal shows up to the end of the line; it may come in pieces.
    func shown() -> String { shown(until: "\n") }

    /// Everything up to these words.
    func shown(until words: String) -> String {
        var shown: [UInt8] = []
        while shown.firstRange(of: Array(words.utf8)) == nil {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = read(person, &bytes, bytes.count)
            guard count > 0 else { break }
            shown += bytes.prefix(count)
        }
        return String(decoding: shown, as: UTF8.self)
    }

    static func waitForSilence(_ descriptor: Int32) {
        // Half a minute, so that a prompt that never comes fails the test and does not hang it.
        for _ in 0..<30_000 where echoes(descriptor) { usleep(1000) }
    }

    private static func echoes(_ descriptor: Int32) -> Bool {
        var attributes = termios()
        return tcgetattr(descriptor, &attributes) == 0 && attributes.c_lflag & tcflag_t(ECHO) != 0
    }
}
