import Refusals

/// What to type after a refusal. This folder is the only place that decides it, from the refusal's code and facts, for
/// both programs: either names commands of the other.
extension Refusal {
    /// What to do next, with the commands and options to type where there are any.
    ///
    /// - Parameter next: writes the commands.
    package func advice(_ next: NextCommands) -> String {
        if let advice = AdviceFacts(facts, next).advice(for: code) { return advice }
        // A remedy that was given with the refusal says more than the code's own.
        return remedy == code.remedy ? code.advice(next) ?? remedy : remedy
    }
}
