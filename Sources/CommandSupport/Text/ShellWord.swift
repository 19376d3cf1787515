/// One word of a command that is shown to be copied into a shell.
package enum ShellWord {
    /// The word as it is typed: as it is, or between quotation marks where the shell would read something else.
    package static func quoted(_ word: String) -> String {
        guard word.isEmpty || !word.unicodeScalars.allSatisfy(isPlain) else { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// Where a word that is quoted so ends, if the text begins with one: behind its last quotation mark.
    static func quotedEnd(in text: Substring) -> Substring.Index? {
        guard text.first == "'" else { return nil }
        var rest = text.dropFirst()
        while let mark = rest.firstIndex(of: "'") {
            rest = rest[mark...]
            // A quotation mark of the word itself.
            guard rest.hasPrefix("'\\''") else { return rest.index(after: mark) }
            rest = rest.dropFirst(4)
        }
        return nil
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", ",", ":", "=", "@", "%": true
        default: false
        }
    }
}
