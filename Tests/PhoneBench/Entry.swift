import ArgumentParser

/// `phone-bench`: what codes by telephone find, and what a call takes. See Tests/bench.sh and docs/phone.md.
@main
struct Entry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone-bench", subcommands: [Errors.self, Licenses.self, Calls.self])
}

/// A percentage with as many places as it needs.
func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part > 0 else { return "0" }
    let hundredths = (part * 100_000 + whole / 2) / whole
    guard hundredths > 0 else { return "< 0.001" }
    let fraction = String(hundredths % 1000)
    return "\(hundredths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
}

/// The one in the middle, and the one that is worse than so many percent.
func quantile(_ values: [Double], _ percent: Int) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count * percent / 100, sorted.count - 1)]
}
