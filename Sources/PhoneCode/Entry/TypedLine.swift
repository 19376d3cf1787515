/// Takes a typed line apart: groups, with or without their numbers in front.
struct TypedLine {
    /// A group, and its number if that was typed.
    struct Part: Hashable {
        var number: Int?
        var group: TypedGroup
    }

    let parts: [Part]
    /// How much it looks like groups.
    let likeness: Likeness

    /// How much a line looks like groups, in a text that has others too.
    enum Likeness: Comparable, CaseIterable {
        /// No group is in it.
        case prose
        /// A group may be in it, with something else.
        case mixed
        /// Groups, and nothing else.
        case groups
    }

    init(_ line: String, form: CodeForm) {
        switch form {
        case .digits: self.init(digits: line)
        case .words: self.init(words: line)
        }
    }

    // MARK: Digits

    private init(digits line: String) {
        var parts: [Part] = []
        var number: Int?
        var runs: [[UInt8]] = []
        var run = Run()
        var strange: [String] = []
        func endRun() {
            if run.isNumber { runs.append(run.digits) } else if !run.text.isEmpty { strange.append(run.text) }
            run = Run()
        }
        func endGroup() {
            endRun()
            parts += Self.groups(runs, number: number)
            runs = []
        }
        for character in line {
            if Self.isLabelEnd(character), run.isNumber, (1...2).contains(run.digits.count) {
                // "7." or "7:" or "7)": what came before it is another group.
                let label = run.digits.reduce(0) { $0 * 10 + Int($1) }
                run = Run()
                endGroup()
                number = label
            } else if Self.isSeparator(character) {
                endRun()
            } else {
                run.append(character)
            }
        }
        endGroup()
        // "Group 7 is 123 456", and no sentence with a number in it.
        let isProse = strange.count > Self.mostWordsBeside && !parts.contains { $0.group.text != nil }
        self.parts = isProse ? [] : parts
        let isBare = strange.allSatisfy { $0.lowercased() == "group" }
        likeness = Self.likeness(self.parts, isBare: isBare)
    }

    /// A date or a telephone number is no group, nor is a postcode beside a word.
    private static func likeness(_ parts: [Part], isBare: Bool) -> Likeness {
        let isLike = parts.contains { part in
            if case .length(let count) = part.group {
                return (isBare || part.number != nil) && wholes.contains(count)
            }
            return true
        }
        return !isLike ? .prose : isBare ? .groups : .mixed
    }

    private static let wholes = 5...7

    private static let mostWordsBeside = 2

    /// Characters that stand together.
    private struct Run {
        var text = ""
        var digits: [UInt8] = []
        private var isStrange = false
        private var hasDigit = false

        /// Whether it is digits, with a letter for one of them perhaps, and no word.
        var isNumber: Bool { hasDigit && !isStrange }

        mutating func append(_ character: Character) {
            text.append(character)
            if let digit = TypedLine.digit(character) {
                digits.append(digit)
                hasDigit = hasDigit || character.isNumber
            } else {
                isStrange = true
            }
        }
    }

    /// A decimal digit of any script, and the letters that are typed for digits.
    fileprivate static func digit(_ character: Character) -> UInt8? {
        if let value = character.wholeNumberValue, (0...9).contains(value), character.isNumber,
            character.unicodeScalars.allSatisfy({ $0.properties.numericType == .decimal })
        {
            return UInt8(value)
        }
        switch character {
        case "O", "o": return 0
        case "l", "I", "|": return 1
        default: return nil
        }
    }

    private static func isLabelEnd(_ character: Character) -> Bool {
        ".:)\u{FF1A}\u{FF0E}".contains(character)
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace
            || "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}.,;:/_#()>*\u{AD}".contains(character)
            || character.unicodeScalars.allSatisfy { $0.properties.isDefaultIgnorableCodePoint }
    }

    /// Six digits a group, with or without numbers.
    static func groups(_ runs: [[UInt8]], number: Int?) -> [Part] {
        guard !runs.isEmpty else { return [] }
        if number == nil, let parts = LabelledRuns(runs).parts { return parts }
        return pieces(runs).enumerated().map { place, digits in
            Part(
                number: number.map { $0 + place },
                group: DigitGroup(digits: digits).map { .digits($0) } ?? .length(digits.count))
        }
    }

    /// Where they were typed three and three, a digit too many or too few harms only its own group. Where no division
    /// makes sense it is all one thing, so that no group comes of what nobody typed.
    private static func pieces(_ runs: [[UInt8]]) -> [[UInt8]] {
        let all = Array(runs.joined())
        let inPairs = runs.allSatisfy { $0.count == 2 } && all.count.isMultiple(of: DigitGroup.size)
        if areInHalves(runs[...]), !inPairs {
            return stride(from: 0, to: runs.count, by: 2).map { runs[$0] + runs[$0 + 1] }
        }
        if areInWholes(runs[...]) { return runs }
        if runs.count > 1, runs.allSatisfy({ $0.count == 3 }) {
            return pieces(runs.dropLast()) + [runs[runs.count - 1]]
        }
        guard runs.count == 1 || all.count.isMultiple(of: DigitGroup.size) else { return [all] }
        return stride(from: 0, to: all.count, by: DigitGroup.size).map {
            Array(all[$0..<min($0 + DigitGroup.size, all.count)])
        }
    }

    static func areInHalves(_ runs: ArraySlice<[UInt8]>) -> Bool {
        runs.count.isMultiple(of: 2) && runs.allSatisfy { (2...4).contains($0.count) }
    }

    static func areInWholes(_ runs: ArraySlice<[UInt8]>) -> Bool {
        runs.allSatisfy { (5...7).contains($0.count) }
    }

    // MARK: Words

    private init(words line: String) {
        var parts: [Part] = []
        var number: Int?
        var words: [String] = []
        func endGroup() {
            for first in stride(from: 0, to: words.count, by: WordGroup.size) {
                let group = Array(words[first..<min(first + WordGroup.size, words.count)])
                parts.append(
                    Part(number: number.map { $0 + first / WordGroup.size }, group: Self.group(group)))
            }
            words = []
        }
        for piece in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if let label = Int(piece), piece.count <= 2 {
                endGroup()
                number = label
            } else {
                words.append(String(piece))
            }
        }
        endGroup()
        self.parts = parts
        let areKnown = line.split { !$0.isLetter }.map { WordList.number(of: String($0)) != nil }
        likeness = Self.likeness(areKnown)
    }

    /// One word in four may be misspelled.
    private static func likeness(_ areKnown: [Bool]) -> Likeness {
        let known = areKnown.count { $0 }
        guard known * 2 > areKnown.count else { return .prose }
        let isWhole = areKnown.count.isMultiple(of: WordGroup.size) && known * 4 >= areKnown.count * 3
        return isWhole ? .groups : .mixed
    }

    private static func group(_ words: [String]) -> TypedGroup {
        var numbers: [UInt16] = []
        for word in words {
            guard let number = WordList.number(of: word) else { return .unknownWord(word) }
            numbers.append(number)
        }
        return WordGroup(numbers: numbers).map { .words($0) } ?? .length(numbers.count)
    }
}
