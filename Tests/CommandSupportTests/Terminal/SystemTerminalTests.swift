import CommandTesting
import Glibc
import Refusals
import Testing

@testable import CommandSupport

// One after the other: a process has one set of signal handlers, and so one prompt at a time.
@Suite(.serialized) struct SystemTerminalTests {
    @Test(arguments: [
        (["TERM": "xterm"], true),
        (["TERM": "xterm", "NO_COLOR": ""], true),
        (["TERM": "xterm", "NO_COLOR": "1"], false),
        (["TERM": "xterm", "NO_COLOR": "0"], false),
        (["TERM": "dumb"], false),
        (["TERM": ""], false),
        ([:], false),
    ])
    func `The environment says whether colour is wanted`(environment: [String: String], wanted: Bool) {
        #expect(SystemTerminal.wantsColor(environment) == wanted)
    }

    @Test func `COLUMNS sets the width where it is a number of columns`() {
        #expect(SystemTerminal(environment: ["COLUMNS": "132"]).width(of: .output) == 132)
        let own = SystemTerminal(environment: [:]).width(of: .output)
        for nonsense in ["", "wide", "0", "-5"] {
            #expect(SystemTerminal(environment: ["COLUMNS": nonsense]).width(of: .output) == own)
        }
    }

    @Test func `Text is never wider than 80 columns, nor narrower than 20`() {
        #expect(CommandHarness(terminal: ScriptedTerminal(width: 200)).context.style(of: .output).width == 80)
        #expect(CommandHarness(terminal: ScriptedTerminal(width: 60)).context.style(of: .error).width == 60)
        #expect(CommandHarness(terminal: ScriptedTerminal(width: 3)).context.style(of: .error).width == 20)
        #expect(CommandHarness().context.style(of: .output) == .plain)
    }

    @Test func `A passphrase is asked for on the terminal and not shown`() throws {
        let line = try PseudoTerminal()
        let terminal = SystemTerminal(environment: [:], path: line.path)
        #expect(terminal.isInteractive)
        let answer = Background { try terminal.readPassphrase(prompt: "Vault\u{7}") }
        try line.type("correct hörse\n")
        let typed = try answer.value()
        #expect(typed == Array("correct hörse".utf8))
        #expect(line.echoes)
        #expect(line.shown() == "Vault\\u{07}: \r\n")
    }

    @Test func `Typing can be corrected, and 1024 bytes are the most`() throws {
        for (typed, length) in [
            ("correctx\u{7F}\n", 7), ("wrong\u{15}right\n", 5),
            (String(repeating: "x", count: 1024) + "\n", 1024),
        ] {
            let line = try PseudoTerminal()
            let terminal = SystemTerminal(environment: [:], path: line.path)
            let answer = Background { try terminal.readPassphrase(prompt: "Vault") }
            try line.type(typed)
            let count = try answer.value().count
            #expect(count == length)
        }
    }

    @Test func `Nothing typed and too much typed are refused, and the echo is back`() throws {
        for (typed, code) in [
            ("\n", RefusalCode.passphraseMissing), ("\u{4}", .passphraseMissing),
            (String(repeating: "x", count: 1025) + "\n", .usageInvalid),
        ] {
            let line = try PseudoTerminal()
            let terminal = SystemTerminal(environment: [:], path: line.path)
            let answer = Background { try terminal.readPassphrase(prompt: "Vault") }
            try line.type(typed)
            let refusal = #expect(throws: Refusal.self) { try answer.value() }
            #expect(refusal?.code == code)
            #expect(line.echoes)
        }
    }

    @Test func `Enter alone is an answer where it may be one, and the end of the input is none`() throws {
        for (typed, answer) in [("\n", [UInt8]()), ("\u{4}", nil), ("ab\n", Array("ab".utf8))] {
            let line = try PseudoTerminal()
            let terminal = SystemTerminal(environment: [:], path: line.path)
            let reading = Background { try terminal.readHiddenLine(prompt: "Vault") }
            try line.type(typed)
            let read = try reading.value()
            #expect(read == answer)
            #expect(line.echoes)
        }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `A signal ends the process only after the echo is back`(number: Int32) async throws {
        let line = try PseudoTerminal()
        let path = line.path
        await #expect(processExitsWith: .signal(number)) {
            [path = path as String, number = number as Int32] in
            Self.askAndRaise(number, path)
        }
        #expect(line.echoes)
    }

    private static func askAndRaise(_ number: Int32, _ path: String) {
        signal(number, SIG_DFL)
        let terminal = SystemTerminal(environment: [:], path: path)
        let answer = Background { try terminal.readPassphrase(prompt: "Vault") }
        PseudoTerminal.waitForSilence(open(path, O_RDWR | O_NOCTTY))
        kill(getpid(), number)
        _ = try? answer.value()
    }
}
