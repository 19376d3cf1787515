import Glibc

/// The words of the system for its error numbers.
enum ErrorNumber {
    /// The system's text, to stand inside a sentence: `"input/output error"`.
    static func text(of code: Int32) -> String {
        guard let pointer = strerror(code) else { return "error \(code)" }
        let text = String(cString: pointer)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
