import Activation
import ArgumentParser

/// What the machines ask for.
enum Asked: String, CaseIterable, ExpressibleByArgument {
    case activation, renewal, time

    /// What the device key vouches for; nil where the activation key has to.
    func vouchedPurpose(now: UnixTime) -> Request.Purpose? {
        switch self {
        case .activation: nil
        case .renewal: .renewal
        case .time: .timeCorrection(highWaterMark: UnixTime(rawValue: now.rawValue + 2 * 365 * 86_400))
        }
    }
}
