import ArgumentParser

/// Makes seeded photographs of codes, and reads pictures with the reader of this package.
@main
struct PhotographBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "photograph-bench", abstract: "Makes and reads simulated photographs of QR codes.",
        subcommands: [Make.self, Read.self])
}
