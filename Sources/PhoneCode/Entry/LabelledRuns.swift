/// Runs of digits in which every group has its number in front, with nothing but space behind it: `7 123 456 8 654321`,
/// as a listing of several columns has them.
struct LabelledRuns {
    /// The groups with their numbers; nil if it cannot be read so.
    let parts: [TypedLine.Part]?

    init(_ runs: [[UInt8]]) {
        var parts: [TypedLine.Part] = []
        var rest = runs[...]
        while let label = rest.first, label.count <= 2 {
            rest = rest.dropFirst()
            // Three and three, or six; one that has a digit too many or too few is named as that.
            let isHalved = rest.count > 1 && Self.halves(rest.prefix(2))
            guard isHalved || rest.first.map(\.count).map(Self.wholes.contains) == true else { break }
            let digits = Array(rest.prefix(isHalved ? 2 : 1).joined())
            rest = rest.dropFirst(isHalved ? 2 : 1)
            parts.append(
                TypedLine.Part(
                    number: label.reduce(0) { $0 * 10 + Int($1) },
                    group: DigitGroup(digits: digits).map { .digits($0) } ?? .length(digits.count)))
        }
        guard Self.differ(parts), let first = parts.first?.number else {
            self.parts = nil
            return
        }
        if parts.count == 1, !rest.isEmpty, TypedLine.areInHalves(rest) || TypedLine.areInWholes(rest) {
            // Only the first one has a number, and the others follow it.
            parts += TypedLine.groups(Array(rest), number: first + 1)
            rest = []
        }
        self.parts = rest.isEmpty ? parts : nil
    }

    private static let wholes = 5...7

    private static func halves(_ runs: ArraySlice<[UInt8]>) -> Bool {
        runs.allSatisfy { (2...4).contains($0.count) } && (5...7).contains(runs.joined().count)
    }

    private static func differ(_ parts: [TypedLine.Part]) -> Bool {
        Set(parts.compactMap(\.number)).count == parts.count
    }
}
