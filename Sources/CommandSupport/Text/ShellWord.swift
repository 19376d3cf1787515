/// One word of a command that is shown to be copied into a shell.
package enum ShellWord {
    /// The word as it is typed: as it is, or between quotation marks where the shell would read something else.
    package static func quoted(_ word: String) -> String {
        guard word.isEmpty || !word.unicodeScalars.allSatisfy(isPlain) else { return word }
        return "'" + word.replacing("'", with: "'\\''") + "'"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", ",", ":", "=", "@", "%": true
        default: false
        }
    }
}
