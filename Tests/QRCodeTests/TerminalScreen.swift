/// A tiny terminal: what lines with colours, reverse video, blocks and spaces look like, as squares of light.
struct TerminalScreen {
    /// For every line, an upper and a lower row of squares, one for each column; true where dark.
    private(set) var rows: [[Bool]] = []
    /// Whether each line left the terminal as it found it.
    private(set) var leavesNoColor = true

    /// - Parameter isDark: whether the terminal's own ground is dark.
    init(_ lines: [String], ground isDark: Bool) {
        for line in lines { draw(line, ground: isDark) }
    }

    private mutating func draw(_ line: String, ground isDark: Bool) {
        var (ink, paper) = (!isDark, isDark)
        var upper: [Bool] = []
        var lower: [Bool] = []
        var rest = Substring(line).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            let halves: (Bool, Bool)
            switch scalar {
            case "\u{1B}":
                let parameters = rest.prefix { $0 != "m" }
                rest = rest.dropFirst(parameters.count + 1)
                Self.apply(String(parameters.dropFirst()), ground: isDark, &ink, &paper)
                continue
            case "\u{2588}", "#": halves = (ink, ink)
            case "\u{2580}": halves = (ink, paper)
            case "\u{2584}": halves = (paper, ink)
            case " ": halves = (paper, paper)
            default: continue
            }
            upper.append(halves.0)
            lower.append(halves.1)
        }
        if paper != isDark || ink == isDark { leavesNoColor = false }
        rows += [upper, lower]
    }

    /// SGR: true is dark, for the ink and for the paper.
    private static func apply(
        _ parameters: String, ground isDark: Bool, _ ink: inout Bool, _ paper: inout Bool
    ) {
        var numbers = parameters.split(separator: ";").compactMap { Int($0) }[...]
        while let number = numbers.popFirst() {
            switch number {
            case 0: (ink, paper) = (!isDark, isDark)
            case 7: (ink, paper) = (paper, ink)
            case 30: ink = true
            case 37, 97: ink = false
            case 40: paper = true
            case 47, 107: paper = false
            case 38: ink = numbers.dropFirst().first == 16
            case 48: paper = numbers.dropFirst().first == 16
            default: break
            }
            if number == 38 || number == 48 { numbers = numbers.dropFirst(2) }
        }
    }
}
