/// What was typed, laid against the groups that are expected: which of it is which, and what went wrong. The likeliest
/// explanation is the cheapest one.
struct EntryAlignment {
    /// What became of one step of the explanation.
    enum Step: Hashable {
        /// Typed at this place, right.
        case right(typed: Int, group: Int)
        /// Typed at this place, wrong.
        case wrong(typed: Int, group: Int)
        /// Not typed at all.
        case leftOut(group: Int)
        /// The same as what was typed before it.
        case repeated(typed: Int)
        /// More than there is room for.
        case surplus(typed: Int)
        /// Two, each in the other's place.
        case swapped(typed: Int, group: Int)
    }

    let steps: [Step]

    private enum Cost {
        static let wrong = 10
        static let leftOut = 12
        static let repeated = 5
        static let surplus = 14
        static let swapped = 12
    }

    /// - Parameters:
    ///   - groups: the numbers that are open, ascending, at least one.
    ///   - mayEndEarly: whether more is still to come, so that the last groups are not left out.
    init(_ typed: [TypedGroup], groups: [Int], direction: CodeDirection, mayEndEarly: Bool) {
        let (rows, columns) = (typed.count, groups.count)
        var best = [[Int]](repeating: [Int](repeating: .max / 2, count: columns + 1), count: rows + 1)
        var last = [[Step?]](repeating: [Step?](repeating: nil, count: columns + 1), count: rows + 1)
        best[0][0] = 0
        for row in 0...rows {
            for column in 0...columns {
                let cost = best[row][column]
                guard cost < .max / 2 else { continue }
                func offer(_ step: Step, _ more: Int, _ down: Int, _ right: Int) {
                    guard row + down <= rows, column + right <= columns,
                        cost + more < best[row + down][column + right]
                    else { return }
                    best[row + down][column + right] = cost + more
                    last[row + down][column + right] = step
                }
                if row < rows, column < columns {
                    let isRight = typed[row].fits(groups[column], of: direction)
                    offer(
                        isRight
                            ? .right(typed: row, group: groups[column])
                            : .wrong(typed: row, group: groups[column]), isRight ? 0 : Cost.wrong, 1, 1)
                }
                if row + 1 < rows, column + 1 < columns,
                    typed[row].fits(groups[column + 1], of: direction),
                    typed[row + 1].fits(groups[column], of: direction)
                {
                    offer(.swapped(typed: row, group: groups[column]), Cost.swapped, 2, 2)
                }
                if row < rows {
                    let isSame = row > 0 && typed[row] == typed[row - 1]
                    offer(
                        isSame ? .repeated(typed: row) : .surplus(typed: row),
                        isSame ? Cost.repeated : Cost.surplus, 1, 0)
                }
                if column < columns {
                    offer(
                        .leftOut(group: groups[column]), mayEndEarly && row == rows ? 0 : Cost.leftOut, 0, 1)
                }
            }
        }
        steps = Self.path(last, rows, columns)
    }

    private static func path(_ last: [[Step?]], _ rows: Int, _ columns: Int) -> [Step] {
        var (row, column) = (rows, columns)
        var steps: [Step] = []
        while let step = last[row][column] {
            steps.append(step)
            switch step {
            case .right, .wrong: (row, column) = (row - 1, column - 1)
            case .swapped: (row, column) = (row - 2, column - 2)
            case .repeated, .surplus: row -= 1
            case .leftOut: column -= 1
            }
        }
        return steps.reversed()
    }
}
