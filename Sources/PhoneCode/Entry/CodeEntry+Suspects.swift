import Activation

extension CodeEntry {
    /// If every group is right by itself and the whole is wrong: the groups to read once more, the likeliest first,
    /// eight at the most.
    ///
    /// - Parameter kind: of a response, which request it answers.
    public func suspects(answering kind: RequestKind? = nil) -> [Int] {
        var points: [Int: Int] = [:]
        for number in right.keys {
            points[number] =
                3 * (refusals[number] ?? 0) + (right[number].map { missable($0, at: number) } ?? 0)
        }
        if direction == .response, form == .digits, let kind {
            for number in implicated(answering: kind) { points[number, default: 0] += 6 }
        }
        let ranked = points.keys.sorted { (points[$1] ?? 0, $0) < (points[$0] ?? 0, $1) }
        return Array(ranked.prefix(8))
    }

    /// Where the number itself shows that something is wrong.
    private func implicated(answering kind: RequestKind) -> ClosedRange<Int> {
        let groups = (1...groupCount).compactMap { right[$0]?.digits }
        guard groups.count == groupCount else { return 1...groupCount }
        if ResponseCode.terms(fromFirst: groups, answering: kind) == nil { return ResponseCode.groupsOfTerms }
        let ofR = ResponseCode.groupsOfTerms.upperBound...ResponseCode.groupsToR + 1
        if !ResponseCode.isPlausible(first: groups) { return ofR }
        return ofR.upperBound...groupCount
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
