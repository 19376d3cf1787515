import TextForm

extension TypedText {
    /// A line at a prompt as a person means it: without the marks of quoted lines, and without addresses that lead
    /// elsewhere.
    package static func plainLine(_ line: String) -> String {
        var line = line
        if line.utf8.contains(where: MailText.isMark) {
            let unquoted = MailText.unquoted(Array(line.utf8))
            line = String(
                decoding: unquoted.last == .lineFeed ? unquoted.dropLast() : unquoted[...], as: UTF8.self)
        }
        guard line.contains("://") else { return line }
        return String(String.UnicodeScalarView(ForeignLinks.blanked(Array(line.unicodeScalars))))
    }
}
