import QRCode
import Refusals

/// Shows codes on the screen: one with a line above it, or the parts of a series one after the other.
struct CodeViewer {
    let context: CommandContext
    let screen: CodeScreen

    /// - Throws: what writing and asking throws.
    func show(_ codes: [QRCode], of document: CarriedDocument, isSeries: Bool) throws(Refusal) {
        if screen.dependsOnBackground { noteBackground() }
        let title = SafeText.line(document.title)
        if !isSeries {
            for code in codes {
                try write([caption(title, document.instruction)] + screen.drawing.lines(of: code))
            }
        } else if screen.size != nil, context.terminal.isInteractive {
            try page(codes, title)
        } else {
            for (number, code) in zip(1..., codes) {
                let part = caption("\(title), part \(number) of \(codes.count)", document.instruction)
                try write([part] + screen.drawing.lines(of: code) + [""])
            }
        }
    }

    private func noteBackground() {
        let isDark =
            switch screen.drawing.paint {
            case .reverse(on: .light), .plain(on: .light): false
            default: true
            }
        context.diagnostics().note(
            isDark
                ? "The code is drawn for light text on a dark background. For dark text on a light background, add "
                    + "--qr-background light."
                : "The code is drawn for dark text on a light background.")
    }

    private func page(_ codes: [QRCode], _ title: String) throws(Refusal) {
        // What is on the screen moves up to where it can be scrolled back to.
        if screen.canMove, let rows = screen.size?.rows {
            try context.standardOutput.write(String(repeating: "\n", count: rows))
        }
        var index = 0
        while codes.indices.contains(index) {
            let top = screen.canMove ? "\u{1B}[H\u{1B}[J" : ""
            let lines = screen.drawing.lines(of: codes[index]).joined(separator: "\n")
            try context.standardOutput.write(top + lines + "\n")
            switch try context.terminal.ask(prompt(title, index, of: codes.count)).lowercased() {
            case "q": return
            case "b": index = max(0, index - 1)
            default: index += 1
            }
        }
    }

    /// On one line, with room for the answer.
    private func prompt(_ title: String, _ index: Int, of count: Int) -> String {
        let next = index + 1 < count ? "Enter: next, " : "Enter: end, "
        let back = index > 0 ? "b: back, " : ""
        let rest = ", part \(index + 1) of \(count) (\(next)\(back)q: quit) "
        return fitted(title, columns: width - rest.count - 2) + rest
    }

    private func caption(_ title: String, _ instruction: String) -> String {
        let whole = "\(title): \(instruction)"
        return whole.displayWidth <= width ? whole : fitted(title, columns: width)
    }

    private var width: Int { screen.size?.columns ?? TextStyle.widest }

    /// As much of it as fits a line: a second one would push the code off the screen.
    private func fitted(_ text: String, columns: Int) -> String {
        guard text.displayWidth > columns else { return text }
        var short = ""
        for character in text {
            guard (short + String(character)).displayWidth <= columns - 3 else { break }
            short.append(character)
        }
        return short + "..."
    }

    private func write(_ lines: [String]) throws(Refusal) {
        try context.standardOutput.write(lines.joined(separator: "\n") + "\n")
    }
}
