import ArgumentParser
import PhoneCode
import TestSupport

/// How long it takes to speak the codes of a call.
struct Call: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulates calls: how long the digits take, with and without errors.")

    @Option(help: "How many calls are simulated for each system.") var count = 10_000
    @Option(help: "The same calls for the same seed.") var seed: UInt64 = 2026
    @Option(help: "Digits spoken in a second.") var digitsPerSecond = 2.0
    @Option(help: "Seconds that a word takes.") var secondsPerWord = 0.75
    @Option(help: "Seconds of pause after each half of a group.") var pause = 1.0
    @Option(help: "Seconds in which a group is repeated or confirmed.") var confirm = 2.0
    @Option(help: "How many of a hundred groups are misheard.") var misheard = 3.0

    /// Refuses speech that never ends.
    func validate() throws {
        guard count > 0, digitsPerSecond > 0, pause >= 0, confirm >= 0, (0...90).contains(misheard) else {
            throw ValidationError("No such call.")
        }
    }

    /// Prints the model and the table.
    func run() {
        print(
            """
            Model: groups of \(DigitGroup.size) digits, \(Figures.fixed(digitsPerSecond, decimals: 1)) \
            digits a second, \(Figures.fixed(pause, decimals: 1)) s of pause after each half group, \
            \(Figures.fixed(confirm, decimals: 1)) s to repeat or confirm each group: \
            a word takes \(Figures.fixed(secondsPerWord, decimals: 2)) s, four make a group. With errors, \
            \(Figures.fixed(misheard, decimals: 1)) % of the groups are misheard; that is noticed at once, \
            and the group is spoken again, for as long, and may be misheard again. Greetings, questions and \
            the desk's work are not in it. \(Figures.grouped(count)) calls each, seed \(seed).

            """)
        print(
            Figures.head([
                "system", "digits or words to the desk", "back", "groups", "without errors, min:s",
                "with errors: median", "95th percentile", "groups spoken again, mean", "calls without any",
            ]))
        for system in Self.systems { printRow(system) }
    }

    /// A group, once.
    private func secondsPerGroup(_ system: System) -> Double {
        let spoken =
            system.isWords
            ? Double(system.inGroup) * secondsPerWord : Double(system.inGroup) / digitsPerSecond
        return spoken + 2 * pause + confirm
    }

    /// A way to activate by telephone: how many digits go each way.
    private struct System {
        /// What it is called in the table.
        let name: String
        /// Digits, or words, from the machine to the desk.
        let there: Int
        /// Digits, or words, from the desk to the machine.
        let back: Int
        /// Whether they are words.
        var isWords = false

        /// How many make a group.
        var inGroup: Int { isWords ? 4 : DigitGroup.size }
        /// How many groups that are.
        var groups: Int { (there + back) / inGroup }
    }

    /// This one, and two of the kinds that are known.
    private static var systems: [System] {
        let own = CodeDirection.allCases.map { $0.groupCount * DigitGroup.size }
        return [
            System(name: "countersign", there: own[0], back: own[1]),
            System(
                name: "countersign, words", there: CodeForm.words.groupCount(of: .request) * 4,
                back: CodeForm.words.groupCount(of: .response) * 4, isWords: true),
            System(name: "54 and 48 digits", there: 54, back: 48),
            System(name: "60 and 60 digits", there: 60, back: 60),
        ]
    }

    /// Simulates the calls of a system and prints how long they are.
    private func printRow(_ system: System) {
        var random = SeededGenerator(seed: seed)
        let again = (0..<count).map { _ in repeats(system.groups, &random) }
        let times = again.map { Double(system.groups + $0) * secondsPerGroup(system) }
        let mean = Double(again.reduce(0, +)) / Double(count)
        print(
            Figures.row([
                system.name, String(system.there), String(system.back), String(system.groups),
                Figures.minutes(Double(system.groups) * secondsPerGroup(system)),
                Figures.minutes(Figures.quantile(0.5, of: times) ?? 0),
                Figures.minutes(Figures.quantile(0.95, of: times) ?? 0), Figures.fixed(mean, decimals: 2),
                Figures.fixed(100 * Double(again.count { $0 == 0 }) / Double(count), decimals: 1) + " %",
            ]))
    }

    /// How many groups of a call are spoken once more, those that were misheard again included.
    private func repeats(_ groups: Int, _ random: inout SeededGenerator) -> Int {
        var again = 0
        for _ in 0..<groups {
            while Double.random(in: 0..<100, using: &random) < misheard { again += 1 }
        }
        return again
    }
}
