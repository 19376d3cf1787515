import Activation

extension LicenseKind {
    /// Why a new license ends no later than the one before.
    var whySameLastDay: String {
        switch self {
        case .perpetual: "it never ends"
        case .dated: "it was sold until that day"
        case .trial: "a trial runs from the first activation"
        case .lease: "it was answered today already"
        }
    }
}
