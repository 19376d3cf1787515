/// Rows under column headings, made to fit: where the terminal is too narrow, cells are broken into lines;
/// where it is much too narrow, each row becomes a group of fields.
package struct TextTable: Sendable {
    private static let gap = 2
    /// A column narrower than this breaks every word.
    private static let narrowest = 8

    private let headings: [String]
    private var rows: [[String]] = []

    /// - Parameter headings: the columns' names.
    package init(_ headings: [String]) {
        self.headings = headings.map { SafeText.line($0) }
    }

    /// Adds a row; missing cells are empty, and cells beyond the last column are left out.
    package mutating func row(_ cells: [String]) {
        let missing = max(0, headings.count - cells.count)
        rows.append(
            cells.prefix(headings.count).map { SafeText.line($0) } + Array(repeating: "", count: missing))
    }

    /// The lines of the table.
    func rendered(_ style: TextStyle) -> String {
        guard let widths = widths(fitting: style.width) else { return fields(style) }
        let head = lines(of: headings, widths: widths).map { style.draw($0, .strong) }
        return (head + rows.flatMap { lines(of: $0, widths: widths) }).map { $0 + "\n" }.joined()
    }

    /// Takes columns from the widest until the table fits; `nil` when it cannot.
    private func widths(fitting total: Int) -> [Int]? {
        var widths = headings.indices.map { column in
            max(headings[column].displayWidth, rows.map { $0[column].displayWidth }.max() ?? 0)
        }
        let room = total - Self.gap * max(0, widths.count - 1)
        while widths.reduce(0, +) > room {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > Self.narrowest
            else { return nil }
            widths[widest] -= 1
        }
        return widths
    }

    private func lines(of cells: [String], widths: [Int]) -> [String] {
        let broken = zip(cells, widths).map { TextWrap.lines(of: $0, width: $1) }
        let height = broken.map(\.count).max() ?? 0
        return (0..<height).map { line in
            zip(broken, widths)
                .map { ($0.count > line ? $0[line] : "").padded(to: $1 + Self.gap) }
                .joined()
                .trimmed
        }
    }

    private func fields(_ style: TextStyle) -> String {
        rows.map { row in
            var report = TextReport(style: style)
            for (heading, cell) in zip(headings, row) { report.field(heading, cell) }
            return report.rendered
        }.joined(separator: "\n")
    }
}
