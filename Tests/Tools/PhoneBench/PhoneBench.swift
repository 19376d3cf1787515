import ArgumentParser

/// `phone-bench`: what the codes by telephone find, whether they bring back what was signed, and how long a
/// call is.
@main
struct PhoneBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone-bench", abstract: "Measures the codes that are told by telephone.",
        subcommands: [Errors.self, Licenses.self, Call.self])

    /// What went wrong: then the figures are worth nothing.
    enum Failure: Error {
        /// The check of a group is not what is known of it.
        case otherCheck
        /// A code could not be made of bits that are as many as they must be.
        case noCode
        /// The system does not tell how much memory this process has.
        case noFigure
        /// So many licenses or requests came out other than they went in.
        case notTheSame(Int)
    }
}
