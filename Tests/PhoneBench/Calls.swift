import ArgumentParser
import PhoneCode
import TestSupport

/// `phone-bench calls`: how long a call takes, by a model that is stated.
struct Calls: ParsableCommand {
    @Option(help: "How many calls are simulated.")
    var count = 10_000

    @Option(help: "Where chance begins.")
    var seed: UInt64 = 2026

    /// A way to activate by telephone.
    struct System {
        let name: String
        /// How many digits, or words, each way.
        let request: Int
        let response: Int
        /// Of how many a group is made.
        let inGroup: Int
        /// How long one of them takes.
        let seconds: Double
    }

    /// Digits at two a second, words at four in three seconds.
    private static let systems = [
        System(name: "Countersign, digits", request: 60, response: 192, inGroup: 6, seconds: 0.5),
        System(name: "Countersign, words", request: 20, response: 64, inGroup: 4, seconds: 0.75),
        System(name: "54 and 48 digits", request: 54, response: 48, inGroup: 6, seconds: 0.5),
        System(name: "60 and 60 digits", request: 60, response: 60, inGroup: 6, seconds: 0.5),
    ]

    /// After each group, for its number and for whoever types to say yes.
    private static let pause = 2.0
    /// For asking once more, beside the group itself.
    private static let repeatCost = 3.0

    func run() {
        print(
            "A digit takes 0.5 s and a word 0.75 s, each group 2 s more; a group that is misheard 3 s and the group "
                + "once more. Greeting, name and the agent's decision are not counted.\n")
        print("| | to the desk | back | no errors | 3 % of groups misheard: median | 95 % of calls |")
        print("|---|---|---|---|---|---|")
        var chance = Chance(seed: seed)
        for system in Self.systems {
            let groups = (system.request + system.response) / system.inGroup
            let group = Double(system.inGroup) * system.seconds + Self.pause
            let plain = Double(groups) * group
            let calls = (0..<count).map { _ in
                (0..<groups).reduce(0.0) { time, _ in
                    var time = time + group
                    while chance.fraction() < 0.03 { time += group + Self.repeatCost }
                    return time
                }
            }
            print(
                "| \(system.name) | \(system.request) | \(system.response) | \(Self.minutes(plain)) | "
                    + "\(Self.minutes(quantile(calls, 50))) | \(Self.minutes(quantile(calls, 95))) |")
        }
    }

    private static func minutes(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }
}
