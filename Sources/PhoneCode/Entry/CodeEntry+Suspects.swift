import Activation

extension CodeEntry {
    /// If every group is right by itself and the whole is wrong: the groups to read once more, the likeliest first,
    /// eight at the most.
    ///
    /// - Parameter kind: of a response, which request it answers.
    package func suspects(answering kind: RequestKind? = nil) -> [Int] {
        Array(readingOrder(answering: kind).prefix(8))
    }

    /// The same, and then all others: those first in which the number itself shows that something is wrong, and among
    /// equals those that were refused before, and those in which usual slips pass the check.
    package func readingOrder(answering kind: RequestKind? = nil) -> [Int] {
        let implicated = kind.flatMap { self.implicated(answering: $0) } ?? 0...0
        // What is implicated comes before all else.
        let points = right.map { number, group in
            let slips = 3 * (refusals[number] ?? 0) + missable(group, at: number)
            return (number: number, points: (implicated.contains(number) ? 1 : 0, slips))
        }
        return points.sorted { $0.points == $1.points ? $0.number < $1.number : $0.points > $1.points }
            .map(\.number)
    }

    /// Where the number of a response shows that something is wrong. If its first groups can be, fifteen of sixteen slips
    /// are behind them, from the last group that R reaches into.
    private func implicated(answering kind: RequestKind) -> ClosedRange<Int>? {
        let groups = firstDigitGroups
        guard direction == .response, form == .digits, groups.count == groupCount else { return nil }
        switch ResponseCode.preview(first: groups, answering: kind) {
        // A number that is larger than any code says nothing, and begins so.
        case .nothing, .wrongTerms: return ResponseCode.groupsOfTerms
        case .wrongR: return ResponseCode.groupsOfR
        case .terms: return ResponseCode.groupsOfR.upperBound...groupCount
        }
    }

    /// In how many usual ways a group could have become another that the check digit takes as well.
    private func missable(_ group: TypedGroup, at number: Int) -> Int {
        guard let digits = group.digits?.digits else { return 0 }
        let others = Confusion.variants(of: digits).compactMap { DigitGroup(digits: $0) }
        return others.count { $0.fits(number: number, of: direction) }
    }
}

/// How digits are confused by people who speak and listen.
enum Confusion {
    /// What a group could have been before two of its digits changed places over one, or two equal neighbours were
    /// taken for two others. A "thirteen" for a "thirty", and the like, is always found by the check digit.
    static func variants(of digits: [UInt8]) -> Set<[UInt8]> {
        var variants: Set<[UInt8]> = []
        for place in digits.indices.dropLast(2) {
            var other = digits
            other.swapAt(place, place + 2)
            variants.insert(other)
        }
        for place in digits.indices.dropLast() {
            let (first, second) = (digits[place], digits[place + 1])
            if first == second {
                for value in UInt8(0)..<10 {
                    var other = digits
                    (other[place], other[place + 1]) = (value, value)
                    variants.insert(other)
                }
            }
        }
        variants.remove(digits)
        return variants
    }
}
