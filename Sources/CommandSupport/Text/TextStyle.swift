/// How text is drawn on one stream.
package struct TextStyle: Sendable, Equatable {
    /// Lines are never longer than this, however wide the terminal: long lines are hard to read.
    package static let widest = 80
    /// Below this, there is no sense in breaking lines shorter.
    package static let narrowest = 20

    /// The columns that a line may take.
    package let width: Int
    /// Whether ``Emphasis`` is drawn.
    package let isColored: Bool

    /// - Parameters:
    ///   - width: the columns that a line may take; less than ``narrowest`` is raised to it.
    ///   - isColored: whether ``Emphasis`` is drawn.
    package init(width: Int, isColored: Bool) {
        self.width = max(width, Self.narrowest)
        self.isColored = isColored
    }

    /// For files, pipes and tests: 80 columns, no colour.
    package static var plain: TextStyle { TextStyle(width: widest, isColored: false) }

    /// The text with its emphasis, where the stream can show it; it must be whole, not to be broken further.
    package func draw(_ text: String, _ emphasis: Emphasis) -> String {
        guard isColored, let code = emphasis.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
