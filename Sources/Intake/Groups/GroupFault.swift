/// What is wrong with one group of a text.
package struct GroupFault: Hashable, Sendable {
    /// What is known of it.
    package enum Finding: Hashable, Sendable {
        /// At least one character is another than it should be.
        case wrong
        /// So many characters are missing.
        case tooFew(Int)
        /// There are so many characters more than a group has.
        case tooMany(Int)
        /// It has these characters, which no text form has.
        case foreign(String)
        /// It is not there.
        case leftOut
        /// It is there more than once.
        case repeated
        /// It stands where this other group belongs, and that one stands here.
        case swapped(with: Int)
        /// It stands after this group, where it does not belong; 0 is the beginning.
        case moved(after: Int)
        /// It is one too many.
        case spare
    }

    /// The group's number, counted from 1. That of the group before it, if the group is one too many.
    package let number: Int
    /// The group as it was typed, in capitals and with a dash in the middle; empty if it is left out.
    package let typed: String
    /// What is known of it.
    package let finding: Finding

    /// What is known, for people, without the number: `ABCDE-FGHJ, one character too few`; empty if nothing is.
    package var words: String {
        let shown = typed.isEmpty ? [] : [typed]
        let known: String? =
            switch finding {
            case .wrong: nil
            case .tooFew(let count): "\(Self.characters(count)) too few"
            case .tooMany(let count): "\(Self.characters(count)) too many"
            case .foreign(let characters): "\(Self.quoted(characters)) is never used in such a text"
            case .leftOut: "left out"
            case .repeated: "there twice"
            case .swapped(let other): "swapped with \(other)"
            case .moved(let other): other == 0 ? "stands at the beginning" : "stands after \(other)"
            case .spare: "one group too many after \(number)"
            }
        return (shown + [known].compactMap { $0 }).joined(separator: ", ")
    }

    private static func characters(_ count: Int) -> String {
        count == 1 ? "one character" : "\(count) characters"
    }

    private static func quoted(_ characters: String) -> String {
        characters.map { "'\($0)'" }.joined(separator: ", ")
    }

    /// The most faults that are named in a sentence.
    static let mostNamed = 12

    /// Which groups are wrong, and how: `7 (ABCDE-FGHJK), 9 to 11 (left out) and 30 more`.
    static func list(_ faults: [GroupFault]) -> String {
        var named: [String] = []
        var rest = faults[...]
        while let fault = rest.first, named.count < mostNamed {
            let run = rest.enumerated().prefix {
                $1.finding == .leftOut && $1.number == fault.number + $0
            }.count
            rest = rest.dropFirst(max(1, run))
            let number = run > 1 ? "\(fault.number) to \(fault.number + run - 1)" : "\(fault.number)"
            named.append(fault.finding == .spare ? fault.words : "\(number) (\(fault.words))")
        }
        return named.joined(separator: ", ") + (rest.isEmpty ? "" : " and \(rest.count) more")
    }
}
