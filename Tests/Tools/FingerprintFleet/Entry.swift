import ArgumentParser

/// `fingerprint-fleet`: measures on simulated machines what `docs/fingerprint.md` says.
@main
struct Entry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint-fleet",
        abstract: "Try the fingerprint's promises on crowds of simulated machines.",
        subcommands: [Attack.self, OddsTable.self, Matches.self, Years.self, Survey.self])
}

/// A number with the places that matter.
func shown(_ value: Double) -> String {
    if value == 0 { return "0" }
    var exponent = 0
    var digits = value
    while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
    if exponent < -3 { return "\((digits * 10).rounded() / 10)e\(exponent)" }
    return value >= 100 ? "\(Int(value.rounded()))" : "\((value * 1000).rounded() / 1000)"
}
