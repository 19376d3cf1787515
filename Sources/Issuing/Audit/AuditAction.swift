/// What the audit log calls what was done. Append-only.
package enum AuditAction: String, CaseIterable, Sendable {
    /// The vault was made.
    case vaultMade = "vault.init"
    /// An issuing key was made.
    case issuingKeyAdded = "key.add"
    /// The root key vouched for an audit key.
    case auditKeyCertified = "audit-key.certify"
    /// A ledger of an earlier version was brought over, its audit log was verified before.
    case ledgerBroughtOver = "ledger.brought-over"
    /// A row of a ledger that was brought over.
    case ledgerState = "ledger.state"
    /// A customer's name, and what else told of them, was erased.
    case customerErased = "customer.erase"
    /// A product was added.
    case productAdded = "product.add"
    /// A product's names, or where its vendor is reached, were changed.
    case productChanged = "product.set"
    /// Features were added to a product.
    case featuresAdded = "product.features"
    /// A new version of a product file was signed with the root key.
    case productFileSigned = "product.export"
    /// A license was added, and its activation key shown.
    case licenseAdded = "license.add"
    /// The number of seats was changed.
    case licenseSeatsChanged = "license.seats"
    /// A license was revoked.
    case licenseRevoked = "license.revoke"
    /// A license document was signed and left.
    case requestGranted = "request.granted"
    /// A time correction was signed and left.
    case timeCorrected = "request.time-corrected"
    /// The same answer was given again.
    case requestRepeated = "request.repeated"
    /// A request was refused.
    case requestRefused = "request.refused"
    /// A seat that was given by telephone went to a machine that sent a file and has the same mark.
    case seatTakenOver = "request.seat-claimed"
    /// The vendor said whose seat a machine has, where its request did not tell.
    case seatChosen = "request.seat-chosen"
    /// A seat went to other hardware; it counts against the license's allowance.
    case seatRebound = "seat.rebound"
    /// An agent began a call.
    case callOpened = "phone.opened"
    /// A caller proved his activation key, and an agent was shown what he would get.
    case callAsked = "phone.asked"
    /// An agent gave a caller a seat against the mark of his machine, or a new one where a machine has that mark.
    case callSeatChosen = "phone.seat-chosen"
    /// A caller's code had a wrong proof.
    case callProofWrong = "phone.proof-wrong"
    /// The very same code with a wrong proof once more.
    case callProofRepeated = "phone.proof-wrong-again"
    /// A code was not looked at, because there were too many wrong proofs before it.
    case callBlocked = "phone.blocked"
    /// An agent granted nothing, and ended the call.
    case callRefused = "phone.refused"
    /// An agent went on with a call.
    case callResumed = "phone.resumed"
    /// How far a call has come was kept.
    case callKept = "phone.kept"
}
