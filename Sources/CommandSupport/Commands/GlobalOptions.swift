import ArgumentParser

/// The options that every command has.
package struct GlobalOptions: ParsableArguments {
    /// How results and refusals are shown.
    @Option(name: .long, help: "Show results and refusals as text or as json.")
    package var format: OutputFormat = .text

    /// With what holds when nothing is said.
    package init() {}
}
