import Activation
import ArgumentParser
import Fingerprint
import FingerprintLinux

/// Measures what looking at this machine takes: what `verify` spends on it each time.
struct Survey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how long it takes to look at this machine's components and at its clock.")

    @Option(help: "How often each is done.")
    var runs = 1_000

    func run() async throws {
        let probe = LinuxProbe()
        let salt = FingerprintSalt(uncheckedBytes: [UInt8](repeating: 0xa5, count: FingerprintSalt.size))
        try measure("components, found and digested") {
            let survey = try probe.survey()
            _ = try Fingerprint(comparing: survey, and: nil, policy: .standard, salt: salt)
        }
        try measure("clock: the run, and the files' times") {
            _ = ClockEvidence().reading(now: UnixTime(rawValue: 0))
        }
    }

    private func measure(_ what: String, _ body: () throws -> Void) throws {
        let clock = ContinuousClock()
        // The first is what a new process has: nothing is in the caches of this one.
        let first = try clock.measure(body)
        let times = try (0..<max(runs, 1)).map { _ in try clock.measure(body) }.sorted()
        let median = times[times.count / 2]
        print("\(what): first \(milliseconds(first)) ms, median of \(times.count) \(milliseconds(median)) ms")
    }

    private func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.attoseconds / 10_000_000_000_000) / 100
    }
}
