import CommandSupport

/// One line on the terminal that says how far a long piece of work is; nothing where there is no terminal.
///
/// The line disappears at the end of its life, however the work ends, so that what is said next stands on a
/// clean line.
struct Progress: ~Copyable {
    /// Milliseconds between two drawings.
    private static let pause: Int64 = 100

    private let sink: (any TextSink)?
    private let width: Int
    private let clock: @Sendable () -> Int64
    private let label: String
    private let total: Int?
    private let begin: Int64
    private var drawn: Int64?
    private var columns = 0

    /// - Parameters:
    ///   - label: what is being done: `"answering requests"`.
    ///   - total: how many there are, where it is known.
    ///   - context: where it is drawn, and the clock it goes by.
    init(_ label: String, total: Int?, in context: CommandContext) {
        self.label = SafeText.line(label)
        self.total = total
        sink = context.terminal.isTerminal(.error) ? context.standardError : nil
        width = context.style(of: .error).width
        clock = context.milliseconds
        begin = sink == nil ? 0 : clock()
    }

    deinit {
        guard let sink, columns > 0 else { return }
        try? sink.write("\r" + String(repeating: " ", count: columns) + "\r")
    }

    /// Says that so many are done; drawn ten times a second at most.
    mutating func update(_ count: Int) {
        guard let sink else { return }
        let now = clock()
        if let drawn, now - drawn < Self.pause { return }
        drawn = now
        // The last column stays free: some terminals go to the next line when it is written.
        let line = Self.shortened(text(count, after: now - begin), to: width - 1)
        try? sink.write("\r" + line.padded(to: columns))
        columns = line.displayWidth
    }

    private func text(_ count: Int, after elapsed: Int64) -> String {
        var parts = [total.map { "\(count) of \($0)" } ?? "\(count)"]
        if elapsed > 0, count > 0 {
            let rate = Double(count) * 1000 / Double(elapsed)
            parts.append(rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(Int(rate.rounded()))/s")
            if let total, total > count {
                parts.append("\(Self.duration(Double(total - count) / rate)) left")
            }
        }
        return "\(label): " + parts.joined(separator: ", ")
    }

    private static func duration(_ seconds: Double) -> String {
        let seconds = Int(min(seconds.rounded(.up), 359_999))
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }

    private static func shortened(_ text: String, to width: Int) -> String {
        TextWrap.lines(of: text, width: width)[0]
    }
}
