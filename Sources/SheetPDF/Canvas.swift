import CPangoCairo
import QRCode
import Refusals
import Sheet

/// A PDF file in the making: pages that text, rules and codes are drawn on. Lengths are in millimetres from the
/// upper left corner, type sizes in points.
final class Canvas {
    /// In points.
    static let millimetre = 72 / 25.4

    /// How text is set.
    struct Style {
        /// In points.
        var size: Double
        /// The height of a line, in type sizes.
        var leading: Double
        var isBold = false
        var isMono = false
        var isFlushRight = false

        /// The height of a line, in millimetres.
        var line: Double { size * leading / Canvas.millimetre }
    }

    /// While false, nothing is drawn: only heights are found out.
    var isDrawing = true

    /// The file's bytes as they come.
    private final class Sink {
        var bytes: [UInt8] = []
    }

    /// The characters that were drawn as boxes, because no typeface has them; each once, in the order of drawing.
    private(set) var missing: [Character] = []

    private let sink = Sink()
    private var file: OpaquePointer?

    /// The calmest of what may be installed comes first. Of each, the next is in Debian's fonts-dejavu-core, one of
    /// which fontconfig always brings along.
    private static let families = (
        text: "Liberation Sans,DejaVu Sans,sans-serif", mono: "DejaVu Sans Mono,Liberation Mono,monospace"
    )

    /// - Throws: `code.unavailable` where Pango or a typeface is missing.
    init(_ paper: PaperSize) throws(Refusal) {
        guard cpc_is_available() else {
            throw Refusal(
                .codeUnavailable,
                "PDF pages are drawn by \(CPC_LIBRARY), which this program does not find on this machine.",
                remedy: "Install Debian's package libpangocairo-1.0-0, or use a name that ends in .html.")
        }
        file = cpc_open(
            { context, bytes, length in
                guard let context, let bytes else { return false }
                let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(length)))
                return true
            }, Unmanaged.passUnretained(sink).toOpaque(), paper.width * Self.millimetre,
            paper.height * Self.millimetre)
        guard let file else { throw Self.failed("no memory") }
        guard cpc_has_typeface(file) else {
            throw Refusal(
                .codeUnavailable, "No font for the page is installed on this machine.",
                remedy: "Install Debian's package fonts-dejavu-core, or use a name that ends in .html.")
        }
    }

    deinit {
        if let file { _ = cpc_close(file) }
    }

    /// Ends the file.
    ///
    /// - Returns: its bytes.
    /// - Throws: `internal.inconsistency` if cairo failed.
    func finish() throws(Refusal) -> [UInt8] {
        guard let file else { throw Self.failed("finished twice") }
        self.file = nil
        if let why = cpc_close(file) { throw Self.failed(String(cString: why)) }
        return sink.bytes
    }

    private static func failed(_ why: String) -> Refusal {
        Refusal(.internalInconsistency, "The page could not be drawn (\(why)).")
    }

    /// What is said of the file.
    ///
    /// - Parameter date: ISO 8601, in UTC. Without it, it would be the clock's, and the same sheet not the same bytes.
    func describe(title: String, subject: String, creator: String, date: String) {
        cpc_describe(file, title, subject, creator, date)
    }

    /// Ends a page; what is drawn next is on another.
    func endPage() { cpc_end_page(file) }

    /// Sets text, broken into lines of this width.
    ///
    /// - Parameters:
    ///   - x: where its lines begin.
    ///   - y: where the first line's box begins.
    ///   - bold: what stands before the text, in bold.
    /// - Returns: its height.
    @discardableResult
    func text(
        _ text: String, x: Double, y: Double, width: Double, _ style: Style, afterBold bold: String = ""
    ) -> Double {
        let count = set(
            bold + text, style, boldBytes: bold.utf8.count, width: max(1, width) * Self.millimetre)
        for line in 0..<(isDrawing ? count : 0) {
            let white = style.isFlushRight ? width - cpc_line_width(file, line) / Self.millimetre : 0
            // The middle of a line's box is the middle of its capitals.
            let base = y + (Double(line) + 0.5) * style.line + 0.36 * style.size / Self.millimetre
            cpc_show_line(file, line, (x + white) * Self.millimetre, base * Self.millimetre)
        }
        if isDrawing, cpc_unknown_glyphs(file) > 0 { noteMissing(in: bold + text, style) }
        return Double(count) * style.line
    }

    private func noteMissing(in text: String, _ style: Style) {
        for character in text where !missing.contains(character) {
            _ = set(String(character), style, boldBytes: 0, width: -1)
            if cpc_unknown_glyphs(file) > 0 { missing.append(character) }
        }
    }

    /// The width that text takes on one line.
    func width(of text: String, _ style: Style) -> Double {
        _ = set(text, style, boldBytes: 0, width: -1)
        return cpc_line_width(file, 0) / Self.millimetre
    }

    private func set(_ text: String, _ style: Style, boldBytes: Int, width: Double) -> Int32 {
        var text = text
        let families = style.isMono ? Self.families.mono : Self.families.text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                cpc_set_text(
                    file, characters.baseAddress, characters.count, families, style.size, style.isBold,
                    boldBytes,
                    width)
            }
        }
    }

    /// A horizontal rule.
    ///
    /// - Parameters:
    ///   - weight: its thickness, in points.
    ///   - grey: 0 for black to 1 for white.
    func rule(x: Double, y: Double, width: Double, weight: Double = 0.4, grey: Double = 0) {
        guard isDrawing else { return }
        cpc_add_rectangle(
            file, x * Self.millimetre, y * Self.millimetre - weight / 2, width * Self.millimetre, weight)
        cpc_fill(file, grey)
    }

    /// A code with its quiet zone. Its modules are one shape, so that no hairlines of white run through it.
    func code(_ code: QRCode, x: Double, y: Double, width: Double) {
        guard isDrawing else { return }
        let module = width * Self.millimetre / Double(code.side + 2 * QRCode.quietZone)
        for row in 0..<code.side {
            for run in code.darkRuns(row: row) {
                cpc_add_rectangle(
                    file, x * Self.millimetre + Double(run.lowerBound + QRCode.quietZone) * module,
                    y * Self.millimetre + Double(row + QRCode.quietZone) * module, Double(run.count) * module,
                    module)
            }
        }
        cpc_fill(file, 0)
    }
}

extension QRCode {
    /// The dark modules of a row, side by side.
    fileprivate func darkRuns(row: Int) -> [Range<Int>] {
        (0..<side).reduce(into: []) { runs, column in
            guard isDark(column: column, row: row) else { return }
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<column + 1
            } else {
                runs.append(column..<column + 1)
            }
        }
    }
}
