/// A group as it was typed: six digits or four words, right or not, or something that is no group.
enum TypedGroup: Hashable, Sendable {
    case digits(DigitGroup)
    case words(WordGroup)
    /// So many digits or words.
    case length(Int)
    case unknownWord(String)

    /// Whether it is right at this place.
    func fits(_ number: Int, of direction: CodeDirection) -> Bool {
        switch self {
        case .digits(let group):
            group.fits(number: number, of: direction) && !isTooHigh(number, of: direction)
        case .words(let group): group.fits(number: number, of: direction)
        case .length, .unknownWord: false
        }
    }

    /// Whether it is right by itself, and the number that begins with it is larger than any code. Words have as many
    /// bits as a code, so that every group of them can be the first.
    func isTooHigh(_ number: Int, of direction: CodeDirection) -> Bool {
        guard case .digits(let group) = self, number == 1, group.fits(number: number, of: direction) else {
            return false
        }
        return group.data > direction.highestFirstPlace
    }

    /// How it is named where it is of no use.
    var shown: String {
        switch self {
        case .digits(let group): group.description
        case .words(let group): group.description
        case .length(let count): "something of length \(count)"
        case .unknownWord(let word): "'\(word)'"
        }
    }

    /// How it is kept and shown; nil for what is no group.
    var text: String? {
        switch self {
        case .digits(let group): group.description
        case .words(let group): group.description
        case .length, .unknownWord: nil
        }
    }

    /// The digits, if it is a group of digits.
    var digits: DigitGroup? {
        guard case .digits(let group) = self else { return nil }
        return group
    }

    /// The words, if it is a group of words.
    var words: WordGroup? {
        guard case .words(let group) = self else { return nil }
        return group
    }

    /// Whether one may be the other with a slip or two in it.
    func isLike(_ other: TypedGroup) -> Bool {
        switch (self, other) {
        case (.digits(let one), .digits(let other)):
            zip(one.digits, other.digits).count { $0 == $1 } >= 4
                || one.digits.sorted() == other.digits.sorted()
        case (.words(let one), .words(let other)):
            zip(one.numbers, other.numbers).count { $0 == $1 } >= 2
        default: false
        }
    }
}
