import ArgumentParser
import Fingerprint
import MachineFleet

/// Compares random machines with others, and counts the false matches beside the odds on paper.
struct Matches: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count the false matches among random machines, beside the odds on paper.",
        discussion: """
            Digests of fewer than 16 bits, which the product has not, make chance matches frequent enough to be \
            counted: they show that the odds are computed rightly. Exits with 1 if a count is off by more than five \
            standard deviations.
            """)

    @Option(help: "How many machines, for each length of digests.")
    var machines = 1_000_000

    @Option(help: "With how many others each is compared.")
    var others = 4

    @Option(help: "The lengths of digests, in bits.")
    var bits = [16, 8, 6, 4]

    @Option(help: "Decides who the machines are.")
    var seed: UInt64 = 1

    func run() async throws {
        let lengths = bits.map { "\($0) bits: on paper, found" }.joined(separator: " | ")
        print("| read | two machines | pairs | \(lengths) |")
        print("|---|---|---|" + String(repeating: "---|", count: bits.count))
        var worst = 0.0
        for readsRootOnly in [false, true] {
            for relation in MatchFleet.Relation.allCases {
                var cells: [String] = []
                var pairs = 0
                for length in bits {
                    let count = try await count(length, readsRootOnly, relation)
                    pairs = count.pairs
                    cells.append("\(shown(count.expected)), \(count.matches)")
                    // Where less than one is expected, a single match is many deviations.
                    if count.expected > 5 { worst = max(worst, abs(count.deviation)) }
                }
                let who = readsRootOnly ? "by root" : "by everyone"
                print("| \(who) | \(relation.rawValue) | \(pairs) | \(cells.joined(separator: " | ")) |")
            }
        }
        print("farthest off the paper: \((worst * 10).rounded() / 10) standard deviations")
        if worst > 5 { throw ExitCode(1) }
    }

    private func count(
        _ bits: Int, _ readsRootOnly: Bool, _ relation: MatchFleet.Relation
    ) async throws -> MatchFleet.Count {
        guard let policy = FingerprintPolicy(readsRootOnly: readsRootOnly) else { throw ExitCode(70) }
        let cases = 2 * MatchFleet.Relation.allCases.count
        let groups = max(1, machines / MatchFleet.groupSize / cases)
        let fleet = MatchFleet(bits: bits, policy: policy, others: others, seed: seed)
        return try await withThrowingTaskGroup(of: MatchFleet.Count.self) { tasks in
            for group in 0..<groups { tasks.addTask { try fleet.count(group: group, relation: relation) } }
            var sum = MatchFleet.Count()
            for try await count in tasks { sum.add(count) }
            return sum
        }
    }
}
