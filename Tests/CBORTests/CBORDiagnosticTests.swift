import CBOR
import Testing

@Suite struct CBORDiagnosticTests {
    @Test("Text cannot command the terminal: controls are escaped")
    func controls() {
        let texts = [
            ("\u{1B}[2J", "\"\\u001b[2J\""),
            ("\u{9B}31m", "\"\\u009b31m\""),
            ("a\u{0}b\u{7}\u{8}\u{7F}", "\"a\\u0000b\\u0007\\u0008\\u007f\""),
            ("line\r\nline\tend", "\"line\\r\\nline\\tend\""),
            ("\u{2028}\u{2029}\u{85}", "\"\\u2028\\u2029\\u0085\""),
        ]
        for (text, expected) in texts {
            #expect(CBORDiagnostic.oneLine(.text(text)) == expected)
        }
    }

    @Test("Text cannot hide or turn what stands beside it")
    func invisible() {
        let texts = [
            ("\u{202E}evil\u{202C}", "\"\\u202eevil\\u202c\""),
            ("\u{2066}\u{200F}\u{61C}", "\"\\u2066\\u200f\\u061c\""),
            ("a\u{200B}b\u{FEFF}\u{AD}", "\"a\\u200bb\\ufeff\\u00ad\""),
            ("\u{3164}\u{A0}\u{3000}", "\"\\u3164\\u00a0\\u3000\""),
            ("\u{E000}\u{FFFF}\u{378}", "\"\\ue000\\uffff\\u0378\""),
            ("\u{E0041}", "\"\\udb40\\udc41\""),
        ]
        for (text, expected) in texts {
            #expect(CBORDiagnostic.oneLine(.text(text)) == expected)
        }
    }

    @Test("Text cannot end its own quotation")
    func quotation() {
        #expect(CBORDiagnostic.oneLine(.text("\", 7, \"\\")) == "\"\\\", 7, \\\"\\\\\"")
    }

    @Test("Letters of every script are shown as they are")
    func letters() {
        #expect(
            CBORDiagnostic.oneLine(["Zoë", "水", "кораблестроение", "حوض"])
                == "[\"Zoë\", \"水\", \"кораблестроение\", \"حوض\"]")
    }

    @Test("A value on one line reads as in RFC 8949 section 8")
    func oneLine() {
        let value: CBORValue = .tagged(
            18, [.bytes([0xa1, 0x01, 0x32]), [4: .bytes([0x0f])], .null, -7, true])
        #expect(CBORDiagnostic.oneLine(value) == "18([h'a10132', {4: h'0f'}, null, -7, true])")
    }

    @Test("A list that fits its line stays on it; one that does not is opened")
    func indented() {
        let value: CBORValue = .tagged(18, [["a": [1, 2, 3], "b": []], [:], [[10, 11], [20, 21]]])
        #expect(
            CBORDiagnostic.indented(value, width: 20) == """
                18([
                  {
                    "a": [1, 2, 3],
                    "b": []
                  },
                  {},
                  [
                    [10, 11],
                    [20, 21]
                  ]
                ])
                """
        )
        #expect(CBORDiagnostic.indented(value, width: 80) == CBORDiagnostic.oneLine(value))
    }

    @Test("A line is exactly as wide as allowed before it is broken, its comma counted")
    func width() {
        let value: CBORValue = [[100, 200], [300, 400]]
        let open = "[\n  [100, 200],\n  [300, 400]\n]"
        #expect(CBORDiagnostic.indented(value, width: 24) == "[[100, 200], [300, 400]]")
        #expect(CBORDiagnostic.indented(value, width: 23) == open)
        #expect(CBORDiagnostic.indented(value, width: 13) == open)
        #expect(
            CBORDiagnostic.indented(value, width: 12)
                == "[\n  [\n    100,\n    200\n  ],\n  [300, 400]\n]"
        )
    }
}
