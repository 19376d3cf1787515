import CommandTesting
import QRCode
import Testing

@testable import CommandSupport

@Suite struct CodeScreenTests {
    private static let utf8 = ["LANG": "de_DE.UTF-8"]

    @Test(arguments: [
        (["TERM": "xterm-256color"], TerminalDrawing(.halfBlocks, .colors256)),
        (["TERM": "tmux-256color"], TerminalDrawing(.halfBlocks, .colors256)),
        (["TERM": "xterm", "COLORTERM": "truecolor"], TerminalDrawing(.halfBlocks, .colors256)),
        (["TERM": "linux"], TerminalDrawing(.halfBlocks, .colors16)),
        (["TERM": "vt220"], TerminalDrawing(.wideCells, .reverse(on: .dark))),
        (["TERM": "vt100"], TerminalDrawing(.wideCells, .reverse(on: .dark))),
    ])
    func `A terminal is drawn on with what it has`(environment: [String: String], drawing: TerminalDrawing) {
        let harness = CommandHarness(
            environment: environment.merging(Self.utf8) { one, _ in one },
            terminal: ScriptedTerminal(color: true))
        #expect(CodeScreen(of: harness.context, isASCII: nil, background: .dark).drawing == drawing)
    }

    @Test(arguments: [
        (["LANG": "C"], TerminalDrawing.Shape.wideCells),
        ([:], .wideCells),
        (["LANG": "en_US.ISO-8859-1"], .wideCells),
        (["LANG": "C.utf8"], .halfBlocks),
        (["LANG": "en_US.UTF-8", "LC_CTYPE": "POSIX"], .wideCells),
        (["LANG": "C", "LC_ALL": "C.UTF-8"], .halfBlocks),
        (["LANG": "C.UTF-8", "LC_ALL": ""], .halfBlocks),
    ])
    func `Half blocks are drawn where the locale has them`(
        environment: [String: String], shape: TerminalDrawing.Shape
    ) {
        let harness = CommandHarness(
            environment: environment.merging(["TERM": "xterm"]) { one, _ in one },
            terminal: ScriptedTerminal(color: true))
        #expect(CodeScreen(of: harness.context, isASCII: nil, background: .dark).drawing.shape == shape)
        let asked = CodeScreen(of: harness.context, isASCII: shape == .halfBlocks, background: .dark)
        #expect(asked.drawing.shape != shape, "a person knows better")
    }

    @Test(arguments: TerminalDrawing.Background.allCases)
    func `Without colours it matters what the terminal writes on`(background: TerminalDrawing.Background) {
        func drawing(_ environment: [String: String], _ terminal: any Terminal) -> TerminalDrawing.Paint {
            let harness = CommandHarness(
                environment: environment.merging(Self.utf8) { one, _ in one }, terminal: terminal)
            return CodeScreen(of: harness.context, isASCII: nil, background: background).drawing.paint
        }
        #expect(drawing(["TERM": "xterm"], ScriptedTerminal(color: false)) == .reverse(on: background))
        #expect(drawing(["TERM": "dumb"], ScriptedTerminal(color: false)) == .plain(on: background))
        #expect(drawing(["TERM": "xterm"], NoTerminal()) == .plain(on: background))
        #expect(drawing(["TERM": "vt220"], NoTerminal()) == .plain(on: background))
    }
}
