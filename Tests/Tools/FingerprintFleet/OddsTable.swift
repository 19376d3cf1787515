import ArgumentParser
import Fingerprint
import MachineFleet

/// The odds on paper, for typical machines.
struct OddsTable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odds",
        abstract: "Print the chance on paper that a machine passes for another of its shape.")

    func run() throws {
        print("| machines | what is alike | chance of a match |")
        print("|---|---|---|")
        for shape in TypicalShape.all {
            let odds = Odds.ofMatch(shape.parts, bits: 16, threshold: 45)
            print("| \(shape.machines) | \(shape.alike) | \(shown(odds)) (2^\(exponent(odds))) |")
        }
    }

    private func exponent(_ value: Double) -> Int {
        var value = value
        var exponent = 0
        while value > 0, value < 0.7071 { (value, exponent) = (value * 2, exponent - 1) }
        return exponent
    }
}
