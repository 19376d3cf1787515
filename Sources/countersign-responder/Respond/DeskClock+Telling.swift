import CommandSupport
import Issuing

extension DeskClock {
    /// Says it before anything is signed, and beside the results, because a refusal has no report.
    func tell(_ diagnostics: Diagnostics) {
        switch self {
        case .behind: diagnostics.warn(sentence, remedy: remedy, code: code)
        case .ahead: diagnostics.note(sentence, code: code)
        }
    }
}
