import Activation
import ClockGuard
import Fingerprint

/// What came of installing a document.
///
/// ```swift
/// switch try product.install(bytes, now: now) {
/// case .installed(let license, let verdict): show("\(license.id): \(verdict.code)")
/// case .alreadyInstalled: show("Nothing has changed.")
/// case .keptBetter(_, let inUse, _): show("License of \(inUse.issuedOn) stays.")
/// case .timeCorrected(_, let time, _): show("It was \(time).")
/// }
/// ```
public enum InstallOutcome: Sendable {
    /// The license is in use from now on.
    case installed(License, Verdict)
    /// The very same license was in use already.
    case alreadyInstalled(License, Verdict)
    /// The license is good, but the one in use is better, and stays.
    case keptBetter(offered: License, inUse: License, Verdict)
    /// The vendor put the record of the clock right; what the clock is found to be since.
    case timeCorrected(ProductID, to: UnixTime, ClockVerdict)
}

/// What became of a product file.
package enum ProductFileOutcome: Sendable {
    /// It is in use from now on.
    case installed(ProductFile)
    /// The very same one was in use already.
    case alreadyInstalled(ProductFile)
}
