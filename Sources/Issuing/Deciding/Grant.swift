import Activation

/// A license that is granted, and what the desk tells of it.
package struct Grant: Sendable {
    /// What the license says.
    package let license: License
    /// The customer's name.
    package let customer: String
    /// Whether this machine or user had a seat before.
    package let isSameSeat: Bool
    /// The seats in use then.
    package let seatsInUse: Int
    /// The seats sold.
    package let seats: Int
    /// What was found out about the machine; nil where the license is not bound to one, and by telephone.
    package let machine: MachineFinding?
    /// How often the license's seats went to other hardware within a year; nil where it is for a site.
    package let rebindings: RebindingTally?
    /// Whether the machine or user had a license with this very last day before: nothing is longer by this answer.
    package var keepsLastDay = false
}
