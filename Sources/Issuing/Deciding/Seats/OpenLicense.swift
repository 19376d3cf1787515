import Activation
import Fingerprint

/// A license as it lies open on the desk: what was sold, and how its product goes by machines now.
struct OpenLicense {
    let entitlement: Entitlement
    let proofKey: ProofKey
    let rules: ProductRules
    /// Those that this transaction gave too.
    var seatsInUse: Int

    var policy: FingerprintPolicy { rules.policy }
}

/// How a product goes by its machines, as the vendor has it now.
struct ProductRules {
    let policy: FingerprintPolicy
    let clockTolerance: ClockTolerance
    let rebindingsPerSeat: Int
}
