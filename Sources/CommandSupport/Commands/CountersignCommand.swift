import Refusals

/// A command that either does what it says, or is refused.
package protocol CountersignCommand: AnsweringCommand {
    /// Does the work; returning is success.
    ///
    /// - Throws: why it could not be done; it is shown, and the process exits with the status of its code.
    func run(in context: CommandContext) throws(Refusal)
}

extension CountersignCommand {
    /// Does the work; returning is success.
    package func answer(in context: CommandContext) throws(Refusal) -> ExitStatus {
        try run(in: context)
        return .success
    }
}
