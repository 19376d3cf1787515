/// How long a license lasts, by kind. The numbers are those of the format, append-only.
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

/// Whom a license is for. The numbers are those of the format, append-only.
public enum LicenseBinding: UInt8, CaseIterable, Hashable, Sendable {
    /// The machine whose components the request holds.
    case machine = 0
    /// The user whom the request names, on any machine.
    case user = 1
    /// Nobody: any machine of the site.
    case site = 2

    /// The stable name in JSON and on the command line.
    package var rawName: String {
        switch self {
        case .machine: "machine"
        case .user: "user"
        case .site: "site"
        }
    }

    /// The binding in words.
    package var label: String {
        switch self {
        case .machine: "the machine that asked"
        case .user: "a user"
        case .site: "the site"
        }
    }
}
