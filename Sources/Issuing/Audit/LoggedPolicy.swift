import Activation
import Fingerprint
import Ledger
import Refusals

/// A product's policy as the audit log tells it to people: all of it, at the end of an event's detail.
struct LoggedPolicy: Hashable {
    /// Part by part, in the words of the command line: "rebindings" and "3".
    private let parts: [Part]

    private struct Part: Hashable {
        let name: String
        let value: String
    }

    /// A policy in the ledger.
    init(_ policy: ProductRecord.Policy) {
        func permission(_ number: Int64) -> String {
            UInt8(exactly: number).flatMap(FingerprintPolicy.Permission.init(rawValue:))?.name ?? "\(number)"
        }
        parts = [
            Part(name: Self.first, value: "\(policy.threshold)"),
            Part(name: "root-only-components", value: policy.readsRootOnly ? "yes" : "no"),
            Part(name: "virtual-machines", value: permission(policy.virtualMachines)),
            Part(name: "containers", value: permission(policy.containers)),
            Part(name: "clock-tolerance", value: "\(policy.clockHours)"),
            Part(name: "rebindings", value: "\(policy.rebindings)"),
        ]
    }

    private static let first = "threshold"
    private static let separator = "; "

    /// A row's detail that tells also of something else.
    func detail(after others: String) -> String {
        (others.isEmpty ? "" : others + Self.separator)
            + parts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }

    /// Whether a row's detail ends with this policy; or with none, because an early version wrote it, which said only what
    /// was changed. What stands before it may be anybody's words.
    func isTold(by detail: String) -> Bool {
        guard let last = detail.split(separator: Self.separator).last, last.hasPrefix("\(Self.first)=") else {
            return true
        }
        return last == self.detail(after: "")
    }

    /// The names of the parts that are another in the other one.
    func differences(from other: LoggedPolicy) -> [String] {
        parts.filter { !other.parts.contains($0) }.map(\.name)
    }
}
