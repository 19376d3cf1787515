/// What a request asks for. The numbers are those of the format, append-only; 2 is kept for giving a license back.
///
/// ```swift
/// if request.kind == .timeCorrection { show("The vendor was asked what time it is.") }
/// ```
public enum RequestKind: UInt8, CaseIterable, Hashable, Sendable {
    /// A license for this machine, the first or a new one.
    case activation = 0
    /// A new license in place of one that runs out.
    case renewal = 1
    /// The vendor's word on what time it is, for a machine whose clock was once set far ahead.
    case timeCorrection = 3

    /// The stable name in JSON.
    package var rawName: String {
        switch self {
        case .activation: "activation"
        case .renewal: "renewal"
        case .timeCorrection: "time-correction"
        }
    }

    /// The kind in words.
    package var label: String {
        switch self {
        case .activation: "activation"
        case .renewal: "renewal"
        case .timeCorrection: "time correction"
        }
    }
}
