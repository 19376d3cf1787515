/// How figures are printed.
enum Figures {
    /// A number with so many decimals.
    static func fixed(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        guard decimals > 0 else { return grouped(scaled) }
        let whole = grouped(scaled / Int(scale))
        let rest = String(scaled % Int(scale))
        return whole + "." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// A part of a whole, in percent; a bare 0 only where it is nothing at all.
    static func percent(_ part: Double, of whole: Double) -> String {
        part == 0 ? "0" : whole == 0 ? "-" : fixed(100 * part / whole, decimals: 3)
    }

    /// A number with a comma at each three digits; not below zero.
    static func grouped(_ value: Int) -> String {
        value < 1000
            ? String(value) : grouped(value / 1000) + "," + String(String(value % 1000 + 1000).dropFirst())
    }

    /// Seconds as minutes and seconds: `4:54`.
    static func minutes(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return "\(whole / 60):" + String(String(whole % 60 + 100).dropFirst())
    }

    /// The smallest value that is not exceeded by this part of all, from 0 to 1; nil of none.
    static func quantile(_ part: Double, of values: [Double]) -> Double? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        let place = Int((part * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(place, 0), sorted.count - 1)]
    }

    /// A row of a Markdown table.
    static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// The head of a Markdown table: the first column is text, the others are numbers.
    static func head(_ cells: [String]) -> String {
        row(cells) + "\n|---" + String(repeating: "|---:", count: cells.count - 1) + "|"
    }
}
