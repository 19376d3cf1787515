import Issuing
import Refusals

extension Answer {
    /// Its name, for comparing: `granted`, `repeated` or the refusal's code.
    var name: String {
        switch self {
        case .given(let issued): issued.award.isLicense ? "granted" : "corrected"
        case .again(let issued): issued.award.isLicense ? "repeated" : "corrected before"
        case .refused(let refusal): refusal.code.rawValue
        }
    }
}

extension Award {
    fileprivate var isLicense: Bool {
        if case .license = self { true } else { false }
    }
}
