import ArgumentParser
import Fingerprint
import MachineFleet

/// Takes machines through ten years, and counts those that ever needed the vendor's desk.
struct Years: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take machines through ten years of changes, and count those that needed the desk.")

    @Option(help: "How many machines in a fleet.")
    var machines = 1_000

    @Option(help: "How many fleets, to see how much chance there is in one.")
    var fleets = 20

    func run() async throws {
        print(
            "| read | threshold | renewed | needed the desk | fleets of \(machines) | visits a machine | asked at a renewal | counted a machine |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for readsRootOnly in [false, true] {
            for threshold in [40, 45, 55] as [UInt8] {
                for isRenewed in [true, false] {
                    guard let policy = FingerprintPolicy(threshold: threshold, readsRootOnly: readsRootOnly)
                    else { throw ExitCode(70) }
                    try await row(YearsFleet(policy: policy, isRenewed: isRenewed))
                }
            }
        }
    }

    private func row(_ fleet: YearsFleet) async throws {
        let lives = try await lives(fleet)
        let shares = lives.map { fleet in Double(fleet.count { $0.visits > 0 }) / Double(fleet.count) }
        let visits = lives.joined().reduce(0) { $0 + $1.visits }
        let mean = shares.reduce(0, +) / Double(shares.count)
        let each = Double(visits) / Double(machines * fleets)
        let range = "\(percent(shares.min() ?? 0)) to \(percent(shares.max() ?? 0))"
        let asked = lives.joined().count { $0.questions > 0 }
        let counted = Double(lives.joined().reduce(0) { $0 + $1.counted }) / Double(machines * fleets)
        print(
            "| \(fleet.policy.readsRootOnly ? "by root" : "by everyone") | \(fleet.policy.threshold) % "
                + "| \(fleet.isRenewed ? "yearly" : "never") | \(percent(mean)) | \(range) "
                + "| \((each * 1000).rounded() / 1000) "
                + "| \(percent(Double(asked) / Double(machines * fleets))) "
                + "| \((counted * 1000).rounded() / 1000) |")
    }

    private func lives(_ fleet: YearsFleet) async throws -> [[YearsFleet.Life]] {
        try await withThrowingTaskGroup(of: [YearsFleet.Life].self) { tasks in
            for number in 0..<fleets {
                tasks.addTask {
                    try (0..<machines).map { try fleet.life(seed: UInt64(number * machines + $0)) }
                }
            }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
    }

    private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
