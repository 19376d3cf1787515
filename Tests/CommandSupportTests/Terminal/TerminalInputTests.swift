import CommandSupport
import CommandTesting
import Refusals
import Testing

@Suite struct TerminalInputTests {
    private let error = MemorySink()

    private func context(_ input: String, isTerminal: Bool) -> CommandContext {
        CommandContext(
            programName: "demo", standardInput: MemorySource(input, isTerminal: isTerminal),
            standardOutput: MemorySink(), standardError: error, environment: [:], terminal: NoTerminal(),
            now: 0, milliseconds: 0, root: "", userName: "", homeFolder: "")
    }

    @Test func `A person is asked for a secret line, a pipe is not`() throws {
        let typed = try context("7K2M\nrest\n", isTerminal: true).readSecretLine(
            "-", prompt: "Activation key", limit: 9)
        #expect(typed == Array("7K2M".utf8))
        #expect(error.text == "Activation key: ")
        let piped = try context("7K2M\n", isTerminal: false).readSecretLine(
            "-", prompt: "Activation key", limit: 9)
        #expect(piped == Array("7K2M".utf8))
        #expect(error.text == "Activation key: ")
        #expect(
            try context("", isTerminal: true).readSecretLine("-", prompt: "Activation key", limit: 9) == nil)
    }

    @Test func `A secret that others can read is taken from its file with a warning`() throws {
        let context = context("", isTerminal: false)
        try TemporaryFile("7K2M\r\nrest\n", mode: 0o644).use { path throws in
            #expect(
                try context.readSecretLine(path, prompt: "Activation key", limit: 9) == Array("7K2M".utf8))
        }
        #expect(error.text.hasPrefix("demo: warning: "))
    }
}
