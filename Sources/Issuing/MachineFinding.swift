import Fingerprint
import Ledger

/// What the desk found out about the machine of a request.
public struct MachineFinding: Hashable, Sendable {
    /// What the request says the machine is.
    public let environment: EnvironmentCode
    /// How the machine compares with what it was when it was last answered; nil for one that is new, and where the
    /// same request was answered before.
    public let comparison: FingerprintComparison?
    /// What the vendor should know.
    public let warnings: [Warning]

    init(environment: EnvironmentCode) {
        self.environment = environment
        comparison = nil
        warnings = []
    }

    init(_ environment: EnvironmentCode, _ recognition: Recognition, _ warnings: [Warning]) {
        self.environment = environment
        comparison = recognition.comparison
        self.warnings = warnings + (recognition.namesake.map { [.deviceKeyElsewhere($0)] } ?? [])
    }

    /// Something that does not stop an answer, and that the vendor should know.
    public enum Warning: Hashable, Sendable {
        /// The product's policy is to tell of machines of this kind.
        case environment(EnvironmentCode)
        /// The machine is new, and another one has a seat with the very same device key.
        case deviceKeyElsewhere(FingerprintComparison)

        /// The stable name in JSON.
        public var code: String {
            switch self {
            case .environment: "environment"
            case .deviceKeyElsewhere: "device-key-elsewhere"
            }
        }

        /// One sentence for a person.
        public var sentence: String {
            switch self {
            case .environment(let environment):
                "The machine is \(environment.label), and the product's policy is to tell of it."
            case .deviceKeyElsewhere(let comparison):
                "Another machine has a seat with the same device key, and only \(comparison.score) % of its "
                    + "components are in the request: a state folder was copied, or most of a machine was changed."
            }
        }
    }
}

/// Whose seat a request is for, as far as the ledger knows him.
struct Recognition {
    /// The seat that he has, or had.
    var activation: ActivationRecord?
    /// How his machine compares with what it was; nil for users, sites, and machines that are new.
    var comparison: FingerprintComparison?
    /// How it compares with another machine that has a seat with the same device key.
    var namesake: FingerprintComparison?
}
