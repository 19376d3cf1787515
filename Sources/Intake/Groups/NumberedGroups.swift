import TextForm

/// Groups that have their printed numbers beside them, brought into the order of the numbers: a page that was
/// copied by lines where it is to be read by columns, or with other text between.
enum NumberedGroups {
    /// The most groups that are looked at.
    private static let most = TextData.mostGroups

    /// The symbols of all numbered groups in a text, the first number first; nil if there are fewer than two.
    static func symbols(in text: ArraySlice<Unicode.Scalar>) -> [TypedSymbol]? {
        var groups: [Int: [TypedSymbol]] = [:]
        for line in text.split(whereSeparator: \.isLineBreak) {
            for (number, group) in self.groups(in: line) where number <= most {
                // A numbered line of a letter may look like a group; a group that fits is one.
                let old = groups[number]
                if old == nil || (!fits(old ?? [], number) && fits(group, number)) { groups[number] = group }
            }
        }
        guard groups.count > 1 else { return nil }
        return groups.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private static func fits(_ group: [TypedSymbol], _ number: Int) -> Bool {
        let values = group.compactMap(\.value)
        return values.count == group.count && values.count > 1 && GroupCheck.fits(values, number: number)
    }

    /// The numbers in a line, each with what follows it, if that has the look of a group.
    private static func groups(in line: ArraySlice<Unicode.Scalar>) -> [(Int, [TypedSymbol])] {
        var labels: [(number: GroupNumber, start: Int)] = []
        var place = line.startIndex
        while place < line.endIndex {
            let isStart = place == line.startIndex || line[place - 1].isBlank
            if isStart, let number = GroupNumber(at: place, in: line, mayBeBare: false) {
                labels.append((number, place))
                place = number.end
            } else {
                place += 1
            }
        }
        return labels.indices.compactMap { index in
            let end = index + 1 < labels.count ? labels[index + 1].start : line.endIndex
            let text = line[labels[index].number.end..<end]
            let words = text.split { $0.isBlank || $0.isDash }
            guard (1...2).contains(words.count),
                words.allSatisfy({ $0.count <= (words.count == 1 ? 12 : 7) })
            else { return nil }
            let symbols = TypedSymbol.symbols(in: text)
            guard let first = symbols.first else { return nil }
            let number = labels[index].number.value
            let numbered = TypedSymbol(
                value: first.value, character: first.character, gap: .line, number: number)
            return (number, [numbered] + symbols.dropFirst())
        }
    }
}
