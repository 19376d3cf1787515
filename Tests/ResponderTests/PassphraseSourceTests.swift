import ArgumentParser
import CommandSupport
import CommandTesting
import Cryptography
import Glibc
import PhoneCode
import Refusals
import Testing

@testable import countersign_responder

@Suite struct PassphraseSourceTests {
    @Test func `Without a file, the terminal is asked once for an existing passphrase`() throws {
        let terminal = ScriptedTerminal(passphrases: ["short"])
        let harness = CommandHarness(terminal: terminal)
        #expect(try existing(nil, harness) == "short")
        #expect(terminal.prompts == ["Passphrase"])
    }

    @Test func `A person who mistypes the passphrase is asked again, three times in all`() {
        let terminal = ScriptedTerminal(passphrases: ["wrong", "right"])
        let result = CommandHarness(terminal: terminal).run(Demo.self, ["unlock"])
        #expect(result.status == 0)
        #expect(terminal.prompts == ["Passphrase of the vault", "Passphrase of the vault"])
        #expect(result.standardError == "countersign: note: That passphrase is wrong. Try again (2 of 3).\n")

        let wrong = ScriptedTerminal(passphrases: ["a", "b", "c", "right"])
        let refused = CommandHarness(terminal: wrong).run(Demo.self, ["unlock"])
        #expect(refused.status == 77)
        #expect(wrong.prompts.count == 3)
        #expect(
            refused.standardError.hasSuffix(
                """
                countersign: None of these is the passphrase of the vault.
                  what to do: Run the command again; check Caps Lock and the keyboard layout.
                  code: passphrase.wrong

                """))
    }

    @Test func `A wrong passphrase in a file is not tried again, and the file is named`() throws {
        try TemporaryFile("wrong\n", mode: 0o600).use { path throws in
            let result = CommandHarness(terminal: ScriptedTerminal(passphrases: ["right"])).run(
                Demo.self, ["unlock", "--passphrase-file", path])
            #expect(result.status == 77)
            let words = result.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("The passphrase in '\(path)' does not open the vault."))
        }
        let piped = CommandHarness(input: "wrong\n").run(Demo.self, ["unlock", "--passphrase-file", "-"])
        #expect(piped.standardError.contains("The passphrase on standard input does not open the vault."))
    }

    @Test func `A warning is JSON where JSON was asked for`() throws {
        try TemporaryFile("right\n", mode: 0o644).use { path throws in
            let result = CommandHarness().run(
                Demo.self, ["unlock", "--passphrase-file", path, "--format", "json"])
            #expect(result.status == 0)
            #expect(result.standardError.hasPrefix(#"{"warning":{"message":"#))
            #expect(result.standardError.hasSuffix("}}\n"))
        }
    }

    @Test func `A new passphrase is asked twice`() throws {
        let terminal = ScriptedTerminal(passphrases: [good, good])
        #expect(try new(nil, CommandHarness(terminal: terminal)) == good)
        #expect(
            terminal.prompts == [
                "Passphrase (at least 12 characters; Enter alone makes one)", "The same again",
            ])
    }

    private let good = "correct horse battery staple"

    @Test func `Who types none is shown one of six words, and types it`() throws {
        let terminal = ScriptedTerminal(passphrases: ["", "something else"])
        let harness = CommandHarness(terminal: terminal)
        #expect(code { try new(nil, harness) } == .passphraseMismatch)
        #expect(terminal.prompts.count == 2)
    }

    @Test func `A made passphrase has six words of the list, and is good by every measure`() {
        let made = MadePassphrase.draw(from: SystemRandom())
        let words = made.split(separator: " ").map(String.init)
        #expect(words.count == 6 && words.allSatisfy { WordList.words.contains($0) })
        #expect(made != MadePassphrase.draw(from: SystemRandom()))
        for judge in [PassphraseJudge.usual, .rule] { #expect(!judge.isGuessable(Array(made.utf8))) }
    }

    @Test(arguments: [
        "aaaaaaaaaaaa", "123456789012", "abcabcabcabcabc", "passwordpassword",
        "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "äöüäöüäöüäöü",
    ])
    func `What repeats itself or runs on is easy to guess, with the library and without`(passphrase: String) {
        for judge in [PassphraseJudge.usual, .rule] { #expect(judge.isGuessable(Array(passphrase.utf8))) }
        #expect(code { try new("-", CommandHarness(input: passphrase + "\n")) } != nil)
    }

    @Test(
        .enabled(if: PassphraseJudge.hasLibrary),
        arguments: ["qwertyuiop12", "Password2024!", "countersign2026"])
    func `What people choose is easy to guess, where the library is there`(passphrase: String) {
        #expect(PassphraseJudge.usual.isGuessable(Array(passphrase.utf8)))
    }

    @Test(arguments: ["five random words are good", "x7#Kq9!mPz2w", "six random words are much better"])
    func `What is hard to guess is taken, with the library and without`(passphrase: String) {
        for judge in [PassphraseJudge.usual, .rule] { #expect(!judge.isGuessable(Array(passphrase.utf8))) }
    }

    @Test func `Two different new passphrases are refused`() {
        let terminal = ScriptedTerminal(passphrases: [good, "correct house"])
        #expect(code { try new(nil, CommandHarness(terminal: terminal)) } == .passphraseMismatch)
    }

    @Test func `A short new passphrase is refused before it is asked again, characters counted`() throws {
        let terminal = ScriptedTerminal(passphrases: ["äöüäöüäöüäö"])
        #expect(code { try new(nil, CommandHarness(terminal: terminal)) } == .passphraseTooShort)
        #expect(terminal.prompts.count == 1)
        #expect(code { try new("-", CommandHarness(input: "12345678901\n")) } == .passphraseTooShort)
        #expect(try new("-", CommandHarness(input: "x7#Kq9!mPz2w\n")) == "x7#Kq9!mPz2w")
    }

    @Test func `Without a terminal and a file, there is no passphrase`() {
        #expect(code { try existing(nil, CommandHarness()) } == .passphraseMissing)
    }

    @Test(arguments: [
        ("correct horse\nsecond line\n", "correct horse"), ("correct horse\r\n", "correct horse"),
        ("correct horse", "correct horse"), (" spaces count \n", " spaces count "),
    ])
    func `The first line of standard input or of a file is taken`(content: String, passphrase: String) throws
    {
        let harness = CommandHarness(input: content)
        #expect(try existing("-", harness) == passphrase)
        try TemporaryFile(content, mode: 0o600).use { path throws in
            let harness = CommandHarness()
            #expect(try existing(path, harness) == passphrase)
            #expect(harness.run(Demo.self, ["deny"]).standardError == "")
        }
    }

    @Test func `What follows the passphrase on standard input is left there`() throws {
        let harness = CommandHarness(input: "correct horse\nrest\n")
        _ = try existing("-", harness)
        #expect(try harness.context.standardInput.readAll(limit: 10) == Array("rest\n".utf8))
    }

    @Test(arguments: [(0o600, false), (0o400, false), (0o640, true), (0o604, true), (0o620, false)])
    func `A file that others can read is used with a warning`(mode: mode_t, warns: Bool) throws {
        let error = MemorySink()
        let context = context(error: error)
        try TemporaryFile("correct horse\n", mode: mode).use { path throws in
            try PassphraseSource(file: path).withPassphrase(prompt: "Passphrase", in: context) { _ in }
            #expect(error.text.hasPrefix("demo: warning: ") == warns)
            #expect(error.text.isEmpty == !warns)
        }
    }

    @Test(arguments: ["", "\n", "\r\n", "\nsecond\n"])
    func `An empty first line is no passphrase`(content: String) throws {
        #expect(code { try existing("-", CommandHarness(input: content)) } == .passphraseMissing)
        try TemporaryFile(content, mode: 0o600).use { path throws in
            #expect(code { try existing(path, CommandHarness()) } == .passphraseMissing)
        }
    }

    @Test func `1024 bytes are taken and 1025 refused`() throws {
        for ending in ["", "\n", "\r\n"] {
            let most = String(repeating: "x", count: 1024)
            try TemporaryFile(most + ending, mode: 0o600).use { path throws in
                #expect(try existing(path, CommandHarness()) == most)
            }
            try TemporaryFile(most + "x" + ending, mode: 0o600).use { path throws in
                #expect(code { try existing(path, CommandHarness()) } == .usageInvalid)
            }
        }
        #expect(code { try existing("/dev/zero", CommandHarness()) } == .usageInvalid)
    }

    @Test func `A file that is not there, or a folder, is named`() {
        #expect(code { try existing("/nowhere/to/be/found", CommandHarness()) } == .fileNotFound)
        #expect(code { try existing("/", CommandHarness()) } == .fileIsFolder)
    }

    @Test func `Erasing leaves an empty array`() {
        var bytes: [UInt8] = [1, 2, 3]
        bytes.erase()
        #expect(bytes.isEmpty)
    }

    private func existing(_ file: String?, _ harness: CommandHarness) throws(Refusal) -> String {
        try PassphraseSource(file: file).withPassphrase(prompt: "Passphrase", in: harness.context) { bytes in
            String(decoding: copy bytes, as: UTF8.self)
        }
    }

    private func new(_ file: String?, _ harness: CommandHarness) throws(Refusal) -> String {
        try PassphraseSource(file: file).withNewPassphrase(prompt: "Passphrase", in: harness.context) {
            bytes in
            String(decoding: copy bytes, as: UTF8.self)
        }
    }

    private func context(error: MemorySink) -> CommandContext {
        CommandContext(
            programName: "demo", standardInput: MemorySource(""), standardOutput: MemorySink(),
            standardError: error, environment: [:], terminal: NoTerminal(), now: 0, milliseconds: 0, root: "",
            userName: "", homeFolder: "")
    }

    private func code(_ body: () throws -> String) -> RefusalCode? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Refusal)?.code
        }
    }
}

/// A command that opens something sealed, and one that reads nothing.
private struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", subcommands: [Deny.self, Unlock.self])

    struct Deny: AnsweringCommand {
        @OptionGroup var global: GlobalOptions
        func answer(in context: CommandContext) throws(Refusal) -> Refusals.ExitStatus {
            try context.standardOutput.write("no\n")
            return .no
        }
    }

    struct Unlock: CountersignCommand {
        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var global: GlobalOptions
        func run(in context: CommandContext) throws(Refusal) {
            try passphrase.source.withPassphrase(of: "the vault", in: context) { (bytes) throws(Refusal) in
                guard String(decoding: copy bytes, as: UTF8.self) == "right" else {
                    throw Refusal(.passphraseWrong)
                }
            }
        }
    }
}
