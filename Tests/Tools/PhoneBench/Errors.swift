import ArgumentParser
import PhoneCode
import TestSupport

/// Counts the errors that the check digits do not find.
struct Errors: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Counts errors that check digits miss, beside sums modulo seven.")

    @Option(help: "How many errors of each kind that is drawn, in each direction.") var count = 1_000_000
    @Option(help: "How many codes have all errors of the other kinds, each way.") var codes = 1000
    @Option(help: "The same errors for the same seed.") var seed: UInt64 = 2026

    /// Refuses what counts nothing.
    func validate() throws {
        guard count > 0, codes > 0 else { throw ValidationError("Nothing to count.") }
    }

    /// Prints the table.
    func run() throws {
        let table = try DammTable()
        print(
            """
            Random codes, seed \(seed): \(Figures.grouped(codes)) of each direction with all errors of a \
            kind where that is said, else \(Figures.grouped(count)) errors drawn for each direction. Groups \
            of five digits of data and a check digit. An error is missed if every group that was typed fits \
            the place where it stands; how many groups there are is not regarded. The sums modulo seven have \
            the same data and the same errors; S1 is the plain sum of the digits, in S2 the second and the \
            fourth digit count twice. What an error leaves as it was is not counted, so that with another \
            check digit a few errors more or less are tried. Computed is for digits and states that are all \
            alike likely; the first group of a code begins with a small digit.

            """)
        print(
            Figures.head([
                "error", "errors tried", "missed by Damm, in %", "computed, in %", "missed by S1, in %",
                "missed by S2, in %",
            ]))
        for kind in SlipKind.allCases {
            let rates = CodeDirection.allCases.map { kind.computed(table, $0) }
            let tallies = try CodeDirection.allCases.map { try counted(kind, $0) }
            if Set(rates).count == 1 {
                printRow(kind.name, zip(tallies[0], tallies[1]).map { $0 + $1 }, rates[0])
                continue
            }
            for (direction, (own, rate)) in zip(CodeDirection.allCases, zip(tallies, rates)) {
                printRow("\(kind.name): \(direction), \(direction.groupCount) groups", own, rate)
            }
        }
    }

    /// Prints what was counted and what was computed of one kind.
    private func printRow(_ name: String, _ tallies: [Tally], _ computed: Double) {
        let (damm, sums) = (tallies[0], tallies.dropFirst())
        print(
            Figures.row(
                [name, Figures.grouped(damm.tried), damm.percent, Figures.percent(computed, of: 1)]
                    + sums.map(\.percent)))
    }

    /// How many of the errors each check missed: Damm's, the plain sum, the other sum.
    private func counted(_ kind: SlipKind, _ direction: CodeDirection) throws -> [Tally] {
        let checks: [any GroupCheck] = [DammCheck(), SumCheck(weightOfEven: 1), SumCheck(weightOfEven: 2)]
        var tallies = [Tally](repeating: Tally(), count: checks.count)
        let place = SlipKind.allCases.firstIndex(of: kind) ?? 0
        var random = SeededGenerator(
            seed: seed &* 1009 &+ UInt64(place * 2 + (direction == .request ? 0 : 1)))
        func commit(_ slip: Slip, _ groups: [[[UInt8]]]) {
            for index in checks.indices {
                tallies[index].count(slip, in: groups[index], checks[index], direction)
            }
        }
        func nextGroups() throws -> [[[UInt8]]] {
            let groups = try RandomCode.next(direction, &random).digitGroups
            return checks.map { $0.groups(groups) }
        }
        if let slips = kind.all(groupCount: direction.groupCount) {
            for _ in 0..<codes {
                let groups = try nextGroups()
                for slip in slips { commit(slip, groups) }
            }
            return tallies
        }
        while tallies[0].tried < count {
            let groups = try nextGroups()
            for _ in 0..<Self.drawsPerCode where tallies[0].tried < count {
                if let slip = kind.draw(groupCount: direction.groupCount, &random) { commit(slip, groups) }
            }
        }
        return tallies
    }

    /// So often one random code is drawn upon, whether it can have that error or not: so each error counts
    /// alike. Few, so that hardly one is drawn twice.
    private static let drawsPerCode = 20
}

/// How many errors there were, and how many nobody noticed.
struct Tally {
    /// All errors.
    private(set) var tried = 0
    /// Those that the check did not find.
    private(set) var missed = 0

    /// The part that was missed.
    var percent: String { Figures.percent(Double(missed), of: Double(tried)) }

    /// Takes one error more, if it is one.
    mutating func count(
        _ slip: Slip, in groups: [[UInt8]], _ check: any GroupCheck, _ direction: CodeDirection
    ) {
        guard let typed = slip.typed(in: groups) else { return }
        tried += 1
        missed += typed.allSatisfy { check.fits($0.digits, number: $0.number, of: direction) } ? 1 : 0
    }

    /// Both together.
    static func + (one: Tally, other: Tally) -> Tally {
        var sum = one
        sum.tried += other.tried
        sum.missed += other.missed
        return sum
    }
}
