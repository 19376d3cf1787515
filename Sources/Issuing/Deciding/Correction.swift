import Activation

/// A time correction that is given, and what the desk tells of it.
package struct Correction: Sendable {
    /// What the correction says.
    package let correction: TimeCorrection
    /// The license whose seat vouches for the machine.
    package let license: LicenseID
    /// The customer's name.
    package let customer: String
    /// How many corrections this seat has had, other than this one.
    package let correctionsBefore: Int
    /// What the request tells of the machine's clock; nil by telephone, where nothing of it is told.
    package let clock: Clock?
    /// What was found out about the machine; nil where the license is not bound to one, and by telephone.
    package let machine: MachineFinding?

    /// What the vendor should know about it.
    package var warnings: [MachineFinding.Warning] {
        (clock?.warnings ?? []) + (machine?.warnings ?? [])
    }

    /// The clock of the machine that asked.
    package struct Clock: Sendable {
        /// What it said when the request was made.
        package let shown: UnixTime
        /// The latest moment that the machine has seen.
        package let seen: UnixTime
        /// What the correction alone will not put right.
        package let warnings: [MachineFinding.Warning]
    }
}
