import CommandSupport
import CommandTesting
import Refusals
import Testing

@Suite struct DiagnosticsTests {
    @Test func `A refusal is wrapped with its remedy under itself`() {
        let sink = MemorySink()
        diagnostics(sink, width: 40).refuse(
            Refusal(
                .documentTruncated, "monday.request: the file is cut short after 120 bytes.",
                remedy: "Copy it again, whole, and compare the sizes."))
        #expect(
            sink.text == """
                demo: monday.request: the file is cut
                  short after 120 bytes.
                  what to do: Copy it again, whole, and
                              compare the sizes.
                  code: document.truncated

                """)
    }

    @Test func `Warnings and notes speak in the same voice`() {
        let sink = MemorySink()
        diagnostics(sink).warn("The clock was set back.", remedy: "Set it right.")
        diagnostics(sink).note("Two requests were answered before.")
        diagnostics(sink).warn("The clock is behind.", remedy: "Look at it.", code: "clock-behind")
        #expect(
            sink.text == """
                demo: warning: The clock was set back.
                  what to do: Set it right.
                demo: note: Two requests were answered before.
                demo: warning: The clock is behind.
                  what to do: Look at it.
                  code: clock-behind

                """)
    }

    @Test func `As JSON, every message is one line`() {
        let sink = MemorySink()
        diagnostics(sink, format: .json).warn("a\nb")
        diagnostics(sink, format: .json).note("c", code: "d")
        #expect(
            sink.text == """
                {"warning":{"message":"a\\nb"}}
                {"note":{"code":"d","message":"c"}}

                """)
    }

    @Test func `Colour is on the first words only, and ends`() {
        let sink = MemorySink()
        diagnostics(sink, color: true).refuse(Refusal(.stateBusy, "Busy.", remedy: "Wait."))
        #expect(
            sink.text == "\u{1B}[31mdemo:\u{1B}[0m Busy.\n  what to do: Wait.\n  code: state.busy\n")
    }

    @Test func `What a file is called cannot reach the terminal`() {
        let sink = MemorySink()
        diagnostics(sink).refuse(
            Refusal(.fileNotFound, "no.", remedy: "\u{9D}0;x\u{7}").concerning("\u{1B}]2;owned\u{7}\n"))
        #expect(sink.text.unicodeScalars.allSatisfy { $0 == "\n" || SafeText.isSafe($0) })
        #expect(sink.text.hasPrefix("demo: \\u{1B}]2;owned\\u{07}\\n: no.\n"))
    }

    private func diagnostics(
        _ sink: MemorySink, width: Int = 80, color: Bool = false, format: OutputFormat = .text
    ) -> Diagnostics {
        Diagnostics(
            programName: "demo", sink: sink, style: TextStyle(width: width, isColored: color), format: format)
    }
}
