/// A path as it may be shown on a terminal: control characters, line breaks and marks that turn the
/// direction of writing are replaced by their number in braces, so that a file name cannot forge a line. A byte that
/// is not UTF-8 becomes `\xE9`.
package func shownPath(_ path: String) -> String {
    // Most paths are plain, and thousands may be shown.
    if path.utf8.allSatisfy({ 0x20...0x7e ~= $0 }) { return path }
    var shown = ""
    for scalar in path.unicodeScalars {
        if let byte = PathText.byte(of: scalar) {
            shown += "\\x" + String(byte, radix: 16, uppercase: true)
            continue
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            shown += "{\(String(scalar.value, radix: 16))}"
        default:
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}
