import PhoneCode

/// The groups of a code as they are shown to whoever reads them aloud.
extension TextReport {
    /// Two columns of digits, read downwards, with their numbers; words in one.
    package mutating func groups(_ groups: [String]) {
        self.groups(Dictionary(uniqueKeysWithValues: zip(1..., groups)))
    }

    /// The same for those that are there.
    mutating func groups(_ groups: [Int: String], indent: Int = 6) {
        let all = groups.sorted { $0.key < $1.key }
        let isWords = all.first?.value.contains { $0.isLetter } ?? false
        let columns = isWords || all.count < 6 ? 1 : 2
        let rows = (all.count + columns - 1) / columns
        for row in 0..<rows {
            let cells = stride(from: row, to: all.count, by: rows).map { place in
                "\(all[place].key < 10 ? " " : "")\(all[place].key)   \(all[place].value)"
            }
            // Six digits stand together; four words may need two lines.
            let line = cells.joined(separator: "          ")
            let lead = String(repeating: " ", count: indent)
            guard isWords, indent + line.displayWidth > style.width else {
                verbatim(lead + line)
                continue
            }
            let number = "\(all[row].key < 10 ? " " : "")\(all[row].key)   "
            let lines = TextWrap.lines(of: all[row].value, width: style.width, after: lead + number)
            verbatim(lines.joined(separator: "\n"))
        }
    }
}
