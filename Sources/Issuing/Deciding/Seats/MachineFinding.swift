import Fingerprint
import Ledger

/// What the desk found out about the machine of a request.
package struct MachineFinding: Hashable, Sendable {
    /// What the request says the machine is.
    package let environment: EnvironmentCode
    /// How the machine compares with what it was when it was last answered; nil for one that is new, and where
    /// one of many requests was answered before.
    package let comparison: FingerprintComparison?
    /// What the vendor should know.
    package let warnings: [Warning]

    init(_ environment: EnvironmentCode, _ recognition: Recognition, _ warnings: [Warning]) {
        self.environment = environment
        comparison = recognition.comparison
        self.warnings = warnings + (recognition.namesake.map { [.deviceKeyElsewhere($0)] } ?? [])
    }

    /// Something that does not stop an answer, and that the vendor should know.
    package enum Warning: Hashable, Sendable {
        /// The product's policy is to tell of machines of this kind.
        case environment(EnvironmentCode)
        /// The machine is new, and another one has a seat with the very same device key.
        case deviceKeyElsewhere(FingerprintComparison)
        /// The machine's clock is so many seconds behind the vendor's, more than the product tolerates.
        case machineClockBehind(seconds: Int64)
        /// The machine's clock is so many seconds ahead of the vendor's, more than the product tolerates.
        case machineClockAhead(seconds: Int64)
        /// A time correction was asked for by a machine that has seen no time later than it is.
        case correctionNotNeeded

        /// The stable name in JSON.
        package var code: String {
            switch self {
            case .environment: "environment"
            case .deviceKeyElsewhere: "device-key-elsewhere"
            case .machineClockBehind: "machine-clock-behind"
            case .machineClockAhead: "machine-clock-ahead"
            case .correctionNotNeeded: "correction-not-needed"
            }
        }

        /// One sentence for a person.
        package var sentence: String {
            switch self {
            case .environment(let environment):
                "The machine is \(environment.label); the product's policy is to warn about it."
            case .deviceKeyElsewhere(let comparison):
                "Another machine has a seat with the same device key, and only \(comparison.score) % of its "
                    + "components are in the request: a state folder was copied, or most of a machine was changed."
            case .machineClockBehind(let seconds):
                "The machine's clock is \(spanInWords(seconds)) behind this computer's (less, if the request was on "
                    + "its way for long): the clock must be set; the correction alone will not help."
            case .machineClockAhead(let seconds):
                "The machine's clock is \(spanInWords(seconds)) ahead of this computer's: the clock must be set; the "
                    + "correction alone will not help."
            case .correctionNotNeeded:
                "The machine needs no correction: the latest time that it has seen is not in the future."
            }
        }
    }
}
