import Activation
import ClockGuard
import Cryptography
import Fingerprint
import Refusals

/// What is so about a product on this machine, now. What an application does about it is the application's
/// business; some plants must never stop.
///
/// ```swift
/// switch try product.verdict(now: now) {
/// case .active(let license): unlock(license.features)
/// case .expired(let license): show("The license ended on \(license.lastDay?.description ?? "an earlier day").")
/// case let other: show(other.code)
/// }
/// ```
public enum Verdict: Sendable {
    /// Licensed.
    case active(License)
    /// The license begins later, or the clock is behind.
    case notYetValid(License)
    /// The license has ended.
    case expired(License)
    /// The license is bound to components that this machine does not have.
    case otherMachine(License, FingerprintComparison)
    /// Too little of the machine can be read to tell whether it is the one that the license is bound to.
    case machineUnreadable(License, FingerprintComparison)
    /// The machine's clock shows less than it must, so nothing can be said about days, and the license has some.
    case clockSetBack(License, ClockSetBack)
    /// The license is bound to another user.
    case otherUser(License)
    /// The license is not believed any more: its issuing key was withdrawn.
    case issuerWithdrawn(License)
    /// There is a license, signed by a key that the product file does not know. Nothing in it is to be believed.
    case issuerUnknown
    /// A request was made, and no license has come yet.
    case awaitingLicense(Request)
    /// Nothing has been asked for.
    case noLicense

    /// The stable name.
    public var code: String {
        switch self {
        case .active: "active"
        case .notYetValid: "not-yet-valid"
        case .expired: "expired"
        case .otherMachine: "other-machine"
        case .machineUnreadable: "machine-unreadable"
        case .clockSetBack: "clock-set-back"
        case .otherUser: "other-user"
        case .issuerWithdrawn: "issuing-key-withdrawn"
        case .issuerUnknown: "issuing-key-unknown"
        case .awaitingLicense: "awaiting-license"
        case .noLicense: "no-license"
        }
    }

    /// What is wrong with the clock, if that is the verdict.
    package var setBack: ClockSetBack? {
        if case .clockSetBack(_, let setBack) = self { setBack } else { nil }
    }

    /// Whether the product is licensed here and now.
    public var isLicensed: Bool {
        if case .active = self { true } else { false }
    }

    /// The license that the verdict is about, if there is one.
    public var license: License? {
        switch self {
        case .active(let license), .notYetValid(let license), .expired(let license),
            .otherMachine(let license, _), .machineUnreadable(let license, _), .clockSetBack(let license, _),
            .otherUser(let license), .issuerWithdrawn(let license):
            license
        case .issuerUnknown, .awaitingLicense, .noLicense: nil
        }
    }
}
