import CLinux

/// The environment variables of this process; none where something has cleared them.
package func environmentVariables() -> [String: String] {
    var result: [String: String] = [:]
    guard var entry = countersign_environment() else { return result }
    while let pointer = entry.pointee {
        let text = String(cString: pointer)
        if let equals = text.firstIndex(of: "=") {
            result[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        entry += 1
    }
    return result
}
