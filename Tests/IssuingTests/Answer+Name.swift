import Issuing
import Refusals

extension Answer {
    /// Its name, for comparing: `granted`, `repeated` or the refusal's code.
    var name: String {
        switch self {
        case .granted: "granted"
        case .repeated: "repeated"
        case .corrected(let correction): correction.isRepeated ? "corrected before" : "corrected"
        case .refused(let refusal): refusal.code.rawValue
        }
    }
}
