/// How long a license lasts, by kind. The numbers are those of the format, append-only.
///
/// ```swift
/// if license.kind == .trial { show("This is a trial.") }
/// ```
public enum LicenseKind: UInt8, CaseIterable, Hashable, Sendable {
    /// For ever.
    case perpetual = 0
    /// Until a day that the contract names.
    case dated = 1
    /// For so many days from each activation; it is renewed by a new request.
    case lease = 2
    /// For so many days from the machine's first activation, once.
    case trial = 3

    /// The stable name in JSON.
    package var rawName: String {
        switch self {
        case .perpetual: "perpetual"
        case .dated: "dated"
        case .lease: "lease"
        case .trial: "trial"
        }
    }

    /// The kind in words.
    package var label: String {
        switch self {
        case .perpetual: "perpetual"
        case .dated: "until a date"
        case .lease: "lease"
        case .trial: "trial"
        }
    }
}
