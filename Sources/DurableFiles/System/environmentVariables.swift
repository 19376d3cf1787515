import CLinux

/// The environment variables of this process; none where something has cleared them. Values that are not UTF-8 are as
/// ``PathText`` writes them: those that lead somewhere name folders.
package func environmentVariables() -> [String: String] {
    var result: [String: String] = [:]
    guard var entry = countersign_environment() else { return result }
    while let pointer = entry.pointee {
        let text = PathText.text(pointer)
        if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
            result[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
        }
        entry += 1
    }
    return result
}
