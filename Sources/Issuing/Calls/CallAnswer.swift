import Activation
import PhoneCode

/// The answer that is read to a caller; the ledger holds it.
package struct CallAnswer: Sendable {
    /// The document that the code carries.
    package let document: OutgoingDocument
    /// What is read aloud.
    package let response: ResponseCode
    /// The customer's name.
    package let customer: String
    /// The license's id.
    package let license: LicenseID
    /// Whether the same request got the same answer before.
    package let isRepeated: Bool
    /// The seats in use now.
    package let seatsInUse: Int
    /// The seats sold.
    package let seats: Int
    /// How often the license's seats went to other hardware within a year.
    package let rebindings: RebindingTally
}
