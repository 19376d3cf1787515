/// Four words: three of data, then a check word that also says which group of the code it is.
package struct WordGroup: Hashable, Sendable {
    /// The words of data in a group.
    static let dataWords = 3
    /// All words of a group.
    package static let size = 4

    /// Four numbers below 2,048.
    package let numbers: [UInt16]

    /// Four words by their numbers; nil if they are not four, each below 2,048.
    package init?(numbers: [UInt16]) {
        guard numbers.count == Self.size, numbers.allSatisfy({ $0 < 2048 }) else { return nil }
        self.numbers = numbers
    }

    /// The group that carries three words at a place of a code.
    init(data: [UInt16], number: Int, of direction: CodeDirection) {
        numbers = data + [Self.sum(data) ^ Self.start(ofGroup: number, of: direction)]
    }

    /// Whether its check word is right at this place of such a code.
    ///
    /// - Parameter number: of the group, from 1.
    package func fits(number: Int, of direction: CodeDirection) -> Bool {
        Self.sum(Array(numbers.prefix(Self.dataWords))) ^ numbers[Self.dataWords]
            == Self.start(ofGroup: number, of: direction)
    }

    private static func sum(_ data: [UInt16]) -> UInt16 {
        zip(1..., data).reduce(0) { $0 ^ WordField.multiplied($1.1, power: $1.0) }
    }

    /// What the sum of a right group is: another one for each group of each code.
    private static func start(ofGroup number: Int, of direction: CodeDirection) -> UInt16 {
        WordField.multiplied(1, power: number + (direction == .request ? 3 : 40))
    }
}

extension WordGroup: CustomStringConvertible {
    /// The four words.
    package var description: String { numbers.map { WordList.words[Int($0)] }.joined(separator: " ") }
}
