/// Whom a license is for. The numbers are those of the format, append-only.
///
/// ```swift
/// if license.binding == .user { show("Each user of this machine needs a license.") }
/// ```
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
