import DurableFiles

/// The arguments that C's `main` was called with.
///
/// Not `CommandLine.arguments`: on Linux Swift's library looks for them beside the environment and in `/proc`, and finds
/// none where `/proc` is missing, or where a preloaded library has moved the environment. A program that lost its
/// arguments would do something else than it was told to.
package struct ProgramArguments: Sendable {
    /// Those after the program's name; none where one of them is not text.
    package let words: [String]
    /// The first that is not UTF-8, or would be taken for it, as ``PathText`` writes it. Such a word is no name of ours.
    let illegible: String?

    /// - Parameters:
    ///   - count: `argc`; 0 where the program was started without even a name.
    ///   - values: `argv`.
    package init(count: Int32, values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) {
        var words: [String] = []
        var illegible: String?
        // The array ends with a null; the count is not relied on alone.
        for index in 0..<max(0, Int(count)) {
            guard let value = values?[index] else { break }
            guard index > 0 else { continue }
            if let word = String(validatingCString: value), !PathText.holdsBytes(word) {
                words.append(word)
            } else if illegible == nil {
                illegible = PathText.text(value)
            }
        }
        self.words = illegible == nil ? words : []
        self.illegible = illegible
    }
}
